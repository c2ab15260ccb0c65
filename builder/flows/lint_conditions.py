"""Find conditions that can't be read, or look at what isn't there (yet)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.fields import KINDS
from builder.fields.base import ValueType

from .conditions import DEEPEST, leaves
from .document import Field, FlowDocument
from .findings import Finding, Where, finding
from .operators import OPERATORS


def lint_conditions(document: FlowDocument) -> Iterator[Finding]:
    """Lint each condition with the fields that are asked before it is judged."""
    earlier: set[str] = set()
    for step in document.steps:
        yield from lint_condition(document, step.visible_if, earlier, {"step": step.id})
        for field in step.fields:
            yield from _of_field(document, field, earlier, {"step": step.id})
            earlier.add(field.id)
        for route in step.routes:
            where = {"step": step.id, "route": route.id}
            yield from lint_condition(document, route.if_, earlier, where)


def _of_field(
    document: FlowDocument, field: Field, earlier: set[str], place: Where
) -> Iterator[Finding]:
    """Lint a field's own conditions: its checks see it too, a group's fields those before them."""
    where = {**place, "field": field.id}
    for condition in (field.visible_if, field.required_if):
        yield from lint_condition(document, condition, earlier, where)
    for check in field.checks:
        yield from lint_condition(document, check.if_, {*earlier, field.id}, where)
    within = set(earlier)
    for one in field.fields:
        yield from _of_field(document, one, within, place)
        within.add(one.id)


def lint_condition(
    document: FlowDocument, condition: Any, earlier: set[str], where: Where
) -> Iterator[Finding]:
    """Judge a condition given the fields that come before it. None is no condition at all."""
    if condition is None:
        return
    if not _well_formed(condition, DEEPEST):
        yield finding("malformed_condition", where)
        return
    variables = {variable.id for variable in document.variables}
    for test in leaves(condition):
        field = document.fields.get(test["field"])
        if test["field"] in variables:
            yield from _of_variable(document, test, earlier, where)
        elif field is None:
            yield finding("dangling_field", where, field=test["field"])
        elif field.id not in earlier:
            yield finding(_out_of_reach(document, field, where), where, field=field.id)
        elif code := _fault(field, test):
            yield finding(code, where, field=field.id)


def _of_variable(
    document: FlowDocument, test: dict[str, Any], earlier: set[str], where: Where
) -> Iterator[Finding]:
    """Judge the test of a variable: it is there as soon as all that it depends on was asked."""
    name = test["field"]
    if not document.reckoning.sources.get(name, set()) <= earlier:
        yield finding("later_field", where, field=name)
    elif code := _fault_of_type("number", test):
        yield finding(code, where, field=name)


def _out_of_reach(document: FlowDocument, field: Field, where: Where) -> str:
    """Tell a field that is asked only later from one that is asked anew in each entry."""
    group = document.groups.get(field.id)
    here = where.get("field", "")
    return "later_field" if group in {None, document.groups.get(here)} else "field_of_a_group"


def _well_formed(condition: Any, depth: int) -> bool:
    if depth == 0 or not isinstance(condition, dict):
        return False
    match condition:
        case {"all": parts} | {"any": parts} if len(condition) == 1:
            whole = isinstance(parts, list) and bool(parts)
            return whole and all(_well_formed(part, depth - 1) for part in parts)
        case {"not": part} if len(condition) == 1:
            return _well_formed(part, depth - 1)
        case {"field": str(), "op": str()}:
            return condition.keys() <= {"field", "op", "value"}
    return False


def _fault(field: Field, test: dict[str, Any]) -> str | None:
    kind = KINDS.get(field.kind)
    if kind is None:
        return None  # the field itself is reported
    if code := _fault_of_type(kind.condition_type, test):
        return code
    offered = not kind.has_choices or _offered(field, test.get("value"))
    return None if offered else "dangling_choice"


def _fault_of_type(value_type: ValueType, test: dict[str, Any]) -> str | None:
    operator = OPERATORS.get(test["op"])
    if operator is None or value_type not in operator.reads:
        return "wrong_operator"
    read, operand = operator.reads[value_type], test.get("value")
    fits = operand is None if read is None else read(operand) is not None
    return None if fits else "bad_operand"


def _offered(field: Field, operand: Any) -> bool:
    if not isinstance(operand, str | list):
        return True  # a count, or nothing
    wanted = {operand} if isinstance(operand, str) else set(operand)
    return wanted <= {choice.id for choice in field.choices}
