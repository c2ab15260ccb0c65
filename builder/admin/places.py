"""Where a finding can be mended: its sentence, and a link to its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop

from builder.flows.findings import ERRORS, WARNINGS
from builder.flows.lint import Finding
from builder.models import Assistant, Ending, Field, Step
from builder.rows import Rows
from tenants.admin.look import NAMES

_TRANSLATED = {"missing_translation": "missing", "stale_translation": "stale"}
_COMPANY = {"no_recipient_name", "no_privacy_url", "bad_privacy_url", "no_contact"}
SLOTS = {
    "title": gettext_noop("title"),
    "intro": gettext_noop("introduction"),
    "text": gettext_noop("text"),
    "label": gettext_noop("question"),
    "help": gettext_noop("help"),
    "purpose": gettext_noop("purpose"),
    "statement": gettext_noop("statement"),
    "unit": gettext_noop("unit"),
    "item": gettext_noop("name of an entry"),
    "low": gettext_noop("words for the lowest point"),
    "high": gettext_noop("words for the highest point"),
    "required_message": gettext_noop("own words when the answer is missing"),
    "invalid_message": gettext_noop("own words when the answer can't be taken"),
    "message": gettext_noop("message of a check"),
    "choice": gettext_noop("choice"),
    "choice help": gettext_noop("help"),
}


@dataclass(frozen=True)
class Place:
    """A finding in a customer's words: what is wrong, where, and the page that mends it.

    `build` is its place in the visual builder, if it has one there; `href` the plain form.
    """

    level: str
    sentence: str
    where: str
    href: str
    build: str = ""


def places(rows: Rows, findings: list[Finding]) -> list[Place]:
    """Say each finding and link it."""
    named: tuple[Step | Field | Ending, ...] = (*rows.steps, *rows.fields, *rows.endings)
    names = {str(row.pk): str(row) for row in named}
    return [
        Place(
            one.level,
            sentence(one),
            _where(one, names),
            _href(rows.assistant, one, names),
            _build(rows.assistant, one),
        )
        for one in findings
    ]


def sentence(finding: Finding) -> str:
    """Say a finding in the language of the page."""
    params = {name: _words(name, value) for name, value in finding.params.items()}
    text = (ERRORS | WARNINGS).get(finding.code, finding.code)
    return gettext(text) % params if params else gettext(text)


def _words(name: str, value: Any) -> Any:
    """Say a detail of a finding in the language of the page."""
    if isinstance(value, float):
        return number_format(value, 1)
    if name == "slot":
        return gettext(SLOTS.get(value, value))
    return NAMES.get(value, value) if name in {"one", "other"} else value


def _where(finding: Finding, names: dict[str, str]) -> str:
    parts = [finding.where.get(part) for part in ("step", "field", "ending")]
    return " › ".join(names[part] for part in parts if part in names)


def _build(assistant: Assistant, finding: Finding) -> str:
    """Return the narrowest place that the builder selects; what is mended elsewhere has none."""
    if finding.code in {*_TRANSLATED, "too_alike", *_COMPANY}:
        return ""
    order = ("route", "ending", "variable", "field", "step")
    place = next((finding.where[part] for part in order if part in finding.where), "")
    page = reverse("admin:builder_assistant_build", args=[assistant.pk])
    return f"{page}#{place}" if place else ""


def _href(assistant: Assistant, finding: Finding, names: dict[str, str]) -> str:
    where = finding.where
    if finding.code in _TRANSLATED:
        show = _TRANSLATED[finding.code]
        address = reverse("admin:builder_assistant_translations", args=[assistant.pk])
        return f"{address}?to={finding.params.get('locale', '')}&show={show}"
    if finding.code == "too_alike":
        return reverse("admin:builder_assistantlook_change", args=[assistant.pk])
    if "variable" in where:
        return reverse("admin:builder_variable_change", args=[where["variable"]])
    if finding.code in _COMPANY:
        return reverse("admin:tenants_tenant_change", args=[assistant.tenant_id])
    if where.get("field") in names:
        return reverse("admin:builder_field_change", args=[where["field"]])
    if where.get("step") in names:
        return reverse("admin:builder_step_change", args=[where["step"]])
    return str(
        finding.params.get("href") or reverse("admin:builder_assistant_change", args=[assistant.pk])
    )
