"""Standard Webhooks: how a receiver knows that it was us, and tells repeats."""

from __future__ import annotations

import base64
import secrets
import uuid
from datetime import datetime

from standardwebhooks.webhooks import Webhook

PREFIX = "whsec_"


def make_secret() -> str:
    """Return a fresh signing secret in the form that Standard Webhooks' libraries read."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def webhook_id(delivery_id: uuid.UUID) -> str:
    """Return the id that stays the same however often a delivery is tried."""
    return f"dlv_{delivery_id.hex}"


def headers(secret: str, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return the three headers of a signed message."""
    signature = Webhook(secret).sign(message_id, at, body.decode())
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }
