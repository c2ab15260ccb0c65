"""What was published: the list, one version in words, restore and withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from builder import keeping, publishing
from builder.admin.comparing import compare
from builder.admin.comparing.sides import Said
from builder.admin.differences import changes_since, find, name
from builder.admin.drafts import conflict_message
from builder.admin.visits import Visit
from builder.document import compile
from builder.fields import KINDS
from builder.flows import document as flow
from builder.flows.document import FlowDocument
from builder.models import Assistant, FlowVersion, RevisionConflict
from tenants.models import User


def versions_page(visit: Visit) -> HttpResponseBase:
    now = timezone.now()
    rows = published(visit.assistant).select_related("published_by").defer("document")
    versions = [(version, publishing.accepts(version, now)) for version in rows]
    kept = FlowVersion.objects.filter(assistant=visit.assistant, mode=FlowVersion.Mode.KEPT)
    aside = kept.select_related("published_by").defer("document").order_by("-published_at", "-id")
    return visit.show("versions.html", _("Versions"), versions=versions, kept=aside)


def version_page(visit: Visit, number: int) -> HttpResponseBase:
    version = _version(visit, number)
    document = FlowDocument.from_json(version.document)
    return visit.show(
        "version.html",
        str(version),
        version=version,
        outline=outline(document),
        endings=endings(document),
        earlier=(earlier := _before(visit.assistant, version)),
        parts=changes_since(earlier, document),
        may_withdraw=publishing.can_withdraw(version),
    )


def restore_page(visit: Visit, number: int) -> HttpResponseBase:
    return _restore(visit, _version(visit, number))


def restore_kept_page(visit: Visit, pk: UUID) -> HttpResponseBase:
    return _restore(visit, _kept(visit, pk))


def _restore(visit: Visit, version: FlowVersion) -> HttpResponseBase:
    """Show what the draft would say otherwise, then bring the version back."""
    conflict = ""
    if visit.posted:
        assert isinstance(visit.request.user, User)  # noqa: S101 - the site lets nobody else in
        try:
            keeping.restore(version, visit.request.user, seen=visit.seen())
        except RevisionConflict:
            conflict = conflict_message(visit.assistant)
        else:
            visit.log("restored")
            done = _("%(version)s is back in the draft.") % {"version": name(version)}
            return visit.go("change", done=done)
    return visit.show(
        "restore.html",
        _("Bring back"),
        status=409 if conflict else 200,
        name=name(version),
        parts=compare(compile(visit.assistant), FlowDocument.from_json(version.document)),
        conflict=conflict,
    )


def kept_page(visit: Visit, pk: UUID) -> HttpResponseBase:
    """Show a draft that was put aside, and what the present one says otherwise."""
    version = _kept(visit, pk)
    document = FlowDocument.from_json(version.document)
    return visit.show(
        "kept.html",
        name(version),
        version=version,
        outline=outline(document),
        endings=endings(document),
        parts=compare(document, compile(visit.assistant)),
    )


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


def _before(assistant: Assistant, version: FlowVersion) -> FlowVersion | None:
    """Return the version that this one took over from."""
    earlier = published(assistant).filter(number__lt=version.number)
    found: FlowVersion | None = earlier.first()
    return found


def _kept(visit: Visit, pk: UUID) -> FlowVersion:
    version = find(visit.assistant, pk)
    if version.mode != FlowVersion.Mode.KEPT:
        raise Http404
    return version


def _version(visit: Visit, number: int) -> FlowVersion:
    rows = published(visit.assistant).select_related("published_by")
    version: FlowVersion | None = rows.filter(number=number).first()
    if version is None:
        raise Http404
    return version


def outline(document: FlowDocument) -> list[dict[str, Any]]:
    """Say a document in words, in its default language: steps, questions, where it goes on."""
    said = Said(document)
    parts: list[Any] = [*document.steps, *document.endings]
    names = {part.id: said.name(part) for part in parts}

    def words(condition: Any) -> str:
        return said.condition(condition, "") if condition else ""

    return [
        {
            "title": names[step.id],
            "text": said.words((step.text or {}).get(document.default_locale)),
            "visible_if": words(step.visible_if),
            "fields": [_outlined(field, said, words) for field in step.fields],
            "routes": [
                {"if": words(route.if_), "to": names.get(next(iter(route.to.values())), "")}
                for route in step.routes
            ],
        }
        for step in document.steps
    ]


def _outlined(field: flow.Field, said: Said, words: Callable[[Any], str]) -> dict[str, Any]:
    kind = KINDS.get(field.kind)
    statement = (field.config.get("statement") or {}).get(said.document.default_locale)
    return {
        "label": said.words(said.short(field.label)),
        "kind": _(kind.label) if kind else field.kind,
        "optional": not field.required and (kind is None or kind.asks),
        "required_if": "" if field.required else words(field.required_if),
        "visible_if": words(field.visible_if),
        "choices": [said.short(choice.label) for choice in field.choices],
        "statement": said.words(statement),
        "checks": [
            {"if": words(check.if_), "message": said.words(said.short(check.message))}
            for check in field.checks
        ],
        "fields": [_outlined(part, said, words) for part in field.fields],
    }


def endings(document: FlowDocument) -> list[tuple[str, str]]:
    """Say how a document ends: (title, text) of each ending, in its default language."""
    said, locale = Said(document), document.default_locale
    return [(said.name(one), said.words((one.text or {}).get(locale))) for one in document.endings]
