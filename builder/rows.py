"""The rows of a draft, read together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from builder.models import Assistant, Check, Choice, Ending, Field, Route, Step, Text, Variable
from builder.texts import Row

R = TypeVar("R", bound=models.Model)


@dataclass(frozen=True)
class Rows:
    """All rows of an assistant's draft, in order."""

    assistant: Assistant
    steps: list[Step]
    fields: list[Field]
    choices: list[Choice]
    checks: list[Check]
    routes: list[Route]
    endings: list[Ending]
    variables: list[Variable]
    texts: dict[tuple[UUID, str, str], Text]

    @classmethod
    def of(cls, assistant: Assistant) -> Rows:
        """Read them. Eight queries, however many rows."""
        ours: dict[str, Any] = {"assistant": assistant}
        within = {"step__assistant": assistant}
        of_field = {"field__step__assistant": assistant}
        choices = Choice.objects.filter(**of_field).select_related("picture")
        texts = Text.objects.filter(**ours)
        return cls(
            assistant,
            list(Step.objects.filter(**ours)),
            list(Field.objects.filter(**within)),
            list(choices.defer("picture__content")),
            list(Check.objects.filter(**of_field)),
            list(Route.objects.filter(**within)),
            list(Ending.objects.filter(**ours)),
            list(Variable.objects.filter(**ours)),
            {(text.object_id, text.slot, text.locale): text for text in texts},
        )

    def translatable(self) -> list[Row]:
        """List the rows that carry texts."""
        parts = (self.steps, self.fields, self.choices, self.checks, self.endings)
        return [self.assistant, *(row for rows in parts for row in rows)]


def grouped(rows: Iterable[R], by: str) -> defaultdict[UUID, list[R]]:
    """Sort rows into lists by a foreign key."""
    groups: defaultdict[UUID, list[R]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, by)].append(row)
    return groups
