"""Yes or no."""

from __future__ import annotations

from typing import Any

from .base import Field, FieldKind, Invalid, JsonSchema, gettext_noop
from .formats import said_in


class YesNo(FieldKind):
    """A question that is answered with yes or no; no is an answer too."""

    name = "yes_no"
    value_type = "flag"
    label = gettext_noop("Yes or no")
    description = gettext_noop("A question that has two answers.")
    required_code = "choice_required"

    def read(self, field: Field, raw: Any) -> bool | None:
        """Take true or false."""
        if raw is not None and not isinstance(raw, bool):
            raise Invalid("wrong_type")
        return raw

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {"type": "boolean"}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say yes or no."""
        said: str = said_in(locale)["yes" if value else "no"]
        return said
