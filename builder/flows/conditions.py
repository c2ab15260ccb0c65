"""Conditions over answers: {"all": []}, {"any": []}, {"not": c}, {"field": uuid, "op", "value"}."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    return _judge(condition, values, DEEPEST)


def _judge(condition: Any, values: Mapping[str, Answer], depth: int) -> bool:
    if depth == 0 or not isinstance(condition, dict):
        return False
    for name, join in (("all", all), ("any", any)):
        if name in condition:
            parts = condition[name]
            return isinstance(parts, list) and join(_judge(p, values, depth - 1) for p in parts)
    if "not" in condition:
        return not _judge(condition["not"], values, depth - 1)
    return _test(condition, values)


def _test(condition: dict[str, Any], values: Mapping[str, Answer]) -> bool:
    field, name = condition.get("field"), condition.get("op")
    if not isinstance(field, str) or not isinstance(name, str):
        return False
    answer, operator = values.get(field), OPERATORS.get(name)
    if answer is None or operator is None:
        return False
    return operator.holds(answer, condition.get("value"))


def fields_used(condition: Any) -> set[str]:
    """Name the fields a condition looks at, by UUID."""
    return {test["field"] for test in tests_in(condition) if isinstance(test.get("field"), str)}


def tests_in(condition: Any, depth: int = DEEPEST) -> Iterator[dict[str, Any]]:
    """Walk through the tests at the leaves of a condition, as deep as the evaluator looks."""
    if depth == 0 or not isinstance(condition, dict):
        return
    for name in ("all", "any", "not"):
        if name in condition:
            parts = [condition[name]] if name == "not" else condition[name]
            for part in parts if isinstance(parts, list) else []:
                yield from tests_in(part, depth - 1)
            return
    yield condition
