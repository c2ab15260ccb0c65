"""A statement the person agrees to."""

from __future__ import annotations

from typing import Any

from .base import Field, FieldKind, Invalid, JsonSchema, gettext_noop
from .rich_text import plain


class Consent(FieldKind):
    """A box beside an exact statement; never ticked beforehand."""

    name = "consent"
    in_groups = False
    value_type = "flag"
    label = gettext_noop("Consent")
    description = gettext_noop("A statement the person agrees to, word for word.")
    required_code = "consent_required"
    config_schema = {
        "type": "object",
        "properties": {"statement": {"$ref": "#/$defs/rich_text"}},
        "required": ["statement"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Leave the statement to be written."""
        return {"statement": {}}

    def lint_config(self, field: Field) -> list[str]:
        """Ask for a statement: agreeing to nothing means nothing."""
        statement = field.config.get("statement")
        written = isinstance(statement, dict) and any(plain(n) for n in statement.values())
        return [] if written else ["statement_missing"]

    def read(self, field: Field, raw: Any) -> bool | None:
        """Take true; false is the same as no answer."""
        if raw is None or raw is False:
            return None
        if raw is not True:
            raise Invalid("wrong_type")
        return True

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {"const": True}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say what was agreed to."""
        statement = field.config.get("statement") or {}
        wordings = [statement.get(locale), *statement.values()]
        return next((plain(nodes) for nodes in wordings if nodes), "")
