"""A number chosen on a scale."""

from __future__ import annotations

from typing import Any

from .base import Field, Invalid, JsonSchema, gettext_noop, in_locale
from .decimals import DECIMAL, decimal, scaled
from .formats import say_number
from .numbers import NumberKind

_DECIMAL: JsonSchema = {"type": "string", "pattern": f"^{DECIMAL}$"}
# A scale on a phone can't be set more finely than this.
MOST_STEPS = 1000


class Slider(NumberKind):
    """A number from `min` to `max` in steps, chosen by moving a handle."""

    name = "slider"
    label = gettext_noop("Slider")
    description = gettext_noop("A number on a scale, where about is exact enough.")
    required_code = "choice_required"
    config_schema = {
        "type": "object",
        "properties": {
            "min": _DECIMAL,
            "max": _DECIMAL,
            "step": _DECIMAL,
            "unit": {"$ref": "#/$defs/translated"},
        },
        "required": ["min", "max", "step", "unit"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Go from 0 to 100."""
        return {"min": "0", "max": "100", "step": "1", "unit": {}}

    def lint_config(self, field: Field) -> list[str]:
        """Refuse a scale whose end can't be reached, or with more steps than a finger can find."""
        lowest, highest, step = (scaled(field.config.get(name)) for name in ("min", "max", "step"))
        if lowest is None or highest is None or step is None or step <= 0 or lowest >= highest:
            return ["bad_scale"]
        steps, rest = divmod(highest - lowest, step)
        return ["bad_scale"] if rest or steps > MOST_STEPS else []

    def decimals(self, field: Field) -> int:
        """Take as many as the values on the scale have."""
        marks = (scaled(field.config.get(name)) or 0 for name in ("min", "step"))
        return max(len(decimal(mark).partition(".")[2]) for mark in marks)

    def read(self, field: Field, raw: Any) -> str | None:
        """Read a number that stands on the scale."""
        value = super().read(field, raw)
        step = scaled(field.config.get("step"))
        if value is None or not step:
            return value
        if ((scaled(value) or 0) - self.bounds(field)[0]) % step:
            raise Invalid("off_scale", step=decimal(step))
        return value

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say the number with its unit."""
        return say_number(value, locale, in_locale(field.config.get("unit") or {}, locale))
