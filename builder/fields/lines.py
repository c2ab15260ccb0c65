"""What all kinds that take typed text have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from .base import Field, FieldKind, Invalid, JsonSchema, whole
from .text import has_control, normalise, unreadable


def read_text(raw: Any, longest: int, *, lines: bool = False) -> str | None:
    """Normalise, then refuse what is too long or can't be shown; None where nothing is left."""
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise Invalid("wrong_type")
    if unreadable(raw):
        raise Invalid("invalid_text")
    text = normalise(raw)
    if not text:
        return None
    if has_control(text, lines=lines):
        raise Invalid("invalid_text")
    if len(text) > longest:
        raise Invalid("too_long", max=longest)
    return text


class TypedText(FieldKind):
    """A text with a length limit that the config may lower but never raise."""

    value_type = "text"
    limit: ClassVar[int]
    lines: ClassVar[bool] = False

    def read(self, field: Field, raw: Any) -> str | None:
        """Read a text as long as the field takes."""
        return read_text(raw, self.longest(field), lines=self.lines)

    def longest(self, field: Field) -> int:
        """Give the most code points that the field takes."""
        return self.limit

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {"type": "string", "minLength": 1, "maxLength": self.longest(field)}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say the text itself."""
        return str(value)


class LimitedText(TypedText):
    """A text whose config may hold `min_length` and `max_length`, and what a kind has besides."""

    besides: ClassVar[dict[str, JsonSchema]] = {}

    def __init_subclass__(cls) -> None:
        """Write the kind's own limit into its config schema."""
        super().__init_subclass__()
        length = {"type": ["integer", "null"], "minimum": 1, "maximum": cls.limit}
        cls.config_schema = {
            "type": "object",
            "properties": {"min_length": length, "max_length": length, **cls.besides},
            "required": ["min_length", "max_length", *cls.besides],
            "additionalProperties": False,
        }

    def default_config(self) -> dict[str, Any]:
        """Leave the limit to the kind."""
        return {"min_length": None, "max_length": None}

    def read(self, field: Field, raw: Any) -> str | None:
        """Read a text, and refuse one that is too short to say anything."""
        text, least = super().read(field, raw), self.shortest(field)
        if text is not None and len(text) < least:
            raise Invalid("too_short", min=least)
        return text

    def shortest(self, field: Field) -> int:
        """Give the fewest code points that the field takes."""
        return max(whole(field.config.get("min_length")) or 1, 1)

    def longest(self, field: Field) -> int:
        """Take the config's limit where it lowers the kind's."""
        wanted = whole(field.config.get("max_length"))
        return wanted if wanted is not None and 1 <= wanted <= self.limit else self.limit

    def lint_config(self, field: Field) -> list[str]:
        """Refuse limits that the kind can't keep."""
        least, most = field.config.get("min_length"), field.config.get("max_length")
        found = [] if most is None or self.longest(field) == most else ["bad_max_length"]
        shortest = self.shortest(field)
        fits = least is None or (shortest == least and shortest <= self.longest(field))
        return found if fits else [*found, "bad_min_length"]

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {**super().answer_schema(field), "minLength": self.shortest(field)}
