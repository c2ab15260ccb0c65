"""One form field for a condition: a few tests of earlier answers, joined by "and"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from builder.admin.condition_words import TESTS, flag_words, say, value_type
from builder.admin.setting_fields import read_decimal
from builder.admin.typed import check_text
from builder.fields import KINDS
from builder.flows import operands
from builder.flows.operators import OPERATORS
from builder.models import Field, Variable

MOST_TESTS = 4
_LISTS = {operands.choices, operands.texts, operands.numbers, operands.dates}
Row = dict[str, Any]


class Askable:
    """What a condition may look at: earlier fields with their choices, and variables of them."""

    def __init__(self, fields: Iterable[Field], variables: Iterable[Variable] = ()) -> None:
        found = [field for field in fields if field.kind in KINDS and KINDS[field.kind].asks]
        self.fields: dict[str, Field | Variable] = {str(field.pk): field for field in found}
        self.fields |= {str(variable.pk): variable for variable in variables}
        self.choices = {str(c.pk): c.label for field in found for c in field.choices.all()}
        self.owners = {str(c.pk): str(field.pk) for field in found for c in field.choices.all()}

    def options(self, field: Field | Variable) -> list[tuple[str, str]]:
        """Return what a field can be compared with, where that is a list: (value, label)."""
        if isinstance(field, Field) and value_type(field) == "flag":
            return list(flag_words(field.kind).items())
        mine = str(field.pk)
        return [(pk, label) for pk, label in self.choices.items() if self.owners[pk] == mine]


def simple(condition: Any) -> list[Row] | None:
    """Take a condition apart into rows of the form; None when it is more than they can say."""
    if condition in (None, {}):
        return []
    parts = condition.get("all") if isinstance(condition, dict) else None
    tests = parts if isinstance(parts, list) else [condition]
    rows = [_row(test) for test in tests]
    return rows if all(rows) and len(rows) <= MOST_TESTS else None  # type: ignore[return-value]


def _row(test: Any) -> Row | None:
    negated = isinstance(test, dict) and set(test) == {"not"}
    inner = test["not"] if negated else test
    if not isinstance(inner, dict) or not isinstance(inner.get("field"), str):
        return None
    name = f"!{inner.get('op')}" if negated else str(inner.get("op"))
    return (
        {"field": inner["field"], "op": name, "value": inner.get("value")}
        if name in TESTS
        else None
    )


class ConditionWidget(forms.Widget):
    """Rows of three controls; admin.js narrows them to what fits the chosen field."""

    template_name = "builder/condition.html"

    def __init__(self, askable: Askable | None = None) -> None:
        super().__init__()
        self.askable = askable or Askable([])
        self.empty: Any = _("always")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = value if isinstance(value, list) else simple(value)
        words = "" if rows is not None else say(value, self.askable.fields, self.askable.choices)
        tests = [*(rows or []), {}]
        context |= {
            "rows": [self._controls(row) for row in tests[:MOST_TESTS]],
            "fields": [(pk, f, value_type(f)) for pk, f in self.askable.fields.items()],
            "tests": [
                (name, gettext(text), " ".join(_types(name))) for name, text in TESTS.items()
            ],
            "choices": [
                (field, options)
                for field in self.askable.fields.values()
                if (options := self.askable.options(field))
            ],
            "words": words,
            "empty": self.empty,
        }
        return context

    def _controls(self, row: Row) -> Row:
        value = row.get("value")
        values = [str(one) for one in value] if isinstance(value, list) else []
        text = "" if value is None else str(value)
        chosen = [text.lower()] if isinstance(value, bool) else values or [text]
        shown = "" if isinstance(value, bool) else "; ".join(values) or text
        return row | {"values": chosen, "text": shown}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Row]:
        rows = []
        for number in range(MOST_TESTS):
            prefix = f"{name}-{number}"
            field = data.get(f"{prefix}-field", "")
            if field:
                chosen = data.getlist(f"{prefix}-choice") if hasattr(data, "getlist") else []
                text = data.get(f"{prefix}-value", "").strip()
                op = data.get(f"{prefix}-op", "")
                rows.append({"field": field, "op": op, "value": chosen or text})
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0-field" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-field"


def _types(name: str) -> Iterable[str]:
    return OPERATORS[name.removeprefix("!")].reads


class ConditionField(forms.Field):
    """Reads rows into a condition tree. Trees that rows can't say are shown and kept.

    `empty` says in the page's words what it means when there is no condition.
    """

    widget = ConditionWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        for name in ("encoder", "decoder", "max_length"):
            kwargs.pop(name, None)
        empty = kwargs.pop("empty", None)
        super().__init__(**kwargs)
        if empty is not None:
            self.widget.empty = empty
        self.askable = Askable([])

    def offer(self, askable: Askable, current: Any) -> None:
        """Say which fields may be asked, and lock the field where its tree is beyond rows."""
        self.askable = askable
        self.widget.askable = askable
        self.disabled = simple(current) is None

    def clean(self, value: Any) -> Any:
        if self.disabled or not isinstance(value, list):
            return value
        tests = [self._test(row) for row in value]
        if not tests:
            if self.required:
                raise ValidationError(_("Say when it applies."))
            return None
        return tests[0] if len(tests) == 1 else {"all": tests}

    def _test(self, row: Row) -> dict[str, Any]:
        field = self.askable.fields.get(row["field"])
        if field is None:
            raise ValidationError(_("Choose a field that is asked earlier."))
        name = row["op"].removeprefix("!")
        operator = OPERATORS.get(name)
        answers: Any = value_type(field)
        if row["op"] not in TESTS or operator is None or answers not in operator.reads:
            raise ValidationError(
                _("“%(field)s” can't be tested like this."), params={"field": field.label}
            )
        test = {"field": row["field"], "op": name}
        read = operator.reads[answers]
        if read is not None:
            test["value"] = self._operand(field, read, row["value"])
        return {"not": test} if row["op"].startswith("!") else test

    def _operand(self, field: Field | Variable, read: Any, given: Any) -> Any:
        options = [value for value, _label in self.askable.options(field)]
        value: Any
        if options and read is not operands.count:
            mine = [one for one in given if one in options]
            value = mine if read in _LISTS else (mine[0] if len(mine) == 1 else None)
            if value_type(field) == "flag":
                value = {"true": True, "false": False}.get(value)
        elif isinstance(given, list):
            value = None
        else:
            check_text(given)
            value = _typed(read, given)
        if value is None or read(value) is None:
            raise ValidationError(
                _("Say what the answer to “%(field)s” is compared with."),
                params={"field": field.label},
            )
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True


def _typed(read: Any, text: str) -> Any:
    """Read what was typed; several values stand between semicolons, or commas where none are."""
    if read is operands.count:
        return int(text) if text.isascii() and text.isdigit() else None
    if read is operands.number:
        return read_decimal(text)
    if read in _LISTS:
        parts = [part.strip() for part in text.split(";" if ";" in text else ",")]
        parts = [part for part in parts if part]
        return [read_decimal(part) for part in parts] if read is operands.numbers else parts
    return text
