"""Where something is, without a street."""

from __future__ import annotations

from typing import Any

from .base import Answer, Field, JsonSchema, gettext_noop
from .postcodes import LONGEST, postcode_schema, read_postcode
from .records import Record


class PostcodeCity(Record):
    """A German postcode and its city; the browser suggests the city."""

    name = "postcode_city"
    label = gettext_noop("Postcode and city")
    description = gettext_noop("A German postcode; the city is suggested for it.")
    condition_type = "text"
    limits = {"postcode": LONGEST, "city": 100}

    def judge_part(self, field: Field, part: str, text: str) -> str:
        """Give the postcode its shape."""
        return read_postcode(text, "DE") if part == "postcode" else text

    def part_schema(self, field: Field, part: str) -> JsonSchema:
        """Describe one part as JSON Schema."""
        return postcode_schema("DE") if part == "postcode" else super().part_schema(field, part)

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say both, as on a letter."""
        return f"{value['postcode']} {value['city']}"

    def answer(self, field: Field, value: Any) -> Answer:
        """Let conditions test the postcode."""
        return Answer("text", value["postcode"])
