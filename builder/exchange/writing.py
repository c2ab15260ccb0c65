"""Write an assistant into a file."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import asdict
from typing import Any

from builder import pictures
from builder.document import compile
from builder.exchange.parcel import FORMAT, VERSION
from builder.models import Asset, Assistant
from builder.staleness import marks


def export(assistant: Assistant) -> bytes:
    """Return the draft with its pictures, and when it is open, as JSON.

    Who receives enquiries, what was published and whom it was shown to stay behind: a file
    holds what somebody wrote, and nothing that somebody answered.
    """
    document = compile(assistant).to_json()
    content = {
        "format": FORMAT,
        "version": VERSION,
        "name": assistant.name,
        "document": document,
        "availability": _availability(assistant),
        "stale": [asdict(one) for one in marks(assistant)],
        "pictures": _pictures(assistant, document),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _availability(assistant: Assistant) -> dict[str, Any]:
    opens, closes = assistant.opens_at, assistant.closes_at
    return {
        "opens_at": opens.isoformat() if opens else None,
        "closes_at": closes.isoformat() if closes else None,
        "cap": assistant.cap,
        "closed_text": assistant.closed_text,
    }


def _pictures(assistant: Assistant, document: dict[str, Any]) -> dict[str, str]:
    shown = pictures.shown(document)
    if not shown:
        return {}
    rows = Asset.objects.filter(tenant=assistant.tenant_id, hash__in=shown).order_by("hash")
    return {row.hash: b64encode(bytes(row.content)).decode() for row in rows}
