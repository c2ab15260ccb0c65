"""How two documents say what differs: each by its own labels, in its own default language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from builder.admin.comparing.changes import Change, altered
from builder.admin.comparing.expressions import Expressions
from builder.admin.condition_words import Labelled, say
from builder.fields.base import in_locale
from builder.fields.rich_text import plain
from builder.flows.document import Ending, FlowDocument, Route, Step
from builder.flows.recalls import RECALL
from builder.languages import language_name


@dataclass
class _Labelled:
    label: str


@dataclass(frozen=True)
class Said:
    """What one document calls its parts."""

    document: FlowDocument

    @cached_property
    def labels(self) -> Mapping[str, Labelled]:
        """Call fields by their labels and variables by theirs, by UUID."""
        fields = {id_: self.short(field.label) for id_, field in self.document.fields.items()}
        variables = {one.id: one.label for one in self.document.variables}
        return {id_: _Labelled(label) for id_, label in (fields | variables).items()}

    @cached_property
    def choices(self) -> dict[str, str]:
        fields = self.document.fields.values()
        return {one.id: self.short(one.label) for field in fields for one in field.choices}

    def short(self, text: Mapping[str, str] | None) -> str:
        """Give a text in the default language."""
        return in_locale(dict(text or {}), self.document.default_locale)

    def name(self, part: Step | Ending) -> str:
        return self.words(self.short(part.title))

    def words(self, text: Any) -> str:
        """Give a text of one language as plain words; what it recalls stands in brackets."""
        said = plain(text) if isinstance(text, list) else str(text or "")
        return RECALL.sub(lambda found: f"[{self.label(found[1])}]", said)

    def label(self, id_: str) -> str:
        labelled = self.labels.get(id_)
        return labelled.label if labelled else _("a deleted field")

    def condition(self, condition: Any, none: str) -> str:
        """Say a condition; `none` is what it means that there is none."""
        return say(condition, self.labels, self.choices) if condition is not None else none

    def expression(self, expression: Any) -> str:
        """Say a calculation."""
        return self._expressions.say(expression)

    @cached_property
    def _expressions(self) -> Expressions:
        return Expressions(
            lambda id_: quoted(self.label(id_)), lambda one: self.condition(one, _("always"))
        )

    def target(self, route: Route) -> str:
        """Name where a route leads."""
        id_ = next(iter(route.to.values()), "")
        parts: tuple[Step | Ending, ...] = (*self.document.steps, *self.document.endings)
        return next((self.name(part) for part in parts if part.id == id_), _("a deleted step"))


@dataclass(frozen=True)
class Sides:
    """The two documents of a comparison."""

    old: Said
    new: Said

    def reworded(
        self, what: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
    ) -> Iterator[Change]:
        """Say in which languages a text reads otherwise; `what` is a whole noun phrase."""
        was, now = before or {}, after or {}
        several = len(self.old.document.locales) + len(self.new.document.locales) > 2  # noqa: PLR2004
        for locale in dict.fromkeys([*now, *was]):
            if was.get(locale) == now.get(locale):
                continue
            named = {"what": what, "language": language_name(locale)}
            phrase = _("%(what)s (%(language)s)") % named if several else what
            old, new = self.old.words(was.get(locale)), self.new.words(now.get(locale))
            # The same words in bold, or another address behind a link.
            marks = Change("changed", _("%(what)s has other marks or links.") % {"what": phrase})
            yield from altered(phrase, old, new) if old != new else [marks]

    def conditions(self, what: str, before: Any, after: Any, none: str) -> Iterator[Change]:
        """Say that a condition is another one."""
        if before != after:
            old, new = self.old.condition(before, none), self.new.condition(after, none)
            yield Change("changed", _("%(what)s has changed.") % {"what": what}, "", old, new)


def quoted(words: str) -> str:
    """Put words in the quotation marks of the page's language."""
    return _("“%(words)s”") % {"words": words}
