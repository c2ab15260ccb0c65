"""Questions that are asked once for each of several things: the drivers, the rooms."""

from __future__ import annotations

from datetime import date
from typing import Any

from builder import fields

from .base import Field, FieldKind, Invalid, JsonSchema, gettext_noop, in_locale, whole

MOST = 20
# Far more than a group can have; what comes with more is not looked into.
MOST_KEYS = 200


class Group(FieldKind):
    """As many entries as the person has something to tell of, each with the group's own fields.

    Only the list is read here: what stands in an entry is for its fields, which the walk asks.
    """

    name = "group"
    in_groups = False
    value_type = "records"
    label = gettext_noop("Group")
    description = gettext_noop("Questions that repeat, for several people or things.")
    required_code = "entry_required"
    config_schema = {
        "type": "object",
        "properties": {
            "min": {"type": "integer", "minimum": 0, "maximum": MOST},
            "max": {"type": "integer", "minimum": 1, "maximum": MOST},
            "item": {"$ref": "#/$defs/translated"},
        },
        "required": ["min", "max", "item"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Allow a handful of entries."""
        return {"min": 0, "max": 5, "item": {}}

    def lint_config(self, field: Field) -> list[str]:
        """Refuse bounds that nobody can keep, and a group that asks nothing."""
        least, most = bounds(field)
        read = (field.config.get("min"), field.config.get("max")) == (least, most)
        found = [] if read and least <= most else ["bad_entries"]
        return found if field.fields else [*found, "empty_group"]

    def read(self, field: Field, raw: Any) -> list[dict[str, Any]] | None:
        """Take the list of entries as they are, if they are not too many."""
        if raw is None:
            return None
        if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
            raise Invalid("wrong_type")
        _, most = bounds(field)
        if len(raw) > most:
            raise Invalid("too_many_entries", max=most)
        if any(len(entry) > MOST_KEYS for entry in raw):
            raise Invalid("too_many_answers")
        return raw or None

    def judge(self, field: Field, value: Any, today: date, slack: int) -> None:
        """Ask for the fewest entries, of which blank ones are none."""
        least, _ = bounds(field)
        if len(value) < least:
            raise Invalid("too_few_entries", min=least)

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        known = {one.key: fields.KINDS[one.kind].answer_schema(one) for one in field.fields}
        entry = {"type": "object", "properties": known, "additionalProperties": False}
        return {"type": "array", "items": entry, "minItems": 1, "maxItems": bounds(field)[1]}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say each entry in a line of its own."""
        item = in_locale(field.config.get("item") or field.label, locale)
        lines = enumerate((_entry(field, entry, locale) for entry in value), start=1)
        return "\n".join(f"{item} {number}: {line}" for number, line in lines)


def bounds(field: Field) -> tuple[int, int]:
    """Give the fewest and the most entries."""
    least, most = whole(field.config.get("min")), whole(field.config.get("max"))
    return max(least or 0, 0), most if most and 0 < most <= MOST else MOST


def _entry(field: Field, entry: dict[str, Any], locale: str) -> str:
    said = (
        (one.label, fields.KINDS[one.kind].words(one, entry[one.key], locale))
        for one in field.fields
        if one.key in entry
    )
    return "; ".join(f"{in_locale(label, locale)}: {words}" for label, words in said)
