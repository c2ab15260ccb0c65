"""AES-256-GCM as all of relay uses it: a fresh nonce each time, bound to what it belongs to."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
SMALLEST_BUCKET = 1024
LENGTH_BYTES = 4


class CannotOpenError(Exception):
    """What was sealed can't be opened: it was changed, or its key isn't here."""


class KeyMissingError(CannotOpenError):
    """A key isn't where it should be; it may come back, unlike what was changed."""


@dataclass(frozen=True, slots=True)
class Box:
    """A ciphertext and its nonce."""

    nonce: bytes | memoryview
    ciphertext: bytes | memoryview


def make_key() -> bytes:
    """Return a random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def close(key: bytes, plaintext: bytes, bound_to: bytes) -> Box:
    """Encrypt, and bind the ciphertext to what it belongs to."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return Box(nonce, AESGCM(key).encrypt(nonce, plaintext, bound_to))


def uncover(key: bytes, box: Box, bound_to: bytes) -> bytes:
    """Decrypt. Raises CannotOpenError if anything differs from what was closed."""
    try:
        return AESGCM(key).decrypt(bytes(box.nonce), bytes(box.ciphertext), bound_to)
    except (InvalidTag, ValueError) as error:
        raise CannotOpenError from error


def bound_to(purpose: str, *ids: uuid.UUID | str) -> bytes:
    """Return what a ciphertext is bound to: a purpose with a version, and ids, unambiguously."""
    return "|".join([purpose, *(str(part) for part in ids)]).encode()


def bucket(size: int) -> int:
    """Return the padded size: a power of two, so that a length tells little of the contents."""
    return max(SMALLEST_BUCKET, 1 << (size + LENGTH_BYTES - 1).bit_length())


def pad(plaintext: bytes) -> bytes:
    """Fill up to the bucket's size, with the true length in front."""
    framed = len(plaintext).to_bytes(LENGTH_BYTES, "big") + plaintext
    return framed.ljust(bucket(len(plaintext)), b"\0")


def unpad(padded: bytes) -> bytes:
    """Return what was padded. Raises CannotOpenError if the length can't be true."""
    size = int.from_bytes(padded[:LENGTH_BYTES], "big")
    if size > len(padded) - LENGTH_BYTES:
        raise CannotOpenError
    return padded[LENGTH_BYTES : LENGTH_BYTES + size]


def wrap_by_master(plaintext: bytes, purpose: bytes) -> tuple[str, Box]:
    """Encrypt by the newest master key; return its id too, since keys rotate."""
    kid, key = next(iter(settings.MASTER_KEYS.items()))
    return kid, close(key, plaintext, purpose)


def unwrap_by_master(kid: str, box: Box, purpose: bytes) -> bytes:
    """Decrypt by the master key of that id. Raises KeyMissingError if it isn't in the list."""
    key = settings.MASTER_KEYS.get(kid)
    if key is None:
        raise KeyMissingError
    return uncover(key, box, purpose)
