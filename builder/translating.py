"""All texts of an assistant beside one other language: which there are, and how they are saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction

from builder import richtext
from builder.flows.recalls import from_keys, recalled, to_keys
from builder.models import Assistant, Text
from builder.rows import Rows, grouped
from builder.texts import CONFIG_SLOTS, SLOTS, Row, source, source_hash

MISSING, STALE, RIGHT = "missing", "stale", "right"


@dataclass(frozen=True)
class Section:
    """A step, all endings, or the assistant itself; texts are met in this order."""

    title: str
    at: int


@dataclass(frozen=True)
class Source:
    """A text in the default language; `owner` is the question that a part of it stands in.

    `keys` names what texts recall, by UUID.
    """

    section: Section
    owner: str
    row: Row
    slot: str
    text: str
    keys: Mapping[str, str]

    @property
    def name(self) -> str:
        return f"{self.row.pk}.{self.slot}"

    @property
    def shown(self) -> str:
        """The text as people see it: what it recalls named by its key."""
        return to_keys(self.text, self.keys)

    @cached_property
    def fingerprint(self) -> str:
        return source_hash(self.slot, self.text)


@dataclass(frozen=True)
class Line:
    """A text and what another language has for it."""

    source: Source
    locale: str
    saved: Text | None

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def text(self) -> str:
        return self.saved.text if self.saved else ""

    @property
    def shown(self) -> str:
        return to_keys(self.text, self.source.keys)

    def stored(self, typed: str) -> str:
        """Give what was typed as it is kept. Raises UnknownRecallError."""
        return from_keys(typed, {key: id_ for id_, key in self.source.keys.items()})

    def strayed(self, text: str) -> tuple[list[str], list[str]]:
        """Name what a translation recalls less than its text, and what more, by key."""
        of, by = set(recalled(self.source.text)), set(recalled(text))
        keys = self.source.keys
        lost, invented = (sorted(keys.get(one, one) for one in some) for some in (of - by, by - of))
        return lost, invented

    @property
    def state(self) -> str:
        if self.saved is None or not self.saved.text:
            return MISSING
        return RIGHT if self.saved.source_hash == self.source.fingerprint else STALE


@dataclass(frozen=True)
class Change:
    """What a text is to say; "" takes the translation away. It translates the wording `of`."""

    line: Line
    text: str
    of: str

    @property
    def shown(self) -> str:
        return to_keys(self.text, self.line.source.keys)


def others(assistant: Assistant) -> list[str]:
    """List the languages that are translated into."""
    return [one for one in assistant.locales if one != assistant.default_locale]


def sources(rows: Rows, endings: str) -> list[Source]:
    """List all texts in the order in which an end user meets them."""
    named: list[Any] = [*rows.fields, *rows.variables]
    keys = {str(row.pk): row.key for row in named if row.key}
    return [
        Source(Section(title, at), owner, row, slot, text, keys)
        for at, (title, parts) in enumerate(_sections(rows, endings))
        for owner, row in parts
        for slot in SLOTS[type(row)]
        if (slot not in CONFIG_SLOTS or slot in row.config) and (text := source(row, slot))
    ]


def _sections(rows: Rows, endings: str) -> Iterator[tuple[str, list[tuple[str, Any]]]]:
    """Give each section's title with its rows, each with the question it belongs to."""
    fields, parts = grouped(rows.fields, "step_id"), grouped(rows.fields, "parent_id")
    of_field = grouped([*rows.choices, *rows.checks], "field_id")
    yield rows.assistant.name, [("", rows.assistant)]
    for step in rows.steps:
        outer = [field for field in fields[step.pk] if not field.parent_id]
        asked = [one for field in outer for one in (field, *parts[field.pk])]
        within = [(field.label, one) for field in asked for one in (field, *of_field[field.pk])]
        yield step.title, [("", step), *within]
    yield endings, [(ending.title, ending) for ending in rows.endings]


def lines(rows: Rows, texts: Iterable[Source], locale: str) -> list[Line]:
    """Set one language beside the sources."""
    return [Line(one, locale, rows.texts.get((one.row.pk, one.slot, locale))) for one in texts]


def progress(all_lines: Iterable[Line]) -> tuple[int, int]:
    """Count how many texts are translated as they are now, and how many there are."""
    states = [line.state for line in all_lines]
    return states.count(RIGHT), len(states)


def save(assistant: Assistant, seen: int, changes: Iterable[Change]) -> None:
    """Save translations as one change of the draft. Raises RevisionConflict."""
    wanted = list(changes)
    with transaction.atomic():
        assistant.advance(seen)
        gone = [change.line.saved.pk for change in wanted if change.line.saved and not change.text]
        if gone:
            Text.objects.filter(assistant=assistant, pk__in=gone).delete()
        Text.objects.bulk_create(
            [_row(assistant, change) for change in wanted if change.text],
            update_conflicts=True,
            unique_fields=["assistant", "object_id", "slot", "locale"],
            update_fields=["text", "source_hash"],
        )


def _row(assistant: Assistant, change: Change) -> Text:
    of = change.line.source
    return Text(
        assistant=assistant,
        object_id=of.row.pk,
        slot=of.slot,
        locale=change.line.locale,
        text=change.text,
        source_hash=source_hash(of.slot, change.of),
    )


def former_wordings(assistant: Assistant, stale: list[Line]) -> dict[str, str]:
    """Find what stale translations translate, where the live version still says it. One query."""
    version = assistant.live_version if stale else None
    if version is None:
        return {}
    said = _wordings(version.document, version.document["default_locale"])
    found = {}
    for line in stale:
        of = line.source
        # The assistant's own texts stand in a document without its id.
        part = "" if isinstance(of.row, Assistant) else str(of.row.pk)
        text = said.get((part, of.slot), "")
        if text and line.saved and line.saved.source_hash == source_hash(of.slot, text):
            found[line.name] = to_keys(text, of.keys)
    return found


def _wordings(document: Mapping[str, Any], locale: str) -> dict[tuple[str, str], str]:
    """Collect a document's texts by the id of their part and their slot, as rows say them."""
    slots = {slot for names in SLOTS.values() for slot in names}
    found: dict[tuple[str, str], str] = {}
    left: list[Any] = [document]
    while left:
        part = left.pop()
        if isinstance(part, list):
            left.extend(part)
        if not isinstance(part, dict):
            continue
        left.extend(part.values())
        said = {**(part.get("config") or {}), **part}
        for slot in slots & said.keys():
            text = (said[slot] or {}).get(locale) if isinstance(said[slot], dict) else None
            if text:
                words = richtext.write(text) if isinstance(text, list) else text
                found[str(part.get("id", "")), slot] = words
    return found
