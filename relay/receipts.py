"""Signed statements about what became of an enquiry: Ed25519 over canonical JSON (RFC 8785)."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime
from functools import cache
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
DESTRUCTION_FORMAT = "zenflow-receipt-destruction/1"
LOST = "lost"
# It may have arrived: nobody confirmed it, and what it was tried with is gone.
UNKNOWN = "unknown"
NOT_COVERED = (
    "the recipient's own copy",
    "what the recipient's systems pass on",
    "what a mail server does with a message after it took it",
)


def issue(submission: Submission, deliveries: Sequence[Delivery], outcome: str = "") -> Receipt:
    """Return the signed, unsaved receipt of a submission that is being purged.

    Without an outcome it says how the deliveries ended.
    """
    said = outcome or _outcome(submission, deliveries)
    body, signature = _sign(_body(submission, deliveries, said))
    return Receipt(
        submission=submission,
        body=body,
        kid=body["kid"],
        signature=signature,
        issued_at=submission.purged_at or submission.accepted_at,
    )


def testify(receipt: Receipt, at: datetime) -> dict[str, Any]:
    """Return the signed second line of a receipt: no key that opened the contents is left.

    It names the first line by its signature, so that it belongs to no other receipt.
    """
    statement, signature = _sign(
        {
            "format": DESTRUCTION_FORMAT,
            "reference": receipt.body["reference"],
            "receipt": _text(bytes(receipt.signature)),
            "keys_destroyed_at": moment(at),
        }
    )
    return {"statement": statement, "signature": _text(signature)}


def as_json(receipt: Receipt) -> dict[str, Any]:
    """Return a receipt as it is handed out and verified."""
    said = {"receipt": receipt.body, "signature": _text(bytes(receipt.signature))}
    return {**said, "destruction": receipt.destruction} if receipt.destruction else said


def public_keys() -> dict[str, list[dict[str, str]]]:
    """Return the keys that receipts are verified by, retired ones too, as a JWK set."""
    known = {kid: public_half(seed) for kid, seed in settings.RECEIPT_KEYS.items()}
    retired = settings.RETIRED_RECEIPT_KEYS.items()
    known |= {kid: public for kid, public in retired if kid not in known}
    return {
        "keys": [
            {"kty": "OKP", "crv": "Ed25519", "use": "sig", "kid": kid, "x": _text(public)}
            for kid, public in known.items()
        ]
    }


def public_half(seed: bytes) -> bytes:
    """Return what verifies what a seed signs."""
    key = Ed25519PrivateKey.from_private_bytes(seed).public_key()
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def verify(document: Any, keys: Any) -> bool:
    """Tell whether a receipt, as `as_json` gives it, was signed by one of the public keys.

    Where it has a second line, that must be signed too, and must be this receipt's.
    """
    try:
        known = {key["kid"]: _bytes(key["x"]) for key in keys["keys"]}
        _verify(document["receipt"], document["signature"], known)
        if "destruction" not in document:
            return True
        line = document["destruction"]
        _verify(line["statement"], line["signature"], known)
        said, first = line["statement"], document["receipt"]
        return bool(
            said["format"] == DESTRUCTION_FORMAT
            and said["receipt"] == document["signature"]
            and said["reference"] == first["reference"]
        )
    except (InvalidSignature, KeyError, TypeError, ValueError, rfc8785.CanonicalizationError):
        return False


def _sign(body: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Return the body with the id of the newest key in it, and what that key signs it with."""
    kid, seed = next(iter(settings.RECEIPT_KEYS.items()))
    signed = {**body, "kid": kid}
    return signed, _key(seed).sign(rfc8785.dumps(signed))


@cache
def _key(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)


def _verify(body: Any, signature: str, known: dict[str, bytes]) -> None:
    public = Ed25519PublicKey.from_public_bytes(known[body["kid"]])
    public.verify(_bytes(signature), rfc8785.dumps(body))


def _body(submission: Submission, deliveries: Sequence[Delivery], outcome: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "reference": submission.dashed_reference,
        "recipient": submission.tenant.legal_name,
        "flow": {
            "id": str(submission.version_id),
            "number": submission.version.number,
            "sha256": submission.version.sha256,
        },
        "outcome": outcome,
        "accepted_at": moment(submission.accepted_at),
        "purged_at": moment(submission.purged_at) if submission.purged_at else None,
        "deliveries": [
            {
                "id": str(one.pk),
                "by": one.destination.channel if one.destination else None,
                "outcome": UNKNOWN if may_have_arrived([one]) else one.state,
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
    if may_have_arrived(deliveries):
        return UNKNOWN
    delivered = all(one.state == DeliveryState.DELIVERED for one in deliveries)
    return "delivered" if delivered else "not_delivered"


def may_have_arrived(deliveries: Sequence[Delivery]) -> bool:
    """Tell whether something ended undelivered, and nothing of it surely did not arrive."""
    dead = [one for one in deliveries if one.state == DeliveryState.DEAD]
    return bool(dead) and all(one.uncertain for one in dead)


def signature_of(document: dict[str, Any]) -> bytes:
    """Return the signature of a receipt's first line, as it is handed out."""
    return _bytes(document["signature"])


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
