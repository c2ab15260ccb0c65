"""Seal and open: the contents of submissions, and the settings of destinations."""

from __future__ import annotations

import hashlib
import hmac
import json
import uuid
from dataclasses import dataclass
from typing import Any

from relay import epochs, sealing
from relay.epochs import Epoch
from relay.models import Destination, HeldPayload, Submission
from relay.sealing import Box, CannotOpenError, KeyMissingError

__all__ = [
    "CannotOpenError",
    "KeyMissingError",
    "Sealed",
    "open_config",
    "open_key",
    "open_payload",
    "seal",
    "seal_config",
    "wrap_anew",
]


@dataclass(frozen=True, slots=True)
class Sealed:
    """What HeldPayload holds: contents under their own key, and that key under the epoch's."""

    epoch: Epoch
    wrapped_key: Box
    contents: Box
    size: int
    fingerprint: bytes

    def as_row(self, submission: Submission) -> HeldPayload:
        """Return the row that holds it."""
        return HeldPayload(
            submission_id=submission.pk,
            tenant_id=submission.tenant_id,
            epoch_id=self.epoch.id,
            key_nonce=self.wrapped_key.nonce,
            wrapped_key=self.wrapped_key.ciphertext,
            nonce=self.contents.nonce,
            ciphertext=self.contents.ciphertext,
            fingerprint=self.fingerprint,
        )


def seal(
    plaintext: bytes, submission: Submission, epoch: Epoch, *, sent: bytes, key: bytes | None = None
) -> Sealed:
    """Seal the contents of a submission under a key of its own.

    1. The contents are bound to tenant, submission and version; their key to submission
       and epoch: nothing can be moved to another row and opened there.
    2. `sent` is what the browser sent, in canonical form. Its fingerprint is keyed by the
       same data key, so that it tells nothing to whom the key is gone: neither in this
       database nor in a backup of it can answers be guessed and compared.
    3. Files came sealed under a key that was made for them: then `key` is that one.
    """
    key = key or sealing.make_key()
    padded = sealing.pad(plaintext)
    return Sealed(
        epoch=epoch,
        wrapped_key=sealing.close(epoch.key, key, _key_purpose(submission.pk, epoch.id)),
        contents=sealing.close(key, padded, _purpose(submission)),
        size=len(padded),
        fingerprint=_fingerprint(key, sent),
    )


def open_payload(held: HeldPayload, submission: Submission) -> bytes:
    """Return the contents. Raises CannotOpenError."""
    contents = Box(held.nonce, held.ciphertext)
    return sealing.unpad(sealing.uncover(open_key(held), contents, _purpose(submission)))


def open_key(held: HeldPayload) -> bytes:
    """Return the key that a submission's payload and files are sealed under. Raises CannotOpenError."""
    wrapped = Box(held.key_nonce, held.wrapped_key)
    purpose = _key_purpose(held.submission_id, held.epoch_id)
    return sealing.uncover(epochs.key_of(held.epoch_id), wrapped, purpose)


def wrap_anew(held: HeldPayload, epoch: Epoch) -> Box:
    """Return the submission's own key under another epoch's. Raises CannotOpenError."""
    return sealing.close(epoch.key, open_key(held), _key_purpose(held.submission_id, epoch.id))


def is_same(held: HeldPayload, sent: bytes) -> bool:
    """Tell whether the browser sent this before. Raises CannotOpenError."""
    return hmac.compare_digest(_fingerprint(open_key(held), sent), bytes(held.fingerprint))


def seal_config(destination: Destination, config: dict[str, Any]) -> bytes:
    """Return a destination's settings sealed by the newest master key, bound to tenant and row."""
    kid, box = sealing.wrap_by_master(json.dumps(config).encode(), _config_purpose(destination))
    return b"".join([bytes([len(kid)]), kid.encode(), bytes(box.nonce), bytes(box.ciphertext)])


def open_config(destination: Destination) -> dict[str, Any]:
    """Return a destination's settings. Raises CannotOpenError."""
    blob = bytes(destination.sealed_config)
    at = 1 + (blob[0] if blob else 0)
    kid, nonce = blob[1:at].decode("ascii", "replace"), blob[at : at + sealing.NONCE_BYTES]
    box = Box(nonce, blob[at + sealing.NONCE_BYTES :])
    opened = sealing.unwrap_by_master(kid, box, _config_purpose(destination))
    config: dict[str, Any] = json.loads(opened)
    return config


def config_kid(destination: Destination) -> str:
    """Return the id of the master key that a destination's settings are sealed by."""
    blob = bytes(destination.sealed_config)
    return blob[1 : 1 + blob[0]].decode("ascii", "replace") if blob else ""


def _fingerprint(key: bytes, sent: bytes) -> bytes:
    # Keyed BLAKE2 with a purpose of its own: one call, and no other use of the key meets it.
    return hashlib.blake2b(sent, key=key, person=b"zf-fingerprint", digest_size=32).digest()


def _purpose(submission: Submission) -> bytes:
    ids = (submission.tenant_id, submission.pk, submission.version_id)
    return sealing.bound_to("zenflow/payload/1", *ids)


def _key_purpose(submission_id: uuid.UUID, epoch_id: uuid.UUID) -> bytes:
    return sealing.bound_to("zenflow/data-key/1", submission_id, epoch_id)


def _config_purpose(destination: Destination) -> bytes:
    return sealing.bound_to("zenflow/destination/1", destination.tenant_id, destination.pk)
