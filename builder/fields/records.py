"""What all kinds with several inputs have in common."""

from __future__ import annotations

from typing import Any, ClassVar

from .base import Field, FieldKind, Invalid, JsonSchema
from .lines import read_text


class Record(FieldKind):
    """An answer of several texts, each under its part's name."""

    value_type = "record"
    data_class = "personal"
    # The most code points of each part, in the order in which they are asked.
    limits: ClassVar[dict[str, int]]
    # Parts that may be left out. They say nothing alone: a record of nothing else is absent.
    optional: ClassVar[frozenset[str]] = frozenset()

    def parts(self, field: Field) -> tuple[str, ...]:
        """Name the parts, in the order in which they are asked."""
        return tuple(self.limits)

    def read(self, field: Field, raw: Any) -> dict[str, str] | None:
        """Read each part, then refuse a record that lacks one."""
        if raw is None:
            return None
        parts = self.parts(field)
        if not isinstance(raw, dict) or not raw.keys() <= set(parts):
            raise Invalid("wrong_type")
        read = {part: self._read(part, raw.get(part)) for part in parts}
        given = self.settle({part: text for part, text in read.items() if text})
        if given.keys() <= self.optional:
            return None
        for part in parts:
            if part not in given and part not in self.optional:
                raise Invalid("part_missing", part=part)
        return {part: self.judge_part(field, part, given[part]) for part in parts if part in given}

    def settle(self, given: dict[str, str]) -> dict[str, str]:
        """Put what stands in the wrong part where it belongs."""
        return given

    def judge_part(self, field: Field, part: str, text: str) -> str:
        """Give a part its one shape. Raises Invalid."""
        return text

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        parts = self.parts(field)
        return {
            "type": "object",
            "properties": {part: self.part_schema(field, part) for part in parts},
            "required": [part for part in parts if part not in self.optional],
            "additionalProperties": False,
        }

    def part_schema(self, field: Field, part: str) -> JsonSchema:
        """Describe one part as JSON Schema."""
        return {"type": "string", "minLength": 1, "maxLength": self.limits[part]}

    def _read(self, part: str, raw: Any) -> str | None:
        try:
            return read_text(raw, self.limits[part])
        except Invalid as invalid:
            if invalid.code == "too_long":
                raise Invalid("part_too_long", part=part, **invalid.params) from None
            raise
