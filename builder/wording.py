"""The texts of a document on their way into rows: sources in columns, translations beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from builder import richtext
from builder.flows.document import FlowDocument
from builder.models import Text
from builder.rows import Rows
from builder.texts import RICH_SLOTS, Row, source, source_hash


class Wording:
    """Notes the texts of one document, and knows those of the rows that it takes over from."""

    def __init__(self, document: FlowDocument, old: Rows) -> None:
        self.document = document
        self.old = old
        self.kept = {row.pk: row for row in old.translatable()}
        self.words: dict[tuple[UUID, str, str], str] = {}

    def text(self, pk: UUID, slot: str, words: dict[str, Any] | None) -> str:
        """Return the wording of the default language, and note those of the others."""
        default, words = self.document.default_locale, words or {}
        for locale in words.keys() - {default}:
            text = self.old.texts.get((pk, slot, locale))
            self.words[pk, slot, locale] = _written(slot, words[locale], text.text if text else "")
        old = self.kept.get(pk)
        return _written(slot, words.get(default), source(old, slot) if old else "")

    def translations(self, rows: Iterable[Row]) -> list[Text]:
        """Return what Text rows there should be, for rows as they will be."""
        by_pk = {row.pk: row for row in rows}
        kept = [text for text in self.old.texts.values() if self._survives(text, by_pk)]
        return kept + [self._translation(by_pk[key[0]], *key) for key in self.words]

    def _survives(self, text: Text, rows: dict[UUID, Row]) -> bool:
        """Keep translations into languages that the assistant doesn't have at the moment."""
        return text.object_id in rows and text.locale not in self.document.locales

    def _translation(self, row: Row, pk: UUID, slot: str, locale: str) -> Text:
        old = self.old.texts.get((pk, slot, locale))
        words = self.words[pk, slot, locale]
        if old is not None and old.text == words:
            return old  # nobody touched it: it goes on translating the wording it did before
        text = Text(
            assistant=self.old.assistant, object_id=pk, slot=slot, locale=locale, text=words
        )
        text.pk = old.pk if old else None
        text.source_hash = source_hash(slot, source(row, slot))
        return text


def _written(slot: str, content: Any, before: str) -> str:
    """Return a text as a row holds it; the author's Markdown where it means the same."""
    if slot not in RICH_SLOTS:
        return content or ""
    nodes = content or []
    return before if richtext.read(before) == nodes else richtext.write(nodes)
