"""Which texts of an assistant can be translated, and whether a translation is still right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from builder import richtext
from builder.models import Assistant, Check, Choice, Ending, Field, Step, Text

# The slots of each row, in the order in which a translator meets them.
SLOTS: dict[type[Any], tuple[str, ...]] = {
    Assistant: ("title", "intro"),
    Step: ("title", "text"),
    Field: (
        "label",
        "help",
        "statement",
        "unit",
        "item",
        "low",
        "high",
        "required_message",
        "invalid_message",
        "purpose",
    ),
    Choice: ("label", "help"),
    Check: ("message",),
    Ending: ("title", "text"),
}
RICH_SLOTS = frozenset({"intro", "text", "statement"})
# These stand in a field's config instead of a column.
CONFIG_SLOTS = frozenset({"statement", "unit", "item", "low", "high"})
# These may be left empty; a document then has no wording at all for them.
OPTIONAL_SLOTS = frozenset(
    {"help", "purpose", "unit", "item", "low", "high", "required_message", "invalid_message"}
)

_LONGEST = {"title": 160, "label": 200, "help": 400, "purpose": 200}
_LONGEST |= dict.fromkeys(RICH_SLOTS, 2000) | {"unit": 60, "item": 60, "low": 60, "high": 60}
_LONGEST |= {"message": 300, "required_message": 300, "invalid_message": 300}

Row = Assistant | Step | Field | Choice | Check | Ending


def longest(slot: str) -> int:
    """Return how many characters a text may have, in any language."""
    return _LONGEST[slot]


def source(row: Row, slot: str) -> str:
    """Give a row's text in the default language: Markdown where the slot is rich."""
    value = row.config.get(slot) if slot in CONFIG_SLOTS else getattr(row, slot)  # type: ignore[union-attr]
    return value if isinstance(value, str) else ""


def source_hash(slot: str, text: str) -> str:
    """Return the fingerprint that a translation keeps of what it translates.

    It is taken of the meaning: Markdown that is written differently but says the
    same leaves a translation fresh.
    """
    meaning = richtext.write(richtext.read(text)) if slot in RICH_SLOTS else text
    return hashlib.sha256(meaning.encode()).hexdigest()


@dataclass(frozen=True)
class Untranslated:
    """A text without a translation, or with one of an earlier wording."""

    row: Row
    slot: str
    locale: str
    text: Text | None


def untranslated(
    assistant: Assistant, rows: Iterable[Row], texts: Mapping[tuple[UUID, str, str], Text]
) -> list[Untranslated]:
    """List what is not translated, or not anew since its source changed."""
    others = [locale for locale in assistant.locales if locale != assistant.default_locale]
    found = []
    for row in rows:
        for slot in SLOTS[type(row)]:
            if slot in CONFIG_SLOTS and slot not in row.config:  # type: ignore[union-attr]
                continue
            original = source(row, slot)
            for locale in others if original else []:
                text = texts.get((row.pk, slot, locale))
                if text is None or text.source_hash != source_hash(slot, original):
                    found.append(Untranslated(row, slot, locale, text))
    return found
