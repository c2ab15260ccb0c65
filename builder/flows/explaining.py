"""Say a problem to the end user: in the author's words where there are any, else in ours."""

from __future__ import annotations

from builder.fields import KINDS
from builder.fields.base import Field, Translated, in_locale

from .document import FlowDocument
from .judging import Problem
from .locales import pick
from .messages import message


def explain(document: FlowDocument, problem: Problem, locale: str) -> str:
    """Say a problem, naming the field by its label, and in a group the entry too."""
    spoken = pick(locale, document.locales, document.default_locale)
    asked, label = _meant(document, problem.field_key, spoken)
    own = asked and in_locale(_own(asked, problem) or {}, spoken)
    if own:
        return own
    kind = KINDS.get(asked.kind) if asked else None
    params = kind.spoken(asked, problem.params, locale) if asked and kind else problem.params
    if "part" in params:
        params = {**params, "part": message(f"part_{params['part']}", locale)}
    return message(problem.code, locale, **{**params, "label": label})


def _meant(document: FlowDocument, field_key: str, locale: str) -> tuple[Field | None, str]:
    """Find a field and its label by its place: "birth", or "drivers.0.birth"."""
    key, *inside = field_key.split(".")
    asked = outer = document.keys.get(key)
    if outer and inside[1:]:
        asked = next((one for one in outer.fields if one.key == inside[1]), None)
    label = in_locale(asked.label, locale) if asked else field_key
    if not outer or not inside:
        return asked, label
    item = in_locale(outer.config.get("item") or {}, locale) or in_locale(outer.label, locale)
    return asked, f"{label} ({item} {int(inside[0]) + 1})"


def _own(asked: Field, problem: Problem) -> Translated | None:
    kind = KINDS.get(asked.kind)
    if problem.code == "check":
        wanted = problem.params.get("check")
        return next((check.message for check in asked.checks if check.id == wanted), None)
    missing = problem.code == (kind.required_code if kind else "required")
    return asked.required_message if missing else asked.invalid_message
