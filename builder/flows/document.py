"""The flow document: all that a published assistant asks, in all its languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from builder.fields.base import (
    Check,
    Choice,
    Condition,
    Field,
    Picture,
    RichText,
    Translated,
)

from . import operands
from .locales import wording
from .reading import DocumentError, read, write
from .variables import Reckoning, Variable

SCHEMA = 1
# Steps, routes, questions, choices, checks, endings and calculations together: work is bounded.
MOST_PARTS = 10_000
# What endings do: thank for the enquiry, lead to another page after it, or turn it away.
THANKS, REDIRECT, DISQUALIFIED = "thanks", "redirect", "disqualified"
# Which keys hold translated texts and which hold rich text, wherever they stand in a document.
CONFIG_TEXTS = {"unit", "item", "low", "high"}
_TEXTS = {"title", "label", "help", "purpose", "message", "required_message", "invalid_message"}
_RICH_TEXTS = {"intro", "text", "statement"}
# What is the same in all languages, and may use any word as a key.
UNSPOKEN = {
    "visible_if",
    "required_if",
    "if",
    "to",
    "recipient",
    "picture",
    "theme",
    "variables",
}

__all__ = [
    "CONFIG_TEXTS",
    "DISQUALIFIED",
    "REDIRECT",
    "THANKS",
    "UNSPOKEN",
    "Check",
    "Choice",
    "DocumentError",
    "Ending",
    "Field",
    "FlowDocument",
    "Picture",
    "Recipient",
    "Route",
    "Step",
    "Variable",
    "localise",
    "translated",
]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets the enquiry; `contact` is shown when nothing can be sent."""

    name: str
    privacy_url: str
    contact: str


@dataclass(frozen=True, slots=True)
class Route:
    """Where a step leads: `to` is {"step": uuid} or {"ending": uuid}."""

    id: str
    if_: Condition | None
    to: dict[str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """Fields that are asked together."""

    id: str
    title: Translated
    text: RichText | None
    visible_if: Condition | None
    fields: tuple[Field, ...]
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said at the end, and what becomes of the enquiry; `url` is a redirect's."""

    id: str
    kind: str
    title: Translated
    text: RichText | None
    url: str | None = None


@dataclass(frozen=True)
class FlowDocument:
    """A whole flow. Two documents are equal when their JSON is."""

    schema: int
    locales: tuple[str, ...]
    default_locale: str
    time_zone: str
    title: Translated
    intro: RichText | None
    recipient: Recipient
    steps: tuple[Step, ...]
    endings: tuple[Ending, ...]
    # The look, by token; what isn't named has the default.
    theme: dict[str, str] = field(default_factory=dict)
    # In order: each may use those before it.
    variables: tuple[Variable, ...] = ()

    @classmethod
    def from_json(cls, data: Any) -> FlowDocument:
        """Read a document. Raises DocumentError, naming the place of the first fault."""
        document = read(cls, data)
        if document.schema != SCHEMA:
            raise DocumentError(f"document.schema: must be {SCHEMA}")
        if sum(1 for _ in document.parts()) > MOST_PARTS:
            raise DocumentError(f"document: has more than {MOST_PARTS} parts")
        return document

    def to_json(self) -> dict[str, Any]:
        """Give back the JSON that from_json would read, with every key."""
        return write(self)  # type: ignore[no-any-return]

    @cached_property
    def fields(self) -> dict[str, Field]:
        """All fields by UUID, in order; the fields of a group's entries follow it."""
        return {field.id: field for _, field in self.asked()}

    def asked(self) -> Iterator[tuple[Step, Field]]:
        """Give all fields in order with the step they stand in; a group's own follow it."""
        for step in self.steps:
            for asked in step.fields:
                for one in (asked, *asked.fields):
                    yield step, one

    def parts(self) -> Iterator[Step | Field | Choice | Check | Route | Ending | Variable]:
        """Give everything that has a UUID."""
        for step in self.steps:
            yield step
            yield from step.routes
        for _, asked in self.asked():
            yield asked
            yield from asked.choices
            yield from asked.checks
        yield from self.endings
        yield from self.variables

    @cached_property
    def keys(self) -> dict[str, Field]:
        """The fields of the steps by their key on the wire."""
        return {field.key: field for step in self.steps for field in step.fields}

    @cached_property
    def groups(self) -> dict[str, str]:
        """The group that each field of a group stands in, by their UUIDs."""
        return {one.id: field.id for field in self.keys.values() for one in field.fields}

    @cached_property
    def positions(self) -> dict[str, int]:
        """The place of each step in the order, by UUID."""
        return {step.id: at for at, step in enumerate(self.steps)}

    @cached_property
    def reckoning(self) -> Reckoning:
        """How the variables follow from answers."""
        scores = {
            field.id: {choice.id: operands.number(choice.score) or 0 for choice in field.choices}
            for field in self.fields.values()
        }
        return Reckoning.of(self.variables, scores)


def localise(document: dict[str, Any], locale: str) -> dict[str, Any]:
    """Give a document's JSON the form that is served: one language, plain texts.

    A text that isn't translated stands in a nearer language, else the default one, rather than missing.
    """
    default = document["default_locale"]

    def say(text: dict[str, Any], nothing: Any) -> Any:
        return wording(text, locale, default) or nothing

    served = {key: _reworded(key, value, say) for key, value in document.items()}
    del served["default_locale"]
    return {**served, "locale": locale}


def translated(document: FlowDocument) -> FlowDocument:
    """Give each text the wording that stands in for it in every language it isn't translated into."""
    default = document.default_locale

    def complete(text: dict[str, Any], nothing: Any) -> Any:
        said = {locale: wording(text, locale, default) for locale in document.locales}
        return {**text, **{locale: words for locale, words in said.items() if words}}

    data = document.to_json()
    made = {key: _reworded(key, value, complete) for key, value in data.items()}
    return document if made == data else FlowDocument.from_json(made)


def _reworded(key: str, value: Any, reword: Callable[[dict[str, Any], Any], Any]) -> Any:
    """Change every text in a part of a document; `reword` also gets what an empty one would be."""
    if value is None or key in UNSPOKEN:
        return value
    if key in _TEXTS or key in CONFIG_TEXTS:
        return reword(value, "")
    if key in _RICH_TEXTS:
        return reword(value, [])
    if isinstance(value, list):
        return [_reworded("", item, reword) for item in value]
    if isinstance(value, dict):
        return {name: _reworded(name, item, reword) for name, item in value.items()}
    return value
