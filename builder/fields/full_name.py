"""A person's name."""

from __future__ import annotations

from typing import Any

from .base import Field, Invalid, JsonSchema, gettext_noop
from .formats import said_in
from .records import Record

SALUTATIONS = ("ms", "mr", "neutral")


class FullName(Record):
    """First and last name, with a salutation if it is wanted; nobody has to say one."""

    name = "full_name"
    label = gettext_noop("Name")
    description = gettext_noop("First and last name, with or without a salutation.")
    limits = {"salutation": 20, "first": 100, "last": 100}
    optional = frozenset({"salutation"})
    config_schema = {
        "type": "object",
        "properties": {"salutation": {"type": "boolean"}},
        "required": ["salutation"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Ask for no salutation."""
        return {"salutation": False}

    def parts(self, field: Field) -> tuple[str, ...]:
        """Name the parts; the salutation only where it is asked for."""
        asked = field.config.get("salutation") is True
        return ("salutation", "first", "last") if asked else ("first", "last")

    def judge_part(self, field: Field, part: str, text: str) -> str:
        """Take one of the salutations, and any name."""
        if part == "salutation" and text not in SALUTATIONS:
            raise Invalid("unknown_choice")
        return text

    def part_schema(self, field: Field, part: str) -> JsonSchema:
        """Describe one part as JSON Schema."""
        if part == "salutation":
            return {"enum": list(SALUTATIONS)}
        return super().part_schema(field, part)

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say the name as it is addressed."""
        salutation = said_in(locale)["salutations"].get(value.get("salutation"))
        return " ".join(filter(None, (salutation, value["first"], value["last"])))
