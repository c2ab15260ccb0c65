"""A kind's settings as form fields."""

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
from builder.admin.kind_settings import Setting, settings_of
from builder.admin.setting_fields import DateBoundField, DecimalSetting
from builder.fields import FieldKind
from builder.flows import document as flow
from builder.flows.findings import ERRORS, WARNINGS
from builder.texts import CONFIG_SLOTS, RICH_SLOTS

PREFIX = "config_"


def config_fields(kind: FieldKind) -> dict[str, forms.Field]:
    """Make a form field for each setting of a kind, by its name with the prefix."""
    return {PREFIX + setting.name: _field(setting) for setting in settings_of(kind)}


def _field(setting: Setting) -> forms.Field:
    common = {
        "label": setting.label,
        "help_text": setting.help,
        "required": setting.required,
    }
    return _MAKERS[setting.type](setting, common)


def _text(setting: Setting, common: dict[str, Any]) -> forms.Field:
    """Ask for a text in the default language; the others have their page."""
    return forms.CharField(max_length=setting.most, widget=UnfoldAdminTextInputWidget, **common)


def _rich(setting: Setting, common: dict[str, Any]) -> forms.Field:
    area = UnfoldAdminTextareaWidget(attrs={"rows": 3})
    return forms.CharField(max_length=setting.most, widget=area, **common)


def _choice(setting: Setting, common: dict[str, Any]) -> forms.Field:
    choices = [("" if value is None else value, words) for value, words in setting.options]
    return forms.TypedChoiceField(
        choices=choices, empty_value=None, widget=UnfoldAdminSelectWidget, **common
    )


def _several(setting: Setting, common: dict[str, Any]) -> forms.Field:
    widget = UnfoldAdminCheckboxSelectMultipleWidget
    return forms.MultipleChoiceField(choices=setting.options, widget=widget, **common)


def _integer(setting: Setting, common: dict[str, Any]) -> forms.Field:
    return forms.IntegerField(
        widget=UnfoldAdminIntegerFieldWidget,
        min_value=setting.least,
        max_value=setting.most,
        **common,
    )


def _switch(setting: Setting, common: dict[str, Any]) -> forms.Field:
    return forms.BooleanField(widget=UnfoldBooleanSwitchWidget, **common)


def _decimal(setting: Setting, common: dict[str, Any]) -> forms.Field:
    return DecimalSetting(**common)


def _day(setting: Setting, common: dict[str, Any]) -> forms.Field:
    return DateBoundField(**common)


_MAKERS = {
    "text": _text,
    "rich": _rich,
    "select": _choice,
    "several": _several,
    "integer": _integer,
    "switch": _switch,
    "decimal": _decimal,
    "day": _day,
}


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
