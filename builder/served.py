"""The form in which a document reaches the widget."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from functools import cache
from typing import Any

from django.conf import settings

from builder.flows.document import Choice, Ending, Field, FlowDocument, localise
from builder.flows.messages import languages, texts


@cache
def edition() -> str:
    """Fingerprint what goes into every flow besides its document: our texts, address and shape."""
    keys = [key.name for shape in (FlowDocument, Field, Choice, Ending) for key in fields(shape)]
    wording = {name: texts(name) for name in languages()}
    said = json.dumps([settings.PUBLIC_URL, limits(), keys, wording])
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def limits() -> dict[str, int]:
    """Return how many megabytes one file may have, and all of an enquiry together."""
    return {
        "file_mb": settings.SUBMISSION_FILE_MAX_MB,
        "files_mb": settings.SUBMISSION_FILES_MAX_MB,
    }


def served_form(
    version_id: Any, number: int | None, document: dict[str, Any], locale: str
) -> dict[str, Any]:
    """Return a document in one language, with everything the widget needs to run it.

    It is read and written anew: one that was stored before there was a key gets its default.
    """
    form = localise(FlowDocument.from_json(document).to_json(), locale)
    for step in form["steps"]:
        _say_purpose_once(step["fields"], "")
    return {
        **form,
        "version": str(version_id),
        "number": number,
        "messages": texts(locale),
        "receipt_url": f"{settings.PUBLIC_URL}/r/",
        "limits": limits(),
    }


def _say_purpose_once(fields: list[dict[str, Any]], said: str) -> None:
    """Leave a purpose out that was said just before: five times the same sentence is read by nobody.

    What may be hidden counts as not said.
    """
    for field in fields:
        purpose = field["purpose"]
        _say_purpose_once(field["fields"], purpose or said)
        if purpose == said:
            field["purpose"] = None
        elif purpose and field["visible_if"] is None:
            said = purpose
