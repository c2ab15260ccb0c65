"""Conditions over answers: {"all": []}, {"any": []}, {"not": c}, {"field": uuid, "op", "value"}."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from builder.fields.base import Answer

from .operators import OPERATORS

# Deeper trees are no conditions a person made; the bound keeps a planted one from eating the stack.
DEEPEST = 8


def evaluate(condition: Any, values: Mapping[str, Answer]) -> bool:
    """Judge a condition over the answers by field UUID.

    1. An absent answer makes every test false, so that "is not" has to be said with `not`.
    2. Whatever is malformed is a false test and never raises: the linter keeps it out of what is
       published, and an end user must not pay for what slipped through.
    """
    return bool(_judge(condition, values, None, DEEPEST))


def foresee(condition: Any, values: Mapping[str, Answer], settled: Container[str]) -> bool | None:
    """Judge a condition while only some fields' answers are settled; None where it is open."""
    return _judge(condition, values, settled, DEEPEST)


def _judge(
    condition: Any, values: Mapping[str, Answer], settled: Container[str] | None, depth: int
) -> bool | None:
    if depth == 0 or not isinstance(condition, dict):
        return False
    for name, decisive in (("all", False), ("any", True)):
        if name in condition:
            parts = condition[name]
            if not isinstance(parts, list):
                return False
            judged = {_judge(part, values, settled, depth - 1) for part in parts}
            # One part may decide; else one open part leaves the whole open.
            return decisive if decisive in judged else None if None in judged else not decisive
    if "not" in condition:
        part = _judge(condition["not"], values, settled, depth - 1)
        return None if part is None else not part
    return _test(condition, values, settled)


def _test(
    condition: dict[str, Any], values: Mapping[str, Answer], settled: Container[str] | None
) -> bool | None:
    field, name = condition.get("field"), condition.get("op")
    operator = OPERATORS.get(name) if isinstance(name, str) else None
    if not isinstance(field, str) or operator is None:
        return False
    if settled is not None and field not in settled:
        return None
    answer = values.get(field)
    return answer is not None and operator.holds(answer, condition.get("value"))


def fields_used(condition: Any) -> set[str]:
    """Name the fields a condition looks at, by UUID."""
    return {test["field"] for test in leaves(condition) if isinstance(test.get("field"), str)}


def leaves(condition: Any, depth: int = DEEPEST) -> Iterator[dict[str, Any]]:
    """Walk through the tests at the leaves of a condition, as deep as the evaluator looks."""
    if depth == 0 or not isinstance(condition, dict):
        return
    for name in ("all", "any", "not"):
        if name in condition:
            parts = [condition[name]] if name == "not" else condition[name]
            for part in parts if isinstance(parts, list) else []:
                yield from leaves(part, depth - 1)
            return
    yield condition
