"""A kind's settings as form fields, made from its config schema: a new kind needs no page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from builder.fields import FieldKind

PREFIX = "config_"
# Labels and helps by the setting's name; a name that is missing here shows as it is written.
LABELS = {
    "max_length": (_("Longest answer"), _("In characters. Leave empty for as long as possible.")),
    "min": (_("Fewest choices"), _("Leave empty when one is enough.")),
    "max": (_("Most choices"), _("Leave empty when all may be chosen.")),
    "statement": (
        _("Statement"),
        _("What people agree to, word for word. **Bold**, lists and links are possible."),
    ),
}
_RICH = "#/$defs/rich_text"


def config_fields(kind: FieldKind) -> dict[str, forms.Field]:
    """Make a form field for each setting of a kind, by its name with the prefix."""
    properties = kind.config_schema.get("properties", {})
    fields = {name: _field(name, schema) for name, schema in properties.items()}
    return {PREFIX + name: field for name, field in fields.items() if field is not None}


def _field(name: str, schema: dict[str, Any]) -> forms.Field | None:
    label, help_text = LABELS.get(name, (name.replace("_", " "), ""))
    common: dict[str, Any] = {"label": label, "help_text": help_text, "required": False}
    types = schema.get("type", [])
    types = {types} if isinstance(types, str) else set(types)
    if schema.get("$ref") == _RICH:
        widget = UnfoldAdminTextareaWidget(attrs={"rows": 3})
        return forms.CharField(max_length=2000, widget=widget, **common)
    if "enum" in schema:
        choices = [(value, value) for value in schema["enum"]]
        return forms.ChoiceField(choices=choices, widget=UnfoldAdminSelectWidget, **common)
    if "integer" in types:
        bounds: dict[str, Any] = {
            "min_value": schema.get("minimum"),
            "max_value": schema.get("maximum"),
        }
        return forms.IntegerField(widget=UnfoldAdminIntegerFieldWidget, **bounds, **common)
    if "boolean" in types:
        return forms.BooleanField(widget=UnfoldBooleanSwitchWidget, **common)
    if "string" in types:
        longest = schema.get("maxLength", 200)
        return forms.CharField(max_length=longest, widget=UnfoldAdminTextInputWidget, **common)
    return None


def read_config(kind: FieldKind, before: dict[str, Any], cleaned: dict[str, Any]) -> dict[str, Any]:
    """Put together a field's config: defaults, what was there, what the form says now."""
    config = kind.default_config() | {k: v for k, v in before.items() if k in kind.default_config()}
    for name in config:
        if PREFIX + name in cleaned:
            config[name] = cleaned[PREFIX + name]
    return config
