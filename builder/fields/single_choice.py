"""One answer out of several."""

from __future__ import annotations

from typing import Any

from .base import Answer, Field, FieldKind, Invalid, JsonSchema, gettext_noop, in_locale
from .choices import lint_choices
from .text import trim


class SingleChoice(FieldKind):
    """Exactly one of the choices."""

    name = "single_choice"
    value_type = "choice"
    label = gettext_noop("Single choice")
    description = gettext_noop("One answer out of several.")
    has_choices = True
    required_code = "choice_required"

    def lint_config(self, field: Field) -> list[str]:
        """Ask for two choices with different values."""
        return lint_choices(field, least=2)

    def read(self, field: Field, raw: Any) -> str | None:
        """Take the value of one of the choices."""
        if raw is None:
            return None
        if not isinstance(raw, str):
            raise Invalid("wrong_type")
        value = trim(raw)
        if value and all(choice.value != value for choice in field.choices):
            raise Invalid("unknown_choice")
        return value or None

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {"type": "string", "enum": [choice.value for choice in field.choices]}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say the choice's label."""
        labels = (c.label for c in field.choices if c.value == value)
        return next((in_locale(label, locale) for label in labels), str(value))

    def answer(self, field: Field, value: Any) -> Answer:
        """Name the choice by its UUID."""
        chosen = next((c.id for c in field.choices if c.value == value), None)
        return Answer(self.value_type, chosen)
