"""Any number of answers out of several."""

from __future__ import annotations

from typing import Any

from .base import Answer, Field, FieldKind, Invalid, JsonSchema, gettext_noop, in_locale, whole
from .choices import lint_choices


class MultipleChoice(FieldKind):
    """Several of the choices, at least `min` and at most `max` of them."""

    name = "multiple_choice"
    value_type = "choices"
    label = gettext_noop("Multiple choice")
    description = gettext_noop("Any number of answers out of several.")
    has_choices = True
    required_code = "choice_required"
    config_schema = {
        "type": "object",
        "properties": {
            "min": {"type": ["integer", "null"], "minimum": 1},
            "max": {"type": ["integer", "null"], "minimum": 1},
        },
        "required": ["min", "max"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Set no bounds."""
        return {"min": None, "max": None}

    def lint_config(self, field: Field) -> list[str]:
        """Refuse bounds that nobody can keep."""
        found, values = lint_choices(field, least=1), field.choices
        least, most = _bounds(field)
        unread = (field.config.get("min"), field.config.get("max")) != (least, most)
        if unread or not (least or 1) <= (most or len(values)) <= len(values):
            found.append("bad_bounds")
        return found

    def read(self, field: Field, raw: Any) -> list[str] | None:
        """Take values of the choices, in the document's order and each once."""
        if raw is None:
            return None
        if not isinstance(raw, list) or not all(isinstance(value, str) for value in raw):
            raise Invalid("wrong_type")
        if len(raw) > len(field.choices):
            raise Invalid("too_many_choices", max=len(field.choices))
        sent = set(raw)
        values = [choice.value for choice in field.choices if choice.value in sent]
        if len(values) < len(sent):
            raise Invalid("unknown_choice")
        if values:
            _keep_bounds(field, len(values))
        return values or None

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        values = [choice.value for choice in field.choices]
        schema = {"type": "array", "items": {"enum": values}, "uniqueItems": True}
        least, most = _bounds(field)
        return {**schema, "minItems": least or 1, "maxItems": most or len(values)}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say the labels, one after the other."""
        chosen = (choice for choice in field.choices if choice.value in value)
        return ", ".join(in_locale(choice.label, locale) for choice in chosen)

    def answer(self, field: Field, value: Any) -> Answer:
        """Name the choices by their UUIDs."""
        return Answer(self.value_type, [c.id for c in field.choices if c.value in value])


def _bounds(field: Field) -> tuple[int | None, int | None]:
    least, most = whole(field.config.get("min")), whole(field.config.get("max"))
    return least if least and least > 0 else None, most if most and most > 0 else None


def _keep_bounds(field: Field, count: int) -> None:
    least, most = _bounds(field)
    if least is not None and count < least:
        raise Invalid("too_few_choices", min=least)
    if most is not None and count > most:
        raise Invalid("too_many_choices", max=most)
