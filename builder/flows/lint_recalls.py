"""Find texts that show an answer which isn't there, isn't there yet, or can't be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import recalls
from .document import Field, FlowDocument
from .findings import Finding, Where, finding
from .telling import can_be_recalled, places


def lint_recalls(document: FlowDocument) -> Iterator[Finding]:
    """Lint each text with the fields that are asked before it is shown."""
    lint = _Recalls(document)
    earlier: set[str] = set()
    for step in document.steps:
        yield from lint.texts((step.title, step.text), earlier, {"step": step.id})
        for field in step.fields:
            yield from lint.field(field, earlier, {"step": step.id})
            earlier.add(field.id)
    for ending in document.endings:
        yield from lint.texts((ending.title, ending.text), earlier, {"ending": ending.id})
    yield from _unfilled([document.title, document.intro], {})


class _Recalls:
    def __init__(self, document: FlowDocument) -> None:
        self.document = document
        self.sources = document.reckoning.sources
        self.variables = {variable.id for variable in document.variables}

    def field(self, field: Field, earlier: set[str], place: Where) -> Iterator[Finding]:
        """Lint a field: its checks see it too, the fields of a group nothing but what is outside."""
        where = {**place, "field": field.id}
        checks = [check.message for check in field.checks]
        yield from self.texts(places(field), earlier, where)
        yield from self.texts(checks, {*earlier, field.id}, where)
        said = [field.purpose, field.required_message, field.invalid_message]
        said += [text for choice in field.choices for text in (choice.label, choice.help)]
        said += [text for name, text in field.config.items() if name != "statement"]
        yield from _unfilled(said, where)
        for part in field.fields:
            yield from self.field(part, earlier, place)

    def texts(self, texts: Any, earlier: set[str], where: Where) -> Iterator[Finding]:
        """Lint some texts, each fault once in all their languages."""
        texts = list(texts)
        if recalls.unreadable(texts):
            yield finding("bad_recall", where)
        for id_ in dict.fromkeys(recalls.recalled(texts)):
            if code := self.fault(id_, earlier):
                yield finding(code, where, field=id_)

    def fault(self, id_: str, earlier: set[str]) -> str | None:
        """Name what is wrong with showing an answer or a variable."""
        if id_ in self.variables:
            # One that can't be reckoned is reported itself.
            return "recall_ahead" if self.sources.get(id_, set()) - earlier else None
        field = self.document.fields.get(id_)
        if field is None:
            return "dangling_recall"
        if id_ in self.document.groups or not can_be_recalled(field):
            return "unsaid_recall"
        return None if id_ in earlier else "recall_ahead"


def _unfilled(texts: Any, where: Where) -> Iterator[Finding]:
    if recalls.recalled(texts):
        yield finding("misplaced_recall", where)
