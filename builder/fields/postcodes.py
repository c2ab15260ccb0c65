"""Postcodes of the countries whose addresses are asked for."""

from __future__ import annotations

import re

from .base import Invalid, JsonSchema
from .compact import compact

# How many figures a postcode has, what may precede it, and what it looks like.
_SHAPES = {
    "DE": (5, re.compile("(?:[Dd][Ee]?)?((?!00)[0-9]{5})")),
    "AT": (4, re.compile("(?:[Aa][Tt]?)?([1-9][0-9]{3})")),
    "CH": (4, re.compile("(?:[Cc][Hh]|[Ff][Ll])?([1-9][0-9]{3})")),
}
LONGEST = 20


def read_postcode(text: str, country: str) -> str:
    """Take blanks and "D-" out of a postcode. Raises Invalid where its shape is another."""
    figures, shape = _SHAPES.get(country) or _SHAPES["DE"]
    found = shape.fullmatch(compact(text))
    if not found:
        raise Invalid("invalid_postcode", figures=figures)
    return found[1]


def postcode_schema(country: str) -> JsonSchema:
    """Describe a country's postcodes as JSON Schema."""
    figures, _ = _SHAPES.get(country) or _SHAPES["DE"]
    return {"type": "string", "pattern": f"^[0-9]{{{figures}}}$"}
