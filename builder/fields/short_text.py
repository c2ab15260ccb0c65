"""A text of one line."""

from __future__ import annotations

from typing import Any, ClassVar

from .base import Field, Invalid, gettext_noop
from .lines import LimitedText
from .patterns import PATTERNS


class ShortText(LimitedText):
    """A text of one line, which may have to fit a pattern: a place, a contract's number."""

    name = "short_text"
    label = gettext_noop("Short text")
    description = gettext_noop("One line, for a name or a place.")
    limit = 500
    besides: ClassVar = {"pattern": {"enum": [None, *PATTERNS]}}

    def default_config(self) -> dict[str, Any]:
        """Take any text."""
        return {**super().default_config(), "pattern": None}

    def read(self, field: Field, raw: Any) -> str | None:
        """Read a text, and ask whether it fits the pattern."""
        text, pattern = super().read(field, raw), PATTERNS.get(str(field.config.get("pattern")))
        if text is None or pattern is None:
            return text
        shaped = pattern.shape(text)
        if not pattern.matches.fullmatch(shaped):
            raise Invalid(pattern.code)
        return shaped

    def lint_config(self, field: Field) -> list[str]:
        """Refuse a pattern that nobody knows."""
        pattern = field.config.get("pattern")
        known = pattern is None or pattern in PATTERNS
        return [*super().lint_config(field), *([] if known else ["unknown_pattern"])]
