"""Read what a browser sent: JSON within limits, and nothing that could be read in two ways."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.parsers import BaseParser

from builder.embed.problems import Refused
from relay.intake import Incoming

MOST_DEEP = 4
MOST_MEMBERS = 2_000
_SUBMISSION_ID = re.compile(r"[A-Za-z0-9_-]{22,43}")
_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_LONGEST_LOCALE = 12
_MEMBERS = {"version", "submission_id", "locale", "answers"}


class LimitedJSONParser(BaseParser):
    """JSON as RFC 8259 has it, up to SUBMISSION_MAX_BYTES; refuses before reading more."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        most = settings.SUBMISSION_MAX_BYTES
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            raise Refused("too_large")
        raw = stream.read(most + 1)
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
        value = json.loads(raw.decode(), object_pairs_hook=whole, parse_constant=_refuse)
        if b"\\u" in raw:  # only an escape can hold half of a pair: the bytes were valid UTF-8
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Refused("malformed") from None
    if _is_deeper(value, MOST_DEEP):
        raise Refused("malformed")
    return value


def read_incoming(data: Any) -> Incoming:
    """Return what was sent, its shape checked. Raises Refused."""
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
    return Incoming(submission_id, _version(data["version"], locale), locale, data["answers"])


def _version(value: Any, locale: str) -> uuid.UUID:
    try:
        return uuid.UUID(value if isinstance(value, str) else "")
    except ValueError:
        raise Refused("malformed", locale=locale) from None


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _is_deeper(value: Any, levels: int) -> bool:
    if not isinstance(value, dict | list):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels <= 0 or any(_is_deeper(one, levels - 1) for one in inside)
