"""The form in which a document reaches the widget."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from django.conf import settings

from builder.flows.document import localise
from builder.flows.messages import languages, texts


@cache
def edition() -> str:
    """Fingerprint what goes into every flow besides its document: our texts and our address."""
    said = json.dumps([settings.PUBLIC_URL, {name: texts(name) for name in languages()}])
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def served_form(
    version_id: Any, number: int | None, document: dict[str, Any], locale: str
) -> dict[str, Any]:
    """Return a document in one language, with everything the widget needs to run it."""
    return {
        **localise(document, locale),
        "version": str(version_id),
        "number": number,
        "messages": texts(locale),
        "receipt_url": f"{settings.PUBLIC_URL}/r/",
    }
