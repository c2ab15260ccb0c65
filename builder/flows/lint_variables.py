"""Find calculations that can't be made, and keys and scores that don't stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from builder.fields import KINDS
from builder.fields.base import Expression

from . import operands, recalls
from .document import FlowDocument
from .expressions import DEEPEST, MOST_PARTS, OF_TWO, OPERATIONS, READS, TYPES, nodes, uses
from .findings import Finding, Where, finding
from .judging import KEY
from .lint_conditions import lint_condition
from .variables import Variable

MOST_VARIABLES = 100
MOST_DECIMALS = 4


def lint_variables(document: FlowDocument) -> Iterator[Finding]:
    """Lint what is reckoned, each with the variables that come before it, and what is scored."""
    if len(document.variables) > MOST_VARIABLES:
        yield finding("too_many_variables", {}, most=MOST_VARIABLES)
    yield from _keys(document)
    later = {variable.id for variable in document.variables}
    used = _used(document) if document.variables else set()
    for variable in document.variables:
        where = {"variable": variable.id}
        if not 0 <= variable.decimals <= MOST_DECIMALS:
            yield finding("bad_decimals", where)
        yield from _calculation(document, variable, later, where)
        if variable.id not in used:
            yield finding("unused_variable", where)
        later.discard(variable.id)
    for step, field in document.asked():
        scores = [choice.score for choice in field.choices if choice.score is not None]
        if any(operands.number(score) is None for score in scores):
            yield finding("bad_score", {"step": step.id, "field": field.id})


def _keys(document: FlowDocument) -> Iterator[Finding]:
    """Ask for keys unlike each other's and the fields': texts name both by them."""
    keys = Counter([*document.keys, *(variable.key for variable in document.variables)])
    for variable in document.variables:
        where = {"variable": variable.id}
        if keys[variable.key] > 1:
            yield finding("repeated_key", where, key=variable.key)
        if not KEY.fullmatch(variable.key):
            yield finding("bad_key", where, key=variable.key)


def _used(document: FlowDocument) -> set[str]:
    """Name all that conditions, calculations and texts look at."""
    used: set[str] = set()
    left: list[Any] = [document]
    while left:
        part = left.pop()
        if isinstance(part, str):
            used.update(recalls.recalled(part) if "{{" in part else ())
        elif isinstance(part, dict):
            if isinstance(part.get("field"), str):
                used.add(part["field"])
            left.extend(part.values())
        elif isinstance(part, list | tuple):
            left.extend(part)
        elif is_dataclass(part):
            left.extend(getattr(part, place.name) for place in fields(part))
    return used


def _calculation(
    document: FlowDocument, variable: Variable, later: set[str], where: Where
) -> Iterator[Finding]:
    parts = nodes(variable.value)
    if parts is None:
        yield finding("large_calculation", where, parts=MOST_PARTS, levels=DEEPEST)
        return
    if uses(parts) & later:
        yield finding("later_variable", where)
    # Variables have no place among the steps: their conditions see whatever was answered.
    asked = {field.id for field in document.keys.values()}
    for part in parts:
        yield from _part(document, part, where)
        if isinstance(part, dict) and "if" in part:
            yield from lint_condition(document, part["if"], asked, where)


def _part(document: FlowDocument, part: Expression, where: Where) -> Iterator[Finding]:
    match part:
        case str():
            if operands.number(part) is None:
                yield finding("bad_number", where, number=part[:40])
            return
        case {"if": dict(), "then": _, "else": _, **rest} if not rest:
            return
        case dict() if len(part) == 1:
            ((name, inner),) = part.items()
            if name in READS and isinstance(inner, str):
                yield from _source(document, name, inner, where)
                return
            count = len(inner) if isinstance(inner, list) else 0
            if name in OPERATIONS and count and (count == 2 or name not in OF_TWO):  # noqa: PLR2004
                return
    yield finding("malformed_calculation", where)


def _source(document: FlowDocument, name: str, source: str, where: Where) -> Iterator[Finding]:
    """Judge what a calculation reads of a field, or of another variable."""
    field = document.fields.get(source)
    variable = any(one.id == source for one in document.variables)
    kind = KINDS.get(field.kind) if field else None
    if field is None and not variable:
        yield finding("dangling_source", where, field=source)
    elif field is None:
        if name != "field":
            yield finding("wrong_source", where, field=source)
    elif field.id in document.groups or (kind and kind.condition_type not in TYPES[name]):
        yield finding("wrong_source", where, field=source)
