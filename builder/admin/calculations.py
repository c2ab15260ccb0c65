"""A calculation as text: its tree with keys in place of UUIDs, to be read and typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from unfold.widgets import UnfoldAdminTextareaWidget

from builder.admin.comparing.sides import Said
from builder.admin.places import sentence
from builder.flows.conditions import DEEPEST as CONDITION_DEEPEST
from builder.flows.document import FlowDocument, Variable
from builder.flows.expressions import DEEPEST, READS
from builder.flows.lint_variables import lint_variables

# Brackets that a calculation can have: its own levels, and a condition's with its lists.
_MOST_BRACKETS = 4 * (DEEPEST + CONDITION_DEEPEST)


def in_words(document: FlowDocument, value: Any) -> str:
    """Say a calculation with signs and labels."""
    return Said(document).expression(value)


def written(document: FlowDocument, value: Any) -> str:
    """Write a calculation with the keys of what it uses; what has none keeps its UUID."""
    return json.dumps(_named(value, keys(document)), ensure_ascii=False, indent=2)


def read(document: FlowDocument, text: str) -> Any:
    """Read what `written` writes. Raises ValidationError with what can't be read, and where."""
    if sum(map(text.count, "[{")) > _MOST_BRACKETS * _MOST_BRACKETS:
        raise ValidationError(_("The calculation is too large."))
    try:
        value = json.loads(text, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise ValidationError(
            _("This can't be read in line %(line)s, at character %(column)s."),
            params={"line": error.lineno, "column": error.colno},
        ) from error
    except RecursionError as error:
        raise ValidationError(_("The calculation is too large.")) from error
    return _named(_decimals(value), {key: id_ for id_, key in keys(document).items()})


def keys(document: FlowDocument) -> dict[str, str]:
    """Name fields and variables by their keys, and choices by their fields' keys and values."""
    fields = document.fields.values()
    choices = {one.id: f"{field.key}.{one.value}" for field in fields for one in field.choices}
    outer = {field.id: field.key for field in document.keys.values()}
    return choices | outer | {variable.id: variable.key for variable in document.variables}


def faults(document: FlowDocument, variable: Variable) -> list[str]:
    """Say what is wrong with a variable's calculation, given the document it is or will be part of."""
    known = {one.id for one in document.variables}
    others = tuple(variable if one.id == variable.id else one for one in document.variables)
    variables = others if variable.id in known else (*others, variable)
    found = lint_variables(replace(document, variables=variables))
    mine = [one for one in found if one.where == {"variable": variable.id}]
    return [sentence(one) for one in mine if one.level == "error"]


def _named(value: Any, names: Mapping[str, str]) -> Any:
    """Call what is referred to by other names, wherever a calculation or a condition refers."""
    if isinstance(value, list):
        return [_named(one, names) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _operand(inner, names) if name in {*READS, "value"} else _named(inner, names)
        for name, inner in value.items()
    }


def _operand(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_operand(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def _decimals(value: Any) -> Any:
    """Take 12 for "12", but in conditions, which count in whole numbers."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return [_decimals(one) for one in value]
    if isinstance(value, dict):
        return {name: one if name == "if" else _decimals(one) for name, one in value.items()}
    return value


class CalculationField(forms.CharField):
    """Reads a calculation as it is written, and refuses one that can't be made."""

    document: FlowDocument
    variable: Variable

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=UnfoldAdminTextareaWidget(attrs={"rows": 12}), **kwargs)

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        tree = read(self.document, text)
        if wrong := faults(self.document, replace(self.variable, value=tree)):
            raise ValidationError(wrong)
        return tree

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(read(self.document, data or "") != read(self.document, initial or ""))
        except ValidationError:
            return True
