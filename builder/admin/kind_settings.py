"""What can be set of a kind, read from its config schema: a new kind needs no page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from builder.admin.config_texts import LABELS, VALUES
from builder.fields import FieldKind
from builder.texts import CONFIG_SLOTS, RICH_SLOTS

# How a setting is asked for. Decimals and days are strings in documents.
Type = Literal["text", "rich", "integer", "decimal", "switch", "select", "several", "day"]
_DECIMALS = {"min", "max", "step"}
_DAYS = {"earliest", "latest"}
_LONGEST_TEXT, _LONGEST_RICH, _LONGEST_STRING = 60, 2000, 200


@dataclass(frozen=True)
class Setting:
    """One setting of a kind in words; `options` are values with theirs."""

    name: str
    label: Any
    help: Any
    type: Type = "text"
    required: bool = False
    options: tuple[tuple[Any, Any], ...] = ()
    least: int | None = None
    most: int | None = None


def settings_of(kind: FieldKind) -> list[Setting]:
    """List a kind's settings in the order in which they are asked for."""
    properties = kind.config_schema.get("properties", {})
    found = (_setting(kind.name, name, schema) for name, schema in properties.items())
    return [setting for setting in found if setting is not None]


def _setting(kind: str, name: str, schema: dict[str, Any]) -> Setting | None:
    label, help_text = LABELS.get((kind, name)) or LABELS.get(name, (name.replace("_", " "), ""))
    setting = Setting(name, label, help_text)
    if name in RICH_SLOTS:
        return replace(setting, type="rich", most=_LONGEST_RICH)
    if name in CONFIG_SLOTS:
        return replace(setting, most=_LONGEST_TEXT)
    if "enum" in schema:
        values = schema["enum"]
        required = None not in values
        return replace(setting, type="select", required=required, options=_worded(name, values))
    types = schema.get("type", [])
    return _of_type(setting, {types} if isinstance(types, str) else set(types), schema)


def _of_type(setting: Setting, types: set[str], schema: dict[str, Any]) -> Setting | None:
    if "array" in types:
        options = _worded(setting.name, schema["items"]["enum"])
        return replace(setting, type="several", options=options)
    required = "null" not in types
    if "integer" in types:
        least, most = schema.get("minimum"), schema.get("maximum")
        return replace(setting, type="integer", required=required, least=least, most=most)
    if "boolean" in types:
        return replace(setting, type="switch")
    if "string" not in types:
        return None
    name = setting.name
    type_: Type = "day" if name in _DAYS else "decimal" if name in _DECIMALS else "text"
    most = schema.get("maxLength", _LONGEST_STRING) if type_ == "text" else None
    return replace(setting, type=type_, required=required, most=most)


def _worded(name: str, values: list[Any]) -> tuple[tuple[Any, Any], ...]:
    return tuple((value, VALUES.get(name, {}).get(value, value)) for value in values)
