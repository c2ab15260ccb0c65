"""The tests a condition can make: one table, with `widget/src/engine/operators.ts` as its twin.

All are positive and none coerces: an answer of a type that the operator doesn't name, or an operand
that doesn't fit, makes the test false. Adding one is a row here, a row there, and vectors.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from builder.fields.base import Answer, ValueType
from builder.fields.text import fold

from . import operands

Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Operator:
    """A test: which answer types it fits, and how each of them reads the operand."""

    name: str
    reads: Mapping[ValueType, Reader | None]
    test: Callable[[Any, Any], bool]

    def holds(self, answer: Answer, operand: Any) -> bool:
        """Judge an answer. False whenever the answer or the operand doesn't fit."""
        if answer.type not in self.reads:
            return False
        read = self.reads[answer.type]
        if read is None:
            return True
        wanted = read(operand)
        value = _comparable(answer)
        return wanted is not None and value is not None and self.test(value, wanted)


def _comparable(answer: Answer) -> Any:
    if answer.type == "number":
        return operands.number(answer.value)
    return operands.date(answer.value) if answer.type == "date" else answer.value


def _answered(value: Any, wanted: Any) -> bool:
    return True


def _one_of(value: Any, wanted: Any) -> bool:
    return bool(value in wanted)


def _contains(value: Any, wanted: Any) -> bool:
    return bool(wanted in (fold(value) if isinstance(value, str) else value))


def _contains_all(value: Any, wanted: Any) -> bool:
    return set(wanted) <= set(value)


def _contains_any(value: Any, wanted: Any) -> bool:
    return not set(wanted).isdisjoint(value)


def _starts_with(value: Any, wanted: Any) -> bool:
    return fold(value).startswith(wanted)


def _longer_than(value: Any, wanted: Any) -> bool:
    return bool(len(value) > wanted)


def _between(value: Any, wanted: Any) -> bool:
    return bool(wanted[0] <= value <= wanted[1])


def _count_at_least(value: Any, wanted: Any) -> bool:
    return bool(len(value) >= wanted)


def _count_at_most(value: Any, wanted: Any) -> bool:
    return bool(len(value) <= wanted)


_ALL_TYPES: Mapping[ValueType, None] = {
    "text": None,
    "choice": None,
    "number": None,
    "date": None,
    "flag": None,
    "choices": None,
    "files": None,
    "record": None,
    "records": None,
}
_SIMPLE: Mapping[ValueType, Reader] = {
    "text": operands.text,
    "choice": operands.choice,
    "number": operands.number,
    "date": operands.date,
    "flag": operands.flag,
}
_ORDERED: Mapping[ValueType, Reader] = {"number": operands.number, "date": operands.date}
_COUNTED: Mapping[ValueType, Reader] = {
    "choices": operands.count,
    "files": operands.count,
    "records": operands.count,
}
_SPANS: Mapping[ValueType, Reader] = {"number": operands.numbers, "date": operands.dates}

OPERATORS: dict[str, Operator] = {
    row.name: row
    for row in (
        Operator("answered", _ALL_TYPES, _answered),
        Operator("equals", _SIMPLE, operator.eq),
        Operator("one_of", {"text": operands.texts, "choice": operands.choices}, _one_of),
        Operator("contains", {"text": operands.phrase, "choices": operands.choice}, _contains),
        Operator("contains_all", {"choices": operands.choices}, _contains_all),
        Operator("contains_any", {"choices": operands.choices}, _contains_any),
        Operator("starts_with", {"text": operands.phrase}, _starts_with),
        Operator("longer_than", {"text": operands.count}, _longer_than),
        Operator("less_than", _ORDERED, operator.lt),
        Operator("at_most", _ORDERED, operator.le),
        Operator("more_than", _ORDERED, operator.gt),
        Operator("at_least", _ORDERED, operator.ge),
        Operator("between", _SPANS, _between),
        Operator("count_at_least", _COUNTED, _count_at_least),
        Operator("count_at_most", _COUNTED, _count_at_most),
    )
}
