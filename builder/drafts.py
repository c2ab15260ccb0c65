"""A draft as the visual builder edits it: a document with Markdown in place of nodes."""

from __future__ import annotations

from typing import Any

from builder import richtext
from builder.compiling import Compiler
from builder.flows.document import UNSPOKEN, DocumentError, FlowDocument
from builder.flows.reading import expect_sound
from builder.models import Assistant
from builder.rows import Rows
from builder.texts import CONFIG_SLOTS, OPTIONAL_SLOTS, RICH_SLOTS, Row

# What a draft shows besides, and what can't be changed by it.
EXTRAS = ("name", "recipient", "tenant_theme")
# Far above what rows take, which is judged later: to read Markdown takes time for each sign of it.
_LONGEST_READ = 20_000


class _Drafter(Compiler):
    """Says every text as it was written, also one whose default language is still empty."""

    def text(self, row: Row, slot: str) -> dict[str, Any]:
        written = self.words(row, slot)
        said = {locale: text for locale, text in written.items() if text}
        if slot in OPTIONAL_SLOTS | RICH_SLOTS:
            return said
        return {self.assistant.default_locale: "", **said}


def to_draft(assistant: Assistant, rows: Rows | None = None) -> dict[str, Any]:
    """Return the draft's JSON: a document's, with Markdown and the assistant's own look alone.

    "name", "recipient" and "tenant_theme" stand beside it to be read.
    """
    draft = _Drafter(rows or Rows.of(assistant)).document().to_json()
    general = assistant.tenant.theme
    return {**draft, "name": assistant.name, "theme": assistant.theme, "tenant_theme": general}


def from_draft(assistant: Assistant, draft: Any) -> FlowDocument:
    """Turn a draft's JSON into the document that it means; its extras aren't read.

    Raises DocumentError with the place of the first fault.
    """
    expect_sound(draft)
    if not isinstance(draft, dict) or not isinstance(draft.get("theme", {}), dict):
        raise DocumentError("document: must be an object, and its theme too")
    tenant = assistant.tenant
    recipient = {"name": tenant.legal_name, "privacy_url": tenant.privacy_url}
    said = {name: value for name, value in draft.items() if name not in EXTRAS}
    said["recipient"] = {**recipient, "contact": tenant.contact}
    said["theme"] = {**tenant.theme, **draft.get("theme", {})}
    return FlowDocument.from_json(_compiled("", said, "document"))


def _compiled(key: str, value: Any, where: str) -> Any:
    """Compile the rich texts in a value, wherever they stand."""
    if isinstance(value, list):
        return [_compiled("", item, f"{where}[{at}]") for at, item in enumerate(value)]
    if not isinstance(value, dict) or key in UNSPOKEN:
        return value
    if key in RICH_SLOTS:
        said = {locale: _nodes(text, f"{where}.{locale}") for locale, text in value.items()}
        said = {locale: nodes for locale, nodes in said.items() if nodes}
        # A consent always has a statement, be it empty; other texts may be left out.
        return said if key in CONFIG_SLOTS else said or None
    return {name: _compiled(name, item, f"{where}.{name}") for name, item in value.items()}


def _nodes(markdown: Any, where: str) -> richtext.Nodes:
    if not isinstance(markdown, str):
        raise DocumentError(f"{where}: must be a text")
    if len(markdown) > _LONGEST_READ:
        raise DocumentError(f"{where}: is too long")
    return richtext.read(markdown)
