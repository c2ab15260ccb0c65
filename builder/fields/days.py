"""Days as people type them, and what all kinds that take one have in common.

`widget/src/engine/more/days.ts` is the twin.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from .base import Field, FieldKind, Invalid, JsonSchema
from .formats import say_day
from .text import trim

ISO = r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}"
_ISO = re.compile("([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})")
# Slashes are refused: 3/4 is April to some and March to others. So are years of two digits.
_TYPED = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([1-9][0-9]{3})")


class DayKind(FieldKind):
    """A day of the calendar, in ISO 8601 on the wire."""

    value_type = "date"

    def read(self, field: Field, raw: Any) -> str | None:
        """Read a day that exists."""
        if raw is None:
            return None
        if not isinstance(raw, str):
            raise Invalid("wrong_type")
        text = trim(raw)
        if not text:
            return None
        day = read_day(text)
        if day is None:
            raise Invalid("invalid_date")
        return day.isoformat()

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {"type": "string", "format": "date", "pattern": f"^{ISO}$"}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say the day."""
        return say_day(value, locale)


def read_day(text: str) -> date | None:
    """Read "1985-03-12" or "12.3.1985"; None for what isn't a day of the calendar."""
    typed, iso = _TYPED.fullmatch(text), _ISO.fullmatch(text)
    parts = typed.groups()[::-1] if typed else iso.groups() if iso else ()
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


def later(day: date, days: int) -> date:
    """Count days on, or back where they are negative."""
    return date.fromordinal(day.toordinal() + days)
