"""Translations of an earlier wording: found, and carried over where an assistant is copied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from builder.models import Assistant, Text
from builder.rows import Rows
from builder.texts import Untranslated, source, source_hash, untranslated


@dataclass(frozen=True)
class StaleMark:
    """A translation whose source changed; `of` is None for the assistant's own texts."""

    of: str | None
    slot: str
    locale: str


def stale(rows: Rows) -> list[Untranslated]:
    """List the translations whose source changed since."""
    found = untranslated(rows.assistant, rows.translatable(), rows.texts)
    return [one for one in found if one.text]


def marks(assistant: Assistant) -> list[StaleMark]:
    """Return the same by the UUIDs that a document has."""
    return [mark_of(assistant, one) for one in stale(Rows.of(assistant))]


def mark_of(assistant: Assistant, one: Untranslated) -> StaleMark:
    """Name a translation as documents do."""
    of = None if one.row == assistant else str(one.row.pk)
    return StaleMark(of, one.slot, one.locale)


def settle(assistant: Assistant, right: Collection[StaleMark]) -> None:
    """Take stale translations as right: they say what their source says now."""
    settled = []
    for one in stale(Rows.of(assistant)) if right else []:
        if one.text and mark_of(assistant, one) in right:
            one.text.source_hash = source_hash(one.slot, source(one.row, one.slot))
            settled.append(one.text)
    Text.objects.bulk_update(settled, ["source_hash"])


def mark(assistant: Assistant, found: Iterable[StaleMark], fresh: Mapping[str, str]) -> None:
    """Mark a copy's translations like the original's; `fresh` gives the copy's UUIDs.

    What was out of date stays so: an empty fingerprint matches no wording.
    """
    texts = {(one.object_id, one.slot, one.locale): one for one in _texts(assistant)}
    changed = []
    for one in found:
        mine = assistant.pk if one.of is None else UUID(fresh.get(one.of, one.of))
        if text := texts.get((mine, one.slot, one.locale)):
            text.source_hash = ""
            changed.append(text)
    Text.objects.bulk_update(changed, ["source_hash"])


def _texts(assistant: Assistant) -> Iterable[Text]:
    rows: Iterable[Text] = Text.objects.filter(assistant=assistant)
    return rows
