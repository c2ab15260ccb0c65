"""Judge what an end user sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .document import FlowDocument
from .explaining import explain
from .judging import Judging, Problem
from .path import Path, walk
from .variables import reckoned

MOST_ANSWERS = 500

__all__ = ["Checked", "Problem", "check", "explain"]


@dataclass(frozen=True, slots=True)
class Checked:
    """Normalised answers on the path, the path itself, and all that is wrong or only doubtful.

    `variables` are what was reckoned from these answers, by key, rounded.
    """

    answers: dict[str, Any]
    path: Path
    errors: list[Problem]
    warnings: list[Problem]
    variables: dict[str, str]


def check(document: FlowDocument, raw: Any, today: date | None = None, slack: int = 0) -> Checked:
    """Walk the path, then ask of each field on it whether its answer will do.

    1. Answers off the path are dropped unread: a person who changed their mind must not be stopped
       by what they can no longer see. Keys that no field has are refused.
    2. Bounds that move with the day are judged as of `today`, by default the tenant's, and `slack`
       days wider: an answer that the browser took at midnight must not be refused a second later.
    """
    if not isinstance(raw, Mapping) or len(raw) > MOST_ANSWERS:
        code = "too_many_answers" if isinstance(raw, Mapping) else "wrong_type"
        path = walk(document, {})
        return _checked(document, path, [Problem("", code)], [])
    path = walk(document, raw)
    judging = Judging(document.time_zone, today, slack)
    for visited in path.steps:
        judging.fields(visited.fields, path)
    judging.strangers(raw, document.keys)
    return _checked(document, path, judging.errors, judging.warnings)


def _checked(
    document: FlowDocument, path: Path, errors: list[Problem], warnings: list[Problem]
) -> Checked:
    variables = reckoned(document.variables, path.values)
    return Checked(path.answers, path, errors, warnings, variables)
