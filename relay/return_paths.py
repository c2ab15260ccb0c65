"""The address that a mail comes back to: it names the delivery, and nobody can make one up.

Nothing in it tells whose mail it was: an id, and a keyed code over it.
"""

from __future__ import annotations

import base64
import re
import uuid

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "zenflow/return-path/1"
_ID, _CODE = 16, 10  # bytes
_TOKEN = re.compile(r"\+([a-z2-7]{42})@", re.IGNORECASE | re.ASCII)


def make(delivery_id: uuid.UUID) -> str:
    """Return the sender that a mail server reports to; BOUNCE_ADDRESS must be set."""
    local, _, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    return f"{local}+{_text(delivery_id.bytes)}{_text(_code(delivery_id))}@{domain}"


def find(addresses: str) -> uuid.UUID | None:
    """Return the delivery that one of the addresses in a text names; None if none does."""
    for token in _TOKEN.findall(addresses):
        raw = token.upper()
        delivery_id = uuid.UUID(bytes=base64.b32decode(raw[:26] + "======"))
        if constant_time_compare(raw[26:].lower(), _text(_code(delivery_id))):
            return delivery_id
    return None


def _code(delivery_id: uuid.UUID) -> bytes:
    return salted_hmac(_SALT, delivery_id.bytes, algorithm="sha256").digest()[:_CODE]


def _text(raw: bytes) -> str:
    """Write bytes so that no mail server changes them: many don't tell capitals apart."""
    return base64.b32encode(raw).decode().rstrip("=").lower()
