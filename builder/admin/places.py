"""Where a finding can be mended: its sentence, and a link to its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from builder.flows.findings import ERRORS, WARNINGS
from builder.flows.lint import Finding
from builder.models import Assistant, Ending, Field, Step

# Findings that the publisher adds to the linter's.
_OTHERS = {
    "translation_stale": gettext_noop(
        "A translation is older than what it translates: %(slot)s, %(locale)s."
    ),
    "key_frozen": gettext_noop(
        "%(now)s was published as %(was)s, and your systems know it under that name."
    ),
    "unchanged": gettext_noop("Nothing has changed since version %(number)s."),
}
_TRANSLATED = {"missing_translation", "translation_stale"}
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
    """A finding in a customer's words: what is wrong, where, and the page that mends it."""

    level: str
    sentence: str
    where: str
    href: str


def places(assistant: Assistant, findings: list[Finding]) -> list[Place]:
    """Say each finding and link it. Three queries, however many findings."""
    names: dict[str, str] = {}
    for rows in (
        Step.objects.filter(assistant=assistant),
        Field.objects.filter(step__assistant=assistant),
        Ending.objects.filter(assistant=assistant),
    ):
        names |= {str(row.pk): str(row) for row in rows}
    return [
        Place(one.level, sentence(one), _where(one, names), _href(assistant, one, names))
        for one in findings
    ]


def sentence(finding: Finding) -> str:
    """Say a finding in the language of the page."""
    known = ERRORS | WARNINGS | _OTHERS
    params: dict[str, Any] = dict(finding.params)
    if "slot" in params:
        params["slot"] = gettext(SLOTS.get(params["slot"], params["slot"]))
    text = known.get(finding.code) or getattr(finding, "message", "") or finding.code
    return gettext(text) % params if params else gettext(text)


def _where(finding: Finding, names: dict[str, str]) -> str:
    parts = [finding.where.get(part) for part in ("step", "field", "ending")]
    return " › ".join(names[part] for part in parts if part in names)


def _href(assistant: Assistant, finding: Finding, names: dict[str, str]) -> str:
    where = finding.where
    if finding.code in _TRANSLATED:
        show = "stale" if finding.code == "translation_stale" else "missing"
        address = reverse("admin:builder_assistant_translations", args=[assistant.pk])
        return f"{address}?to={finding.params.get('locale', '')}&show={show}"
    if finding.code in _COMPANY:
        return reverse("admin:tenants_tenant_change", args=[assistant.tenant_id])
    if where.get("field") in names:
        return reverse("admin:builder_field_change", args=[where["field"]])
    if where.get("step") in names:
        return reverse("admin:builder_step_change", args=[where["step"]])
    return str(
        finding.params.get("href") or reverse("admin:builder_assistant_change", args=[assistant.pk])
    )
