"""Drafts put aside: what a conflict, a restore or an import would otherwise overwrite."""

from __future__ import annotations

from django.db import transaction

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
