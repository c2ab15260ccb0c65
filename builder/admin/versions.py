"""What was published: the list, one version in words, restore and withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from builder import publishing
from builder.admin.condition_words import say
from builder.admin.differences import changes_since
from builder.admin.drafts import conflict_message
from builder.admin.visits import Visit
from builder.fields import KINDS
from builder.fields.base import in_locale
from builder.fields.rich_text import plain
from builder.flows import document as flow
from builder.flows.document import FlowDocument
from builder.models import Assistant, FlowVersion, RevisionConflict


def versions_page(visit: Visit) -> HttpResponseBase:
    now = timezone.now()
    rows = published(visit.assistant).select_related("published_by").defer("document")
    versions = [(version, publishing.accepts(version, now)) for version in rows]
    return visit.show("versions.html", _("Versions"), versions=versions)


def version_page(visit: Visit, number: int) -> HttpResponseBase:
    version = _version(visit, number)
    document = FlowDocument.from_json(version.document)
    return visit.show(
        "version.html",
        str(version),
        version=version,
        outline=outline(document),
        endings=endings(document),
        earlier=(earlier := _before(version)),
        parts=changes_since(earlier, document),
        may_withdraw=publishing.can_withdraw(version),
    )


def restore_page(visit: Visit, number: int) -> HttpResponseBase:
    """Ask first: the draft's own changes are lost."""
    version = _version(visit, number)
    conflict = ""
    if visit.posted:
        try:
            publishing.restore(version, seen=visit.seen())
        except RevisionConflict:
            conflict = conflict_message(visit.assistant)
        else:
            visit.log("restored")
            done = _("The draft says what version %(number)s said.") % {"number": number}
            return visit.go("change", done=done)
    title = _("Restore version %(number)s") % {"number": number}
    return visit.show("restore.html", title, version=version, conflict=conflict)


def withdraw_page(visit: Visit, number: int) -> HttpResponseBase:
    """Ask first: end users who have it open can't send any more."""
    version = _version(visit, number)
    if visit.posted:
        publishing.withdraw(version)
        visit.log("withdrawn")
        done = _("Version %(number)s is withdrawn.") % {"number": number}
        return visit.go("versions", done=done)
    title = _("Withdraw version %(number)s") % {"number": number}
    is_live = visit.assistant.live_version_id == version.pk
    return visit.show("withdraw.html", title, version=version, is_live=is_live)


def published(assistant: Assistant) -> Any:
    return FlowVersion.objects.filter(assistant=assistant, mode=FlowVersion.Mode.LIVE)


def _before(version: FlowVersion) -> FlowVersion | None:
    """Return the version that this one took over from."""
    earlier = published(version.assistant).filter(number__lt=version.number)
    found: FlowVersion | None = earlier.first()
    return found


def _version(visit: Visit, number: int) -> FlowVersion:
    version: FlowVersion | None = published(visit.assistant).filter(number=number).first()
    if version is None:
        raise Http404
    return version


def outline(document: FlowDocument) -> list[dict[str, Any]]:
    """Say a document in words, in its default language: steps, questions, where it goes on."""
    locale = document.default_locale
    labels = {id_: _Labelled(in_locale(f.label, locale)) for id_, f in document.fields.items()}
    choices = {
        c.id: in_locale(c.label, locale) for f in document.fields.values() for c in f.choices
    }
    parts: list[Any] = [*document.steps, *document.endings]
    names = {part.id: in_locale(part.title, locale) for part in parts}

    def words(condition: Any) -> str:
        return say(condition, labels, choices) if condition else ""

    return [
        {
            "title": names[step.id],
            "visible_if": words(step.visible_if),
            "fields": [_outlined(field, locale, words) for field in step.fields],
            "routes": [
                {"if": words(route.if_), "to": names.get(next(iter(route.to.values())), "")}
                for route in step.routes
            ],
        }
        for step in document.steps
    ]


def _outlined(field: flow.Field, locale: str, words: Callable[[Any], str]) -> dict[str, Any]:
    kind = KINDS.get(field.kind)
    return {
        "label": in_locale(field.label, locale),
        "kind": _(kind.label) if kind else field.kind,
        "optional": not field.required and (kind is None or kind.asks),
        "required_if": "" if field.required else words(field.required_if),
        "visible_if": words(field.visible_if),
        "choices": [in_locale(choice.label, locale) for choice in field.choices],
        "statement": plain((field.config.get("statement") or {}).get(locale) or []),
        "checks": [
            {"if": words(check.if_), "message": in_locale(check.message, locale)}
            for check in field.checks
        ],
        "fields": [_outlined(part, locale, words) for part in field.fields],
    }


def endings(document: FlowDocument) -> list[tuple[str, str]]:
    """Say how a document ends: (title, text) of each ending, in its default language."""
    locale = document.default_locale
    return [
        (in_locale(one.title, locale), plain((one.text or {}).get(locale) or []))
        for one in document.endings
    ]


class _Labelled:
    """Stands in for a field where only its label is said."""

    def __init__(self, label: str) -> None:
        self.label = label
