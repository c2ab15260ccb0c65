"""Something to read among the questions."""

from __future__ import annotations

from typing import Any

from .base import Field, FieldKind, Invalid, JsonSchema, gettext_noop
from .rich_text import plain


class Statement(FieldKind):
    """A text in a box. It asks nothing, so nothing is sent."""

    name = "statement"
    in_groups = False
    value_type = "none"
    asks = False
    label = gettext_noop("Notice")
    description = gettext_noop("A text among the questions that asks nothing.")
    config_schema = {
        "type": "object",
        "properties": {
            "statement": {"$ref": "#/$defs/rich_text"},
            "tone": {"enum": ["info", "attention"]},
        },
        "required": ["statement", "tone"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Leave the text to be written."""
        return {"statement": {}, "tone": "info"}

    def lint_config(self, field: Field) -> list[str]:
        """Ask for a text and a known tone."""
        statement = field.config.get("statement")
        written = isinstance(statement, dict) and any(plain(n) for n in statement.values())
        toned = field.config.get("tone") in ("info", "attention")
        return [*([] if written else ["notice_missing"]), *([] if toned else ["bad_config"])]

    def read(self, field: Field, raw: Any) -> None:
        """Refuse any answer: nothing was asked."""
        if raw is not None:
            raise Invalid("unknown_field")

    def answer_schema(self, field: Field) -> JsonSchema:
        """Say that there are no values."""
        return {"not": {}}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say nothing."""
        return ""
