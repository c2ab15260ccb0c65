"""Numbers reckoned from answers: a small typed tree; `widget/src/engine/more/expressions.ts` is the twin.

    "12.5"                            a number
    {"field": uuid}                   the number that was answered, or an earlier variable
    {"score": uuid}                   what the chosen choices score together
    {"count": uuid}                   how many choices, files or entries there are
    {"add": [e, ...]}                 also "min", "max": of the parts that are known
    {"multiply": [e, ...]}            also {"subtract": [a, b]}, {"divide": [a, b]}: all parts are needed
    {"if": condition, "then": e, "else": e}
    {"or": [e, ...]}                  the first that is known

Numbers are whole ten-billionths, as in conditions: exact, and the same in every engine. What is multiplied
or divided is rounded once, half to even. Whatever is malformed, divides by nothing or grows beyond
thirty digits is not known, and never raises: that is the linter's business.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from builder.fields.base import Answer, Expression, ValueType

from . import operands
from .conditions import evaluate, fields_used

DEEPEST = 8
MOST_PARTS = 200
PLACES = 10
_ONE: int = 10**PLACES
_TOO_LARGE: int = 10**30 * _ONE

Number = int | None
Operation = Callable[[Sequence[Number]], Number]
# What each choice scores, by its UUID and its field's.
Scores = Mapping[str, Mapping[str, int]]


def reckon(expression: Expression, values: Mapping[str, Answer], scores: Scores) -> Number:
    """Reckon an expression that is known to be within bounds; None while its number isn't known."""
    if isinstance(expression, str):
        return operands.number(expression)
    match expression:
        case {"if": condition, "then": then, "else": otherwise} if len(expression) == len(_CHOICE):
            holds = evaluate(condition, values)
            return reckon(then if holds else otherwise, values, scores)
        case dict() if len(expression) == 1:
            ((name, inner),) = expression.items()
            if name in READS and isinstance(inner, str):
                answer = values.get(inner)
                if answer is None or answer.type not in TYPES[name]:
                    return None
                return READS[name](answer, scores.get(inner, {}))
            if name in OPERATIONS and isinstance(inner, list):
                number = OPERATIONS[name]([reckon(part, values, scores) for part in inner])
                return None if number is None or abs(number) >= _TOO_LARGE else number
    return None


def nodes(expression: Expression) -> list[Expression] | None:
    """List an expression and all in it, level by level; None for one that is deeper or larger than may be."""
    found: list[Expression] = []
    level = [expression]
    for _ in range(DEEPEST):
        found += level
        level = [part for one in level for part in _inner(one)]
        if not level:
            return found if len(found) <= MOST_PARTS else None
    return None


def uses(expressions: Sequence[Expression]) -> set[str]:
    """Name the fields and variables that expressions look at themselves, by UUID."""
    found: set[str] = set()
    for one in expressions:
        if isinstance(one, dict):
            found |= {one[name] for name in READS if isinstance(one.get(name), str)}
            found |= fields_used(one.get("if"))
    return found


def halves_to_even(number: int, unit: int) -> int:
    """Divide and round to whole numbers, halves to the even one."""
    whole, rest = divmod(abs(number), abs(unit))
    whole += 2 * rest > abs(unit) or (2 * rest == abs(unit) and whole % 2)
    return whole if (number < 0) == (unit < 0) else -whole


def decimal(number: int, places: int = PLACES) -> str:
    """Write a number with so many decimals, rounded."""
    rounded = halves_to_even(number, 10 ** (PLACES - places))
    digits = str(abs(rounded)).rjust(places + 1, "0")
    point = len(digits) - places
    return f"{'-' * (rounded < 0)}{digits[:point]}{'.' * bool(places)}{digits[point:]}"


def _inner(expression: Expression) -> list[Expression]:
    match expression:
        case {"then": then, "else": otherwise}:
            return [then, otherwise]
        case dict():
            return [
                part for parts in expression.values() if isinstance(parts, list) for part in parts
            ]
    return []


def _field(answer: Answer, scores: Mapping[str, int]) -> Number:
    return operands.number(answer.value)


def _score(answer: Answer, scores: Mapping[str, int]) -> Number:
    chosen = [answer.value] if answer.type == "choice" else answer.value
    return sum(scores.get(choice, 0) for choice in chosen)


def _count(answer: Answer, scores: Mapping[str, int]) -> Number:
    return len(answer.value) * _ONE


def _of_known(combine: Callable[[list[int]], int]) -> Operation:
    def operation(parts: Sequence[Number]) -> Number:
        known = [part for part in parts if part is not None]
        return combine(known) if known else None

    return operation


def _of_all(combine: Callable[[list[int]], Number], wanted: int | None = None) -> Operation:
    def operation(parts: Sequence[Number]) -> Number:
        known = [part for part in parts if part is not None]
        fits = known if wanted is None else len(parts) == wanted
        return combine(known) if fits and len(known) == len(parts) else None

    return operation


def _product(factors: list[int]) -> int:
    return halves_to_even(math.prod(factors), _ONE ** (len(factors) - 1))


def _quotient(parts: list[int]) -> Number:
    return halves_to_even(parts[0] * _ONE, parts[1]) if parts[1] else None


# What can be read of which types of answers.
TYPES: dict[str, set[ValueType]] = {
    "field": {"number"},
    "score": {"choice", "choices"},
    "count": {"choices", "files", "records"},
}
READS: dict[str, Callable[[Answer, Mapping[str, int]], Number]] = {
    "field": _field,
    "score": _score,
    "count": _count,
}
OPERATIONS: dict[str, Operation] = {
    "add": _of_known(sum),
    "min": _of_known(min),
    "max": _of_known(max),
    "multiply": _of_all(_product),
    "subtract": _of_all(lambda parts: parts[0] - parts[1], 2),
    "divide": _of_all(_quotient, 2),
    "or": _of_known(lambda known: known[0]),
}
_CHOICE = {"if", "then", "else"}
OF_TWO = {"subtract", "divide"}
