"""What changed, shown: before publishing, on each version, and between any two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from builder.admin.comparing import Part, compare
from builder.admin.visits import Visit
from builder.document import compile
from builder.flows.document import FlowDocument
from builder.models import Assistant, FlowVersion

DRAFT = "draft"
_LISTED = (FlowVersion.Mode.LIVE, FlowVersion.Mode.KEPT)


@dataclass(frozen=True)
class Comparable:
    """One of the states of an assistant that can be compared, as the selects offer it."""

    value: str
    name: str


def changes_since(version: FlowVersion | None, document: FlowDocument) -> list[Part]:
    """Say how a document differs from a version; nothing where there is none to differ from."""
    if version is None:
        return []
    return compare(FlowDocument.from_json(version.document), document)


def compare_page(visit: Visit) -> HttpResponseBase:
    """Compare any two states; at first, what is live with the draft."""
    offered = states(visit.assistant)
    live = visit.assistant.live_version_id
    old = visit.request.GET.get("old") or (str(live) if live else offered[-1].value)
    new = visit.request.GET.get("new") or DRAFT
    parts = compare(_document(visit.assistant, old), _document(visit.assistant, new))
    return visit.show("compare.html", _("Compare"), offered=offered, old=old, new=new, parts=parts)


def states(assistant: Assistant) -> list[Comparable]:
    """List what can be compared: the draft, the versions, the drafts that were put aside."""
    rows = FlowVersion.objects.filter(assistant=assistant, mode__in=_LISTED).defer("document")
    by_age = sorted(rows, key=lambda row: row.published_at, reverse=True)
    versions = [row for row in by_age if row.mode == FlowVersion.Mode.LIVE]
    kept = [row for row in by_age if row.mode == FlowVersion.Mode.KEPT]
    offered = [Comparable(str(row.pk), name(row)) for row in (*versions, *kept)]
    return [Comparable(DRAFT, _("The draft")), *offered]


def name(version: FlowVersion) -> str:
    """Call a version by its number and note, and a draft put aside by its time."""
    if version.mode == FlowVersion.Mode.LIVE:
        return f"{version}: {version.note}" if version.note else str(version)
    at = date_format(localtime(version.published_at), "SHORT_DATETIME_FORMAT")
    said = _("Draft put aside on %(at)s") % {"at": at}
    return f"{said}: {version.note}" if version.note else said


def _document(assistant: Assistant, state: str) -> FlowDocument:
    if state == DRAFT:
        return compile(assistant)
    return FlowDocument.from_json(find(assistant, state).document)


def find(assistant: Assistant, state: Any) -> FlowVersion:
    """Find one of an assistant's own versions that can be seen. Raises Http404."""
    try:
        pk = UUID(str(state))
    except ValueError:
        raise Http404 from None
    rows = FlowVersion.objects.filter(assistant=assistant, mode__in=_LISTED)
    version: FlowVersion | None = rows.select_related("published_by").filter(pk=pk).first()
    if version is None:
        raise Http404
    return version
