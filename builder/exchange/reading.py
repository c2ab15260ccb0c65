"""Read a file that somebody brings, and trust nothing in it."""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as BadBase64
from datetime import datetime
from typing import IO, Any, NoReturn
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from builder.availability import LONGEST_CLOSED, is_sensible
from builder.exchange.parcel import FORMAT, VERSION, Availability, Parcel
from builder.flows.document import DocumentError, FlowDocument
from builder.flows.lint import time_zones
from builder.flows.shape import expect_shape
from builder.naming import clean_name
from builder.staleness import StaleMark

MOST_BYTES = 25 * 1024 * 1024
# Without the pictures: more than the longest flow that can be published, in seven languages.
MOST_WRITTEN = 5 * 1024 * 1024
MOST_PICTURES = 500
MOST_CAP = 1_000_000_000
_KEYS = {"format", "version", "name", "document", "availability", "stale", "pictures"}


class NotImportable(Exception):  # noqa: N818 - reads as what it says where it is caught
    """A file that is not taken; the text is a sentence for whoever brought it."""


def read(upload: IO[bytes]) -> Parcel:
    """Read a file. Raises NotImportable; nothing is saved, and no picture decoded, before.

    1. Size first, then whether it is JSON at all, then each part: its type, its bounds.
    2. Depth is judged before anything recurses; what Python's own reader can't follow is
       refused like everything else that is no JSON.
    3. Text that no database takes (a lone half of a pair, NUL) is refused as a whole.
    """
    content = _parse(upload.read(MOST_BYTES + 1))
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NotImportable(_("This is no file of an assistant."))
    if content.get("version") != VERSION:
        raise NotImportable(_("The file was written by a newer version and can't be read here."))
    if unknown := content.keys() - _KEYS:
        _refuse(min(unknown)[:40])
    return Parcel(
        name=_name(content.get("name")),
        document=_document(content.get("document")),
        availability=_availability(content.get("availability", {})),
        stale=_stale(content.get("stale", [])),
        pictures=_pictures(content.get("pictures", {})),
    )


def _refuse(place: str) -> NoReturn:
    raise NotImportable(
        _("The file can't be imported: something is wrong at %(place)s.") % {"place": place}
    )


def _parse(raw: bytes) -> Any:
    if len(raw) > MOST_BYTES:
        size = {"most": MOST_BYTES // 1024**2}
        raise NotImportable(_("The file is too large: at most %(most)s MB.") % size)
    try:
        content = json.loads(raw, parse_constant=_no_number)
        written = {k: v for k, v in content.items() if k != "pictures"} if content else {}
        text = json.dumps(written, ensure_ascii=False).encode()
    except (ValueError, RecursionError, AttributeError):
        raise NotImportable(_("This is no file of an assistant.")) from None
    if len(text) > MOST_WRITTEN or b"\\u0000" in text:
        raise NotImportable(_("The file holds more than an assistant can, or other than text."))
    return content


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _name(name: Any) -> str:
    try:
        return clean_name(name)
    except (AttributeError, ValidationError):
        _refuse("name")


def _document(data: Any) -> FlowDocument:
    try:
        expect_shape(data)
        document = FlowDocument.from_json(data)
    except DocumentError as error:
        _refuse(str(error).split(":")[0][:120])
    except RecursionError:
        _refuse("document")
    if document.time_zone not in time_zones():
        _refuse("document.time_zone")
    return document


def _availability(data: Any) -> Availability:
    place = "availability"
    known = {"opens_at", "closes_at", "cap", "closed_text"}
    if not isinstance(data, dict) or data.keys() - known:
        _refuse(place)
    cap, texts = data.get("cap"), data.get("closed_text", {})
    if cap is not None and not (type(cap) is int and 0 < cap <= MOST_CAP):
        _refuse(f"{place}.cap")
    if not isinstance(texts, dict) or len(texts) > 50 or not all(map(_closed, texts.items())):  # noqa: PLR2004
        _refuse(f"{place}.closed_text")
    opens, closes = (
        _moment(data.get(name), f"{place}.{name}") for name in ("opens_at", "closes_at")
    )
    if opens and closes and closes <= opens:
        _refuse(f"{place}.closes_at")
    return Availability(opens, closes, cap, texts)


def _closed(text: tuple[Any, Any]) -> bool:
    locale, words = text
    return len(locale) <= 12 and isinstance(words, str) and len(words) <= LONGEST_CLOSED  # noqa: PLR2004


def _moment(value: Any, place: str) -> datetime | None:
    if value is None:
        return None
    try:
        at = parse_datetime(value)
    except (TypeError, ValueError):
        at = None
    if at is None or not is_aware(at) or not is_sensible(at):
        _refuse(place)
    return at


def _stale(data: Any) -> tuple[StaleMark, ...]:
    try:
        found = tuple(StaleMark(**one) for one in data)
        # Whatever is no UUID, or no text, says so here.
        [(UUID(one.of or "0" * 32), one.slot + one.locale) for one in found]
    except (TypeError, ValueError, AttributeError):
        _refuse("stale")
    return found


def _pictures(data: Any) -> dict[str, bytes]:
    if not isinstance(data, dict) or len(data) > MOST_PICTURES:
        _refuse("pictures")
    try:
        return {name: b64decode(one, validate=True) for name, one in data.items()}
    except (TypeError, ValueError, BadBase64):
        _refuse("pictures")
