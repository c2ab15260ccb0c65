"""Signed statements about what became of an enquiry: Ed25519 over canonical JSON (RFC 8785)."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from builder.models import FlowVersion
from relay.models import Delivery, Receipt, Submission
from relay.payload import moment
from relay.states import DeliveryState

FORMAT = "zenflow-receipt/1"
NOT_COVERED = (
    "the recipient's own copy",
    "what the recipient's systems pass on",
    "what a mail server does with a message after it took it",
)


def issue(submission: Submission, deliveries: Sequence[Delivery]) -> Receipt:
    """Return the signed, unsaved receipt of a submission that is being purged."""
    kid, seed = next(iter(settings.RECEIPT_KEYS.items()))
    body = _body(submission, deliveries, kid)
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(rfc8785.dumps(body))
    return Receipt(
        submission=submission,
        body=body,
        kid=kid,
        signature=signature,
        issued_at=submission.purged_at or submission.accepted_at,
    )


def as_json(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as it is handed out and verified."""
    return {"receipt": receipt.body, "signature": _text(bytes(receipt.signature))}


def public_keys() -> dict[str, list[dict[str, str]]]:
    """Return the keys that receipts are verified by, retired ones too, as a JWK set."""
    return {
        "keys": [
            {
                "kty": "OKP",
                "crv": "Ed25519",
                "use": "sig",
                "kid": kid,
                "x": _text(
                    Ed25519PrivateKey.from_private_bytes(seed)
                    .public_key()
                    .public_bytes(Encoding.Raw, PublicFormat.Raw)
                ),
            }
            for kid, seed in settings.RECEIPT_KEYS.items()
        ]
    }


def verify(document: Any, keys: Any) -> bool:
    """Tell whether a receipt, as `as_json` gives it, was signed by one of the public keys."""
    try:
        body = document["receipt"]
        known = {key["kid"]: _bytes(key["x"]) for key in keys["keys"]}
        public = Ed25519PublicKey.from_public_bytes(known[body["kid"]])
        public.verify(_bytes(document["signature"]), rfc8785.dumps(body))
    except (InvalidSignature, KeyError, TypeError, ValueError, rfc8785.CanonicalizationError):
        return False
    return True


def _body(submission: Submission, deliveries: Sequence[Delivery], kid: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "kid": kid,
        "reference": submission.dashed_reference,
        "recipient": submission.tenant.legal_name,
        "flow": {
            "id": str(submission.version_id),
            "number": submission.version.number,
            "sha256": submission.version.sha256,
        },
        "outcome": _outcome(submission, deliveries),
        "accepted_at": moment(submission.accepted_at),
        "purged_at": moment(submission.purged_at) if submission.purged_at else None,
        "deliveries": [
            {
                "id": str(one.pk),
                "by": one.destination.channel if one.destination else None,
                "outcome": one.state,
                "at": moment(one.settled_at) if one.settled_at else None,
                "attempts": one.attempt_count,
            }
            for one in deliveries
        ],
        "not_covered": list(NOT_COVERED),
    }


def _outcome(submission: Submission, deliveries: Sequence[Delivery]) -> str:
    """Say what became of it; a test that nobody wanted was judged, and that was all."""
    if not deliveries and submission.mode == FlowVersion.Mode.PREVIEW:
        return "test"
    delivered = all(one.state == DeliveryState.DELIVERED for one in deliveries)
    return "delivered" if delivered else "not_delivered"


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
