"""Find texts that are missing in one of the languages, and links that must not be followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .document import CONFIG_TEXTS, Field, FlowDocument
from .findings import Finding, Where, finding
from .locales import wording

Slot = tuple[str, Mapping[str, Any] | None, Where]
SCHEMES = ("https:", "mailto:", "tel:")


def lint_texts(document: FlowDocument) -> Iterator[Finding]:
    """Ask for each text in each language; optional texts only where there is one at all."""
    for slot, text, where in _required(document):
        if not wording(text or {}, document.default_locale):
            yield finding("missing_text", where, slot=slot)
        else:
            yield from _untranslated(document, slot, text, where)
    for slot, text, where in _optional(document):
        yield from _untranslated(document, slot, text, where)
    for _, text, where in _rich(document):
        if any(not link.lower().startswith(SCHEMES) for link in _links(text)):
            yield finding("bad_link", where)


def _untranslated(
    document: FlowDocument, slot: str, text: Mapping[str, Any] | None, where: Where
) -> Iterator[Finding]:
    if not any((text or {}).values()):
        return
    for locale in document.locales:
        if not wording(text or {}, locale):
            yield finding("missing_translation", where, slot=slot, locale=locale)


def _required(document: FlowDocument) -> Iterator[Slot]:
    yield "title", document.title, {}
    for ending in document.endings:
        yield "title", ending.title, {"ending": ending.id}
    for step in document.steps:
        yield "title", step.title, {"step": step.id}
    for step, field in document.asked():
        where = {"step": step.id, "field": field.id}
        yield "label", field.label, where
        for choice in field.choices:
            yield "choice", choice.label, where
        for check in field.checks:
            yield "message", check.message, where


def _optional(document: FlowDocument) -> Iterator[Slot]:
    for step, field in document.asked():
        where = {"step": step.id, "field": field.id}
        yield "help", field.help, where
        yield "purpose", field.purpose, where
        yield "required_message", field.required_message, where
        yield "invalid_message", field.invalid_message, where
        for slot in CONFIG_TEXTS & field.config.keys():
            yield slot, _translated(field, slot), where
        for choice in field.choices:
            yield "choice help", choice.help, where
    yield from _rich(document)


def _rich(document: FlowDocument) -> Iterator[Slot]:
    yield "intro", document.intro, {}
    for ending in document.endings:
        yield "text", ending.text, {"ending": ending.id}
    for step in document.steps:
        yield "text", step.text, {"step": step.id}
    for step, field in document.asked():
        yield "statement", _translated(field, "statement"), {"step": step.id, "field": field.id}


def _translated(field: Field, slot: str) -> Mapping[str, Any] | None:
    text = field.config.get(slot)
    return text if isinstance(text, dict) else None


def _links(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("href"), str):
            yield node["href"]
        node = list(node.values())
    for part in node if isinstance(node, list) else []:
        yield from _links(part)
