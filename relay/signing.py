"""Standard Webhooks: how a receiver knows that it was us, and tells repeats."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

PREFIX = "whsec_"
_OF = "dlv_"


def make_secret() -> str:
    """Return a fresh signing secret in the form that Standard Webhooks' libraries read."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def webhook_id(delivery_id: uuid.UUID) -> str:
    """Return the id that stays the same however often a delivery is tried."""
    return f"{_OF}{delivery_id.hex}"


def delivery_of(message_id: str) -> uuid.UUID | None:
    """Return the delivery that an id was made for; None for tests and other messages."""
    return uuid.UUID(message_id[len(_OF) :]) if message_id.startswith(_OF) else None


def headers(
    keys: Sequence[str], message_id: str, at: datetime, body: Iterable[bytes]
) -> dict[str, str]:
    """Return the three headers of a message that is signed with each of the secrets."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": _seconds(at),
        "webhook-signature": signatures(keys, message_id, at, body),
    }


def signatures(keys: Sequence[str], message_id: str, at: datetime, body: Iterable[bytes]) -> str:
    """Return a signature by each of the secrets.

    The body is given piece by piece. The library of Standard Webhooks would want it whole: with files that is most of a hundred
    megabytes.
    """
    head = f"{message_id}.{_seconds(at)}.".encode()
    signers = [hmac.new(_key(one), head, hashlib.sha256) for one in keys]
    for piece in body:
        for signer in signers:
            signer.update(piece)
    return " ".join(f"v1,{base64.b64encode(signer.digest()).decode()}" for signer in signers)


def _seconds(at: datetime) -> str:
    return str(int(at.timestamp()))


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix(PREFIX))
