"""A postal address."""

from __future__ import annotations

import re
from typing import Any

from .base import Field, JsonSchema, gettext_noop
from .postcodes import LONGEST, postcode_schema, read_postcode
from .records import Record

# Browsers fill in the house number together with the street, and so do people.
_NUMBER_AT_END = re.compile(
    "(.*?[^ ,]) *[ ,] *([0-9]+ ?[A-Za-z]?(?: ?[-/+\u2013] ?[0-9]+ ?[A-Za-z]?)?)"
)


class Address(Record):
    """Street, number, postcode and city in one of three countries."""

    name = "address"
    label = gettext_noop("Address")
    description = gettext_noop("Street, number, postcode and city.")
    limits = {"street": 150, "number": 20, "postcode": LONGEST, "city": 100}
    config_schema = {
        "type": "object",
        "properties": {"country": {"enum": ["DE", "AT", "CH"]}},
        "required": ["country"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Ask for an address in Germany."""
        return {"country": "DE"}

    def settle(self, given: dict[str, str]) -> dict[str, str]:
        """Take the number from the end of the street where it stands there alone."""
        found = _NUMBER_AT_END.fullmatch(given.get("street", ""))
        if not found or "number" in given:
            return given
        return {**given, "street": found[1], "number": found[2]}

    def judge_part(self, field: Field, part: str, text: str) -> str:
        """Give the postcode its shape."""
        return read_postcode(text, field.config.get("country", "")) if part == "postcode" else text

    def part_schema(self, field: Field, part: str) -> JsonSchema:
        """Describe one part as JSON Schema."""
        if part == "postcode":
            return postcode_schema(field.config.get("country", ""))
        return super().part_schema(field, part)

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say it on one line."""
        street, place = (
            f"{value['street']} {value['number']}",
            f"{value['postcode']} {value['city']}",
        )
        return f"{street}, {place}"
