"""What is wrong, or worth a warning, with answers that were taken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from builder.fields import KINDS
from builder.fields.base import Field, Invalid

from .conditions import evaluate
from .taking import Entry, Taken

# What a key may look like; anything else is not repeated in an error.
KEY = re.compile(r"[a-z][a-z0-9_]{0,49}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer; `field_key` is empty where no field is meant.

    The answers in a group's entries are named by place: "drivers.0.birth".
    """

    field_key: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)


class Judging:
    """Collects the problems of one enquiry, in the order of its questions."""

    def __init__(self, time_zone: str, today: date | None, slack: int) -> None:
        self.time_zone = time_zone
        self.slack = slack
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        if today:
            self.today = today

    @cached_property
    def today(self) -> date:
        """Give the day it is for the tenant; found out only when a kind asks."""
        return datetime.now(ZoneInfo(self.time_zone)).date()

    def fields(self, shown: Iterable[Field], taken: Taken, within: str = "") -> None:
        """Judge the fields that are shown: the kind first, the author's checks where it is content."""
        for question in shown:
            key = within + question.key
            fault = self.fault(question, taken)
            if fault is not None:
                self.errors.append(Problem(key, fault.code, fault.params))
            for at, entry in enumerate(taken.entries.get(question.id, ())):
                self.entry(question, entry, f"{key}.{at}")
            if fault is None:
                self.checks(question, taken, key)

    def entry(self, group: Field, entry: Entry, place: str) -> None:
        """Judge one entry of a group."""
        if not entry.blank:
            self.fields(entry.fields, entry, f"{place}.")
        self.strangers(entry.keys, {one.key for one in group.fields}, place)

    def strangers(self, sent: Iterable[Any], known: Iterable[str], place: str = "") -> None:
        """Refuse keys that no field has. Sorted: engines keep their order differently."""
        unknown = {str(key) for key in sent if key not in known}
        for key in sorted(key if KEY.fullmatch(key) else "" for key in unknown):
            named = ".".join(part for part in (place, key) if part)
            self.errors.append(Problem(named, "unknown_field"))

    def fault(self, question: Field, taken: Taken) -> Invalid | None:
        """Name what is wrong with a field's answer, or with its absence."""
        if refused := taken.invalid.get(question.id):
            return refused
        kind, value = KINDS.get(question.kind), taken.answers.get(question.key)
        if value is None:
            code = kind.required_code if kind else "required"
            return Invalid(code) if self.missing(question, taken) else None
        try:
            if kind is not None and kind.judges:
                kind.judge(question, value, self.today, self.slack)
            if kind is not None:
                kind.verify(question, value)
        except Invalid as refused:
            return refused
        return None

    def missing(self, question: Field, taken: Taken) -> bool:
        """Tell whether an answer is wanted that isn't there, not even in a form to be mended."""
        kind = KINDS.get(question.kind)
        entries = taken.entries.get(question.id, ())
        if (kind is not None and not kind.asks) or any(entry.invalid for entry in entries):
            return False
        return question.required or (
            question.required_if is not None and evaluate(question.required_if, taken.values)
        )

    def checks(self, question: Field, taken: Taken, key: str) -> None:
        """Ask the author's own checks, each of which speaks when its condition holds."""
        for check in question.checks:
            if evaluate(check.if_, taken.values):
                found = self.errors if check.level == "error" else self.warnings
                found.append(Problem(key, "check", {"check": check.id}))
