"""What a page of translations shows: a box for each text, and which of them are chosen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.utils.translation import gettext as _

from builder.admin.places import SLOTS as SLOT_NAMES
from builder.admin.typed import fault
from builder.admin.visits import Visit
from builder.fields.text import trim
from builder.flows.recalls import UnknownRecallError
from builder.models import Choice
from builder.texts import RICH_SLOTS, longest
from builder.translating import MISSING, STALE, Line, Source

LONG = 80
SHOWS = ("all", MISSING, STALE)


class Box:
    """A line on the page: what is typed for it, and what is wrong with that."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.typed: str | None = None
        self.error = ""
        # What the text said when it was translated.
        self.former = ""
        # What became of the text or its translation while it was being written.
        self.news: list[str] = []

    @property
    def name(self) -> str:
        return self.line.name

    @property
    def original(self) -> str:
        return self.line.source.shown

    @property
    def text(self) -> str:
        return self.line.shown if self.typed is None else self.typed

    @property
    def stored(self) -> str:
        """The translation as it is kept; what was typed must be without an error."""
        return self.line.text if self.typed is None else self.line.stored(self.typed)

    @property
    def warnings(self) -> list[str]:
        return [] if self.error or not self.text else strayed(self.line, self.stored)

    @property
    def slot_name(self) -> str:
        return slot_name(self.line.source)

    @property
    def is_long(self) -> bool:
        return self.line.source.slot in RICH_SLOTS or len(self.original) > LONG

    @property
    def seen(self) -> str:
        """Give the mark by which the page knows what it showed: the text and its translation."""
        return f"{_mark(self.original)}.{_mark(self.line.shown)}"

    def read(self, typed: str, seen: str) -> None:
        """Take what was typed; a box that was left as it was shown isn't a change."""
        original, _dot, translation = seen.partition(".")
        if _mark(typed) == (translation or _mark(self.line.shown)):
            return
        self.typed = text = trim(typed.replace("\r\n", "\n"))
        self.error = complaint(self.line, text)
        if original != _mark(self.original):
            self.news.append(_("The text was changed while you were writing."))
        if translation != _mark(self.line.shown):
            saved = self.line.shown or "–"
            self.news.append(_("In the meantime somebody saved: “%(text)s”") % {"text": saved})


@dataclass(frozen=True)
class View:
    """Which lines are shown: of which language, in which state, with which words, which page."""

    locale: str
    show: str = "all"
    words: str = ""
    page: int = 1

    @classmethod
    def of(cls, visit: Visit, locales: list[str]) -> View:
        asked = visit.request.GET
        locale = asked.get("to", locales[0])
        if locale not in locales:
            raise Http404
        show = asked.get("show", "all")
        number = asked.get("page", "1")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1  # noqa: PLR2004
        return cls(locale, show if show in SHOWS else "all", asked.get("q", "").strip(), page)

    def query(self, **changes: Any) -> str:
        """Return the address of a view: this one but for some parts."""
        parts = {"to": self.locale, "show": self.show, "q": self.words, "page": 1, **changes}
        plain = {"show": "all", "q": "", "page": 1}
        return "?" + urlencode({k: v for k, v in parts.items() if plain.get(k) != v})

    def fits(self, line: Line) -> bool:
        if self.show not in ("all", line.state):
            return False
        words = self.words.casefold()
        texts = (line.source.shown, line.shown, line.source.section.title, line.source.owner)
        return not words or any(words in text.casefold() for text in texts)


def slot_name(source: Source) -> str:
    """Name what kind of text it is."""
    of_choice = {"label": "choice", "help": "choice help"} if isinstance(source.row, Choice) else {}
    return _(SLOT_NAMES[of_choice.get(source.slot, source.slot)])


def complaint(line: Line, text: str) -> str:
    """Say what keeps a translation from being saved; "" for nothing."""
    try:
        line.stored(text)
    except UnknownRecallError as error:
        return _("“%(recall)s” recalls nothing that there is.") % {"recall": error.recall}
    most = longest(line.source.slot)
    if len(text) > most:
        return _("At most %(most)s characters, please.") % {"most": most}
    return fault(text)


def strayed(line: Line, text: str) -> list[str]:
    """Warn of earlier answers that a translation leaves out or adds; that may be meant."""
    lost, invented = line.strayed(text)
    return [
        *(_("“{{%(key)s}}” of the text is missing here.") % {"key": key} for key in lost),
        *(_("“{{%(key)s}}” isn't in the text.") % {"key": key} for key in invented),
    ]


def _mark(text: str) -> str:
    """Fingerprint a text, however a browser gives it back."""
    same = text.replace("\r\n", "\n").strip()
    return hashlib.sha256(same.encode()).hexdigest()[:16]
