"""Standard Webhooks: how a receiver knows that it was us, and tells repeats."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime

PREFIX = "whsec_"


def make_secret() -> str:
    """Return a fresh signing secret in the form that Standard Webhooks' libraries read."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def webhook_id(delivery_id: uuid.UUID) -> str:
    """Return the id that stays the same however often a delivery is tried."""
    return f"dlv_{delivery_id.hex}"


def headers(secret: str, message_id: str, at: datetime, body: Iterable[bytes]) -> dict[str, str]:
    """Return the three headers of a signed message, whose body is given piece by piece.

    The library of Standard Webhooks would want it whole: with files that is most of a hundred
    megabytes.
    """
    timestamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signer = hmac.new(key, f"{message_id}.{timestamp}.".encode(), hashlib.sha256)
    for piece in body:
        signer.update(piece)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{base64.b64encode(signer.digest()).decode()}",
    }
