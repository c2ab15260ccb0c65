"""A kind's settings as form fields, made from its config schema: a new kind needs no page."""

from __future__ import annotations

from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from builder import richtext
from builder.admin.config_texts import LABELS, VALUES
from builder.admin.setting_fields import DateBoundField, DecimalSetting
from builder.fields import FieldKind
from builder.flows import document as flow
from builder.flows.findings import ERRORS, WARNINGS
from builder.texts import CONFIG_SLOTS, RICH_SLOTS

PREFIX = "config_"
_DECIMALS = {"min", "max", "step"}
_DAYS = {"earliest", "latest"}


def config_fields(kind: FieldKind) -> dict[str, forms.Field]:
    """Make a form field for each setting of a kind, by its name with the prefix."""
    properties = kind.config_schema.get("properties", {})
    fields = {name: _field(kind.name, name, schema) for name, schema in properties.items()}
    return {PREFIX + name: field for name, field in fields.items() if field is not None}


def _field(kind: str, name: str, schema: dict[str, Any]) -> forms.Field | None:
    label, help_text = LABELS.get((kind, name)) or LABELS.get(name, (name.replace("_", " "), ""))
    common: dict[str, Any] = {"label": label, "help_text": help_text, "required": False}
    if name in CONFIG_SLOTS:
        return _text(name, common)
    if "enum" in schema:
        return _choice(name, schema["enum"], common)
    types = schema.get("type", [])
    types = {types} if isinstance(types, str) else set(types)
    make = next((_MAKERS[one] for one in _MAKERS if one in types), None)
    common["required"] = "null" not in types and bool(types & {"integer", "string"})
    return make(name, schema, common) if make else None


def _text(name: str, common: dict[str, Any]) -> forms.Field:
    """Ask for a text in the default language; the others have their page."""
    if name in RICH_SLOTS:
        area = UnfoldAdminTextareaWidget(attrs={"rows": 3})
        return forms.CharField(max_length=2000, widget=area, **common)
    return forms.CharField(max_length=60, widget=UnfoldAdminTextInputWidget, **common)


def _choice(name: str, values: list[Any], common: dict[str, Any]) -> forms.Field:
    return forms.TypedChoiceField(
        choices=[("" if value is None else value, words) for value, words in _worded(name, values)],
        empty_value=None,
        widget=UnfoldAdminSelectWidget,
        **common | {"required": None not in values},
    )


def _several(name: str, schema: dict[str, Any], common: dict[str, Any]) -> forms.Field:
    choices = _worded(name, schema["items"]["enum"])
    widget = UnfoldAdminCheckboxSelectMultipleWidget
    return forms.MultipleChoiceField(choices=choices, widget=widget, **common)


def _integer(name: str, schema: dict[str, Any], common: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(
        widget=UnfoldAdminIntegerFieldWidget,
        min_value=schema.get("minimum"),
        max_value=schema.get("maximum"),
        **common,
    )


def _switch(name: str, schema: dict[str, Any], common: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(widget=UnfoldBooleanSwitchWidget, **common)


def _string(name: str, schema: dict[str, Any], common: dict[str, Any]) -> forms.Field:
    """Ask for a decimal or a day where the name says so: both are strings in documents."""
    if name in _DAYS:
        return DateBoundField(**common)
    if name in _DECIMALS:
        return DecimalSetting(**common)
    longest = schema.get("maxLength", 200)
    return forms.CharField(max_length=longest, widget=UnfoldAdminTextInputWidget, **common)


_MAKERS = {"array": _several, "integer": _integer, "boolean": _switch, "string": _string}


def _worded(name: str, values: list[Any]) -> list[tuple[Any, Any]]:
    return [(value, VALUES.get(name, {}).get(value, value)) for value in values]


def read_config(kind: FieldKind, before: dict[str, Any], cleaned: dict[str, Any]) -> dict[str, Any]:
    """Put together a field's config: defaults, what was there, what the form says now."""
    default = kind.default_config()
    config = default | {name: value for name, value in before.items() if name in default}
    for name in config:
        if PREFIX + name in cleaned:
            config[name] = cleaned[PREFIX + name]
    return config


def faults(kind: FieldKind, config: dict[str, Any], choices: int) -> list[str]:
    """Say what is wrong between settings: sentences of the linter, which asks the kind.

    What a new field of the kind would be told as well is merely not done yet.
    """
    codes = kind.lint_config(_stand_in(kind, config, choices))
    usual = kind.lint_config(_stand_in(kind, kind.default_config(), choices))
    return [(ERRORS | WARNINGS).get(code, code) for code in codes if code not in usual]


def _stand_in(kind: FieldKind, config: dict[str, Any], choices: int) -> flow.Field:
    """Make a field as documents hold it, in a language of its own."""
    texts = {
        name: {"": richtext.read(value) if name in RICH_SLOTS else value}
        for name, value in config.items()
        if name in CONFIG_SLOTS and isinstance(value, str) and value
    }
    empty: dict[str, Any] = {name: {} for name in CONFIG_SLOTS & config.keys()}
    return flow.Field(
        id="",
        key="",
        kind=kind.name,
        label={},
        help=None,
        required=False,
        visible_if=None,
        config=config | empty | texts,
        choices=tuple(flow.Choice(str(at), str(at), {"": str(at)}, None) for at in range(choices)),
        purpose=None,
        data_class="none",
    )
