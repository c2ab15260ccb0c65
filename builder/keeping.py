"""Drafts put aside: what a conflict, a restore or an import would otherwise overwrite."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from builder.document import compile, load
from builder.flows.document import FlowDocument
from builder.models import Assistant, FlowVersion
from builder.publishing import checksum
from tenants.models import User

# Older ones go: they are a net to fall into, no archive.
MOST_KEPT = 20


@transaction.atomic
def keep(
    assistant: Assistant, document: FlowDocument, by: User | None, note: str = ""
) -> FlowVersion:
    """Put a draft aside among the assistant's versions, to be looked at and restored."""
    content = document.to_json()
    version: FlowVersion = FlowVersion.objects.create(
        assistant=assistant,
        mode=FlowVersion.Mode.KEPT,
        document=content,
        sha256=checksum(content),
        note=note,
        published_by=by,
    )
    kept = FlowVersion.objects.filter(assistant=assistant, mode=FlowVersion.Mode.KEPT)
    newest = kept.order_by("-published_at", "-id").values_list("pk", flat=True)[:MOST_KEPT]
    kept.exclude(pk__in=list(newest)).delete()
    return version


def put_aside(assistant: Assistant, by: User | None, note: str) -> FlowVersion | None:
    """Keep what a draft says before it says something else; None if a version says it already."""
    document = compile(assistant)
    said = FlowVersion.objects.filter(assistant=assistant, sha256=checksum(document.to_json()))
    if said.exclude(mode=FlowVersion.Mode.PREVIEW).exists():
        return None
    return keep(assistant, document, by, note)


@transaction.atomic
def restore(version: FlowVersion, by: User | None, *, seen: int | None = None) -> Assistant:
    """Bring a version back into the draft, which is put aside. Raises RevisionConflict."""
    assistant = Assistant.objects.select_related("tenant").get(pk=version.assistant_id)
    put_aside(assistant, by, _("Before another version was brought back"))
    load(assistant, FlowDocument.from_json(version.document), seen=seen)
    return assistant
