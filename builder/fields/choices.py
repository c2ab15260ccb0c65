"""What all kinds with choices ask of them."""

from __future__ import annotations

from .base import Field
from .text import normalise


def lint_choices(field: Field, *, least: int) -> list[str]:
    """Name what is wrong with a field's choices, by code."""
    values = [choice.value for choice in field.choices]
    found = []
    if len(values) < least:
        found.append("too_few_choices")
    if len(set(values)) < len(values):
        found.append("repeated_choice_value")
    if any(not value or value != normalise(value) for value in values):
        found.append("bad_choice_value")
    return found
