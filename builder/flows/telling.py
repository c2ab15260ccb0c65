"""A document as it is told to one end user: with what they answered in its texts.

`widget/src/engine/more/telling.ts` is the twin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from builder.fields import KINDS
from builder.fields.base import Check, Field, RichText, Translated

from . import recalls, variables
from .answers import Checked
from .document import Ending, FlowDocument, Step
from .path import Path, VisitedStep

# Several answers in one, and what was agreed to, can't be said in the middle of a sentence.
UNSAID = {"records", "files", "none"}


def can_be_recalled(field: Field) -> bool:
    """Tell whether a field's answer fits into a text."""
    kind = KINDS.get(field.kind)
    return kind is not None and kind.value_type not in UNSAID and kind.name != "consent"


def tell(document: FlowDocument, path: Path, locale: str) -> FlowDocument:
    """Fill a document's recalls, in words of one language, with what a walk took.

    The document itself where it recalls nothing.
    """
    if not any(recalls.recalled(text) for text in _texts(document)):
        return document
    return _Telling(document, path, locale).document()


def told(document: FlowDocument, checked: Checked, locale: str) -> Checked:
    """Let the path through a document show what was answered, in words of one language."""
    made = tell(document, checked.path, locale)
    return checked if made is document else replace(checked, path=along(made, checked.path))


def along(document: FlowDocument, path: Path) -> Path:
    """Lead the same walk through a document that was told."""
    steps = {step.id: step for step in document.steps}
    endings = {ending.id: ending for ending in document.endings}
    visited = [
        VisitedStep(steps[one.step.id], tuple(document.fields[field.id] for field in one.fields))
        for one in path.steps
    ]
    return replace(path, steps=visited, ending=endings.get(path.ending.id, path.ending))


def places(field: Field) -> tuple[Any, ...]:
    """Give the texts of a field that may recall, but for what its checks say."""
    return (field.label, field.help, field.config.get("statement"))


def _texts(document: FlowDocument) -> Iterator[Any]:
    for step in document.steps:
        yield from (step.title, step.text)
    for ending in document.endings:
        yield from (ending.title, ending.text)
    for _, field in document.asked():
        yield from places(field)
        yield from (check.message for check in field.checks)


class _Telling:
    """Says one document to one end user, in words of one language."""

    def __init__(self, document: FlowDocument, path: Path, locale: str) -> None:
        self.original = document
        self.path = path
        self.locale = locale
        self.variables = {variable.id: variable for variable in document.variables}

    def document(self) -> FlowDocument:
        steps = tuple(self.step(step) for step in self.original.steps)
        endings = tuple(self.ending(ending) for ending in self.original.endings)
        return replace(self.original, steps=steps, endings=endings)

    def step(self, step: Step) -> Step:
        fields = tuple(self.field(field) for field in step.fields)
        return replace(step, title=self.text(step.title), text=self.rich(step.text), fields=fields)

    def field(self, field: Field) -> Field:
        config = field.config
        if "statement" in config:
            config = {**config, "statement": self.rich(config["statement"])}
        return replace(
            field,
            label=self.text(field.label),
            help=self.text(field.help) if field.help else field.help,
            config=config,
            checks=tuple(self.check(check) for check in field.checks),
            fields=tuple(self.field(part) for part in field.fields),
        )

    def check(self, check: Check) -> Check:
        return replace(check, message=self.text(check.message))

    def ending(self, ending: Ending) -> Ending:
        return replace(ending, title=self.text(ending.title), text=self.rich(ending.text))

    def text(self, text: Translated) -> Translated:
        return {locale: recalls.fill(wording, self.say) for locale, wording in text.items()}

    def rich(self, text: RichText | None) -> Any:
        return text and {
            locale: recalls.fill_rich(nodes, self.say) for locale, nodes in text.items()
        }

    def say(self, id_: str) -> str | None:
        """Say an answer or a variable; None for what isn't known."""
        if variable := self.variables.get(id_):
            number = variables.rounded(variable, self.path.values)
            return number and variables.say(number, self.locale)
        field = self.original.fields.get(id_)
        if field is None or id_ not in self.path.values or not can_be_recalled(field):
            return None
        return KINDS[field.kind].words(field, self.path.answers[field.key], self.locale)
