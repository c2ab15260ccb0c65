"""A judgement in points."""

from __future__ import annotations

import re
from typing import Any

from .base import Field, FieldKind, Invalid, JsonSchema, gettext_noop, whole
from .formats import said_in
from .text import trim

LEAST, MOST = 3, 10
_POINTS = re.compile("[1-9][0-9]?")


class Rating(FieldKind):
    """Points from 1 to `max`; the two ends have names."""

    name = "rating"
    value_type = "number"
    label = gettext_noop("Rating")
    description = gettext_noop("Points on a short scale, such as how satisfied somebody is.")
    required_code = "choice_required"
    config_schema = {
        "type": "object",
        "properties": {
            "max": {"type": "integer", "minimum": LEAST, "maximum": MOST},
            "low": {"$ref": "#/$defs/translated"},
            "high": {"$ref": "#/$defs/translated"},
        },
        "required": ["max", "low", "high"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Offer five points, and leave the ends to be named."""
        return {"max": 5, "low": {}, "high": {}}

    def lint_config(self, field: Field) -> list[str]:
        """Refuse scales that are too short to judge on, or too long to read."""
        return [] if whole(field.config.get("max")) == points(field) else ["bad_points"]

    def read(self, field: Field, raw: Any) -> str | None:
        """Take one of the points."""
        if raw is None:
            return None
        if not isinstance(raw, str):
            raise Invalid("wrong_type")
        value = trim(raw)
        if value and not (_POINTS.fullmatch(value) and int(value) <= points(field)):
            raise Invalid("unknown_choice")
        return value or None

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {"enum": [str(value) for value in range(1, points(field) + 1)]}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say how many points of how many."""
        said: str = said_in(locale)["rated"].format(value=value, max=points(field))
        return said


def points(field: Field) -> int:
    """Give the most points there are."""
    return min(max(whole(field.config.get("max")) or 0, LEAST), MOST)
