"""A number that is typed."""

from __future__ import annotations

from typing import Any

from .base import Field, gettext_noop, in_locale, whole
from .formats import say_number
from .numbers import BOUND, NumberKind

MOST_DECIMALS = 4


class Number(NumberKind):
    """A number with as many decimals as the field asks for, and a unit beside it."""

    name = "number"
    label = gettext_noop("Number or quantity")
    description = gettext_noop("A figure, such as a floor area or a count, with its unit.")
    config_schema = {
        "type": "object",
        "properties": {
            "min": BOUND,
            "max": BOUND,
            "decimals": {"type": "integer", "minimum": 0, "maximum": MOST_DECIMALS},
            "unit": {"$ref": "#/$defs/translated"},
        },
        "required": ["min", "max", "decimals", "unit"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Ask for a whole number without bounds."""
        return {"min": None, "max": None, "decimals": 0, "unit": {}}

    def lint_config(self, field: Field) -> list[str]:
        """Refuse decimals that nobody can type, and bounds that don't fit them."""
        known = whole(field.config.get("decimals")) == self.decimals(field)
        return [*super().lint_config(field), *([] if known else ["bad_decimals"])]

    def decimals(self, field: Field) -> int:
        """Take the config's number of decimals."""
        return min(max(whole(field.config.get("decimals")) or 0, 0), MOST_DECIMALS)

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say the number with its unit."""
        return say_number(value, locale, in_locale(field.config.get("unit") or {}, locale))
