"""What is made of the answers to some fields: those of the steps, or of one entry of a group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.fields import KINDS
from builder.fields.base import Answer, Field, Invalid

from .conditions import evaluate


@dataclass(slots=True)
class Taken:
    """Answers by key as they were taken; by field UUID what conditions see and what was refused."""

    answers: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Answer] = field(default_factory=dict)
    invalid: dict[str, Invalid] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)


@dataclass(slots=True)
class Entry(Taken):
    """One entry of a group: which of its fields are shown, and the keys that came with it."""

    fields: tuple[Field, ...] = ()
    keys: Iterable[str] = ()

    @property
    def blank(self) -> bool:
        """Tell whether nothing was answered in it; such an entry counts as not there."""
        return not self.answers and not self.invalid


def take(fields: Iterable[Field], answers: Mapping[str, Any], taken: Taken) -> tuple[Field, ...]:
    """Take the answers to the fields that are shown, in order; gives these fields.

    An answer that can't be taken counts as absent and is kept in `invalid`.
    """
    shown = []
    for question in fields:
        if question.visible_if is None or evaluate(question.visible_if, taken.values):
            shown.append(question)
            _take(question, answers.get(question.key), taken)
    return tuple(shown)


def _take(question: Field, raw: Any, taken: Taken) -> None:
    kind = KINDS.get(question.kind)
    try:
        value = kind.read(question, raw) if kind else None
    except Invalid as invalid:
        taken.invalid[question.id] = invalid
        return
    if value is not None and question.fields:
        value = _take_entries(question, value, taken)
    if kind is not None and value is not None:
        taken.answers[question.key] = value
        taken.values[question.id] = kind.answer(question, value)


def _take_entries(group: Field, raws: list[dict[str, Any]], taken: Taken) -> Any:
    """Take each entry apart: its conditions see its own answers, over all earlier ones."""
    entries = taken.entries[group.id] = []
    for raw in raws:
        entry = Entry(values=dict(taken.values), keys=raw.keys())
        entry.fields = take(group.fields, raw, entry)
        entries.append(entry)
    return [entry.answers for entry in entries if entry.answers] or None
