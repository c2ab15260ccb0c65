"""Read what a browser sent: JSON within limits, and nothing that could be read in two ways."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from builder.embed.problems import Refused
from relay import multipart, payload
from relay.intake import Incoming
from relay.multipart import Multipart
from relay.uploads import SealedFile

MOST_DEEP = 6
MOST_MEMBERS = 5_000
_SUBMISSION_ID = re.compile(r"[A-Za-z0-9_-]{22,43}")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_LONGEST_LOCALE = 12
_MEMBERS = {"version", "submission_id", "locale", "answers"}


def read_body(request: HttpRequest) -> Any:
    """Return what was sent as JSON, up to SUBMISSION_MAX_BYTES, or as Multipart; read no more."""
    most = settings.SUBMISSION_MAX_BYTES
    said = request.META.get("CONTENT_LENGTH") or ""
    length = int(said) if said.isdecimal() else 0
    if length and request.content_type != "application/json":
        if request.content_type != multipart.CONTENT_TYPE:
            raise Refused("not_json")
        return multipart.read_parts(request, length)
    if length > most:
        raise Refused("too_large")
    raw = request.read(most + 1)
    if len(raw) > most:
        raise Refused("too_large")
    return read_json(raw)


def read_json(raw: bytes) -> Any:
    """Return the value. Raises Refused for what is no JSON, or could mean two things.

    Refused: a key twice in an object, NaN and Infinity, half of a surrogate pair, more
    levels than an answer can have, more members than an enquiry can have.
    """
    members = 0

    def whole(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal members
        members += len(pairs)
        found = dict(pairs)
        if len(found) < len(pairs) or members > MOST_MEMBERS:
            raise ValueError("a repeated key, or too many")
        return found

    try:
        value = payload.decode(raw, whole)
    except (ValueError, RecursionError):
        raise Refused("malformed") from None
    if _is_deeper(value, MOST_DEEP):
        raise Refused("malformed")
    return value


@contextmanager
def read_incoming(sent: Any) -> Iterator[Incoming]:
    """Give what was sent, its shape checked; let go of files afterwards. Raises Refused."""
    if not isinstance(sent, Multipart):
        yield _read_incoming(sent, {})
        return
    try:
        yield _read_incoming(read_json(sent.json), sent.files)
    finally:
        sent.close()


def _read_incoming(data: Any, files: Mapping[str, SealedFile]) -> Incoming:
    if not isinstance(data, dict) or data.keys() != _MEMBERS:
        raise Refused("malformed")
    submission_id, locale = data["submission_id"], data["locale"]
    if not (isinstance(submission_id, str) and _SUBMISSION_ID.fullmatch(submission_id)):
        raise Refused("malformed")
    if not (isinstance(locale, str) and _LOCALE.fullmatch(locale)):
        raise Refused("malformed")
    if len(locale) > _LONGEST_LOCALE:
        raise Refused("malformed")
    if not isinstance(data["answers"], dict):
        raise Refused("malformed", locale=locale)
    version = _version(data["version"], locale)
    return Incoming(submission_id, version, locale, data["answers"], files)


def _version(value: Any, locale: str) -> uuid.UUID:
    try:
        return uuid.UUID(value if isinstance(value, str) else "")
    except ValueError:
        raise Refused("malformed", locale=locale) from None


def _is_deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels <= 0 or any(_is_deeper(one, levels - 1) for one in inside)
