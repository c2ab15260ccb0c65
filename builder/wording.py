"""The texts of a document on their way into rows: sources in columns, translations beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from builder import richtext
from builder.flows.document import DocumentError, FlowDocument
from builder.models import Text
from builder.rows import Rows
from builder.texts import RICH_SLOTS, SLOTS, Row, longest, source, source_hash

# The fingerprint of no wording: a translation with it is out of date.
NO_WORDING = ""


class Wording:
    """Notes the texts of one document, and knows those of the rows that it takes over from.

    `before` is the default language that the rows have; the document's may be another.
    """

    def __init__(self, document: FlowDocument, old: Rows, before: str) -> None:
        self.document = document
        self.old = old
        self.before = before
        # Noted now: the assistant's own row is about to be written over.
        self.sources = {
            (row.pk, slot): source(row, slot)
            for row in old.translatable()
            for slot in SLOTS[type(row)]
        }
        self.words: dict[tuple[UUID, str, str], str] = {}

    def text(self, pk: UUID, slot: str, words: dict[str, Any] | None) -> str:
        """Return the wording of the default language, and note those of the others."""
        default, words = self.document.default_locale, words or {}
        for locale in words.keys() - {default}:
            self.words[pk, slot, locale] = self._said(pk, slot, locale, words[locale])
        return self._said(pk, slot, default, words.get(default))

    def _said(self, pk: UUID, slot: str, locale: str, content: Any) -> str:
        """Return a text as its row will hold it; one that changes may not be longer than forms take."""
        was = self._was(pk, slot, locale)
        said = _written(slot, content, was)
        if len(said) > longest(slot) and said != was:
            raise DocumentError(f"document: {slot} of {pk} is too long in {locale}")
        return said

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
        untouched = words == self._was(pk, slot, locale)
        stays = untouched and self.before == self.document.default_locale
        # One that was written before its source translates the first wording that this gets.
        if old is not None and stays and old.source_hash != source_hash(slot, ""):
            return old  # it goes on translating the wording it did before
        text = Text(
            assistant=self.old.assistant, object_id=pk, slot=slot, locale=locale, text=words
        )
        text.pk = old.pk if old else None
        first = not self._was(pk, slot, self.document.default_locale)
        right = first or not untouched or self._says_the_same(pk, slot, locale)
        text.source_hash = source_hash(slot, source(row, slot)) if right else NO_WORDING
        return text

    def _was(self, pk: UUID, slot: str, locale: str) -> str:
        """Give what the rows said in a language."""
        if locale == self.before:
            return self.sources.get((pk, slot), "")
        text = self.old.texts.get((pk, slot, locale))
        return text.text if text else ""

    def _says_the_same(self, pk: UUID, slot: str, locale: str) -> bool:
        """Tell whether a text said the same in a language as in the one that is the default now.

        Both did if neither was out of date beside the language that was the default before.
        """
        fresh = source_hash(slot, self._was(pk, slot, self.before))
        beside = {locale, self.document.default_locale} - {self.before}
        texts = [self.old.texts.get((pk, slot, one)) for one in beside]
        return all(text is not None and text.source_hash == fresh for text in texts)


def _written(slot: str, content: Any, before: str) -> str:
    """Return a text as a row holds it; the author's Markdown where it means the same."""
    if slot not in RICH_SLOTS:
        return content or ""
    nodes = content or []
    return before if richtext.read(before) == nodes else richtext.write(nodes)
