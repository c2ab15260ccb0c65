"""Judge what an end user sent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.fields import KINDS
from builder.fields.base import in_locale

from .document import FlowDocument
from .locales import pick
from .messages import message
from .path import Path, walk

MOST_ANSWERS = 200
# What a key may look like; anything else is not repeated in an error.
KEY = re.compile(r"[a-z][a-z0-9_]{0,49}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one answer; `field_key` is empty where no field is meant."""

    field_key: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """Normalised answers on the path, the path itself, and all that is wrong."""

    answers: dict[str, Any]
    path: Path
    errors: list[Problem]


def check(document: FlowDocument, raw: Any) -> Checked:
    """Walk the path, then ask of each field on it whether its answer will do.

    Answers off the path are dropped unread: a person who changed their mind must not be stopped by
    what they can no longer see. Keys that no field has are refused.
    """
    if not isinstance(raw, Mapping) or len(raw) > MOST_ANSWERS:
        code = "too_many_answers" if isinstance(raw, Mapping) else "wrong_type"
        path = walk(document, {})
        return Checked(path.answers, path, [Problem("", code)])
    path = walk(document, raw)
    unknown = {str(key) for key in raw if key not in document.keys}
    # Sorted: engines keep the order of object keys differently.
    named = sorted(key if KEY.fullmatch(key) else "" for key in unknown)
    strangers = [Problem(key, "unknown_field") for key in named]
    return Checked(path.answers, path, _problems(path) + strangers)


def explain(document: FlowDocument, problem: Problem, locale: str) -> str:
    """Say a problem to the end user, naming the field by its label."""
    meant = document.keys.get(problem.field_key)
    spoken = pick(locale, document.locales, document.default_locale)
    label = in_locale(meant.label, spoken) if meant else problem.field_key
    return message(problem.code, locale, label=label, **problem.params)


def _problems(path: Path) -> list[Problem]:
    found = []
    for question in (question for visited in path.steps for question in visited.fields):
        if invalid := path.invalid.get(question.id):
            found.append(Problem(question.key, invalid.code, invalid.params))
        elif question.required and question.id not in path.values:
            kind = KINDS.get(question.kind)
            found.append(Problem(question.key, kind.required_code if kind else "required"))
    return found
