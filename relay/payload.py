"""What a destination receives, as one JSON document; payload.schema.json describes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from builder.fields import KINDS, Field
from builder.fields.base import in_locale
from builder.flows.answers import Checked
from builder.flows.document import FlowDocument
from builder.flows.variables import Variable, say
from builder.models import FlowVersion
from relay.models import Submission

VERSION = "1"
CONSENT = "consent"


def write(
    submission: Submission,
    version: FlowVersion,
    document: FlowDocument,
    checked: Checked,
    files: Sequence[dict[str, Any]] = (),
) -> bytes:
    """Return the body of the delivery, the same bytes for every attempt and destination.

    Files stand at its end, each with its number as its `content`: `files.Contents` puts it there.
    """
    data = _data(submission, version, document, checked)
    if files:
        data["files"] = list(files)
    return _body("enquiry.received", submission.accepted_at, data)


def write_test(assistant: str, at: datetime) -> bytes:
    """Return the body of a test delivery: no enquiry, but signed like one."""
    return _body("destination.test", at, {"assistant": {"name": assistant}})


def encode(value: Any) -> bytes:
    """Return JSON as it travels; the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def decode(raw: bytes, pairs: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Any:
    """Return what JSON says. Raises ValueError for what not every reader takes alike.

    That is NaN, Infinity, and half of a surrogate pair.
    """
    value = json.loads(raw.decode(), object_pairs_hook=pairs, parse_constant=_refuse)
    if b"\\u" in raw:  # only an escape can hold half of a pair: the bytes were valid UTF-8
        json.dumps(value, ensure_ascii=False).encode()
    return value


def receipt_url(submission: Submission) -> str:
    """Return where the end user sees what became of the enquiry."""
    return f"{settings.PUBLIC_URL}/r/{submission.dashed_reference}"


def moment(at: datetime) -> str:
    """Return a time as ISO 8601 in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _body(kind: str, at: datetime, data: dict[str, Any]) -> bytes:
    return encode({"type": kind, "version": VERSION, "timestamp": moment(at), "data": data})


def _data(
    submission: Submission, version: FlowVersion, document: FlowDocument, checked: Checked
) -> dict[str, Any]:
    asked = [
        field
        for visited in checked.path.steps
        for field in visited.fields
        if field.key in checked.answers
    ]
    locale = submission.locale
    return {
        "reference": submission.dashed_reference,
        "mode": submission.mode,
        "test": submission.mode != FlowVersion.Mode.LIVE,
        "assistant": {"id": version.assistant.public_id, "name": version.assistant.name},
        "flow": {"id": str(version.pk), "number": version.number, "sha256": version.sha256},
        "locale": locale,
        "accepted_at": moment(submission.accepted_at),
        "answers": [_answer(field, checked.answers[field.key], locale) for field in asked],
        "values": {field.key: checked.answers[field.key] for field in asked},
        "consents": [_consent(field, locale) for field in asked if field.kind == CONSENT],
        "calculations": [
            _calculation(variable, checked.variables[variable.key], locale)
            for variable in document.variables
            if variable.key in checked.variables
        ],
        "variables": checked.variables,
        "receipt": receipt_url(submission),
    }


def _answer(field: Field, value: Any, locale: str) -> dict[str, Any]:
    return {
        "key": field.key,
        "kind": field.kind,
        "label": in_locale(field.label, locale),
        "value": value,
        "text": KINDS[field.kind].words(field, value, locale),
    }


def _calculation(variable: Variable, value: str, locale: str) -> dict[str, str]:
    return {
        "key": variable.key,
        "label": variable.label or variable.key,
        "value": value,
        "text": say(value, locale),
    }


def _consent(field: Field, locale: str) -> dict[str, str]:
    """Return exactly what was agreed to, and its hash, which proves that nobody reworded it."""
    text = KINDS[field.kind].words(field, True, locale)
    return {
        "key": field.key,
        "label": in_locale(field.label, locale),
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
