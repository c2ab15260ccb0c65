"""A file in sealed pieces: each is bound to its submission, its file, its place and whether it ends it."""

from __future__ import annotations

import uuid

from relay import sealing
from relay.sealing import Box, CannotOpenError

__all__ = ["SIZE", "CannotOpenError", "close", "count", "purpose", "uncover"]

# What is sealed at a time. With its length in front it fills a mebibyte, and it is a multiple of
# three, so that base64 of the pieces is base64 of the whole.
SIZE = 2**20 - sealing.LENGTH_BYTES
assert SIZE % 3 == 0  # noqa: S101


def count(size: int) -> int:
    """Return how many pieces a file of that size has."""
    return -(-size // SIZE)


def close(key: bytes, plaintext: bytes, purpose: bytes) -> Box:
    """Seal a piece; one that doesn't fill its mebibyte is padded, so that sizes tell little."""
    return sealing.close(key, sealing.pad(plaintext), purpose)


def uncover(key: bytes, box: Box, purpose: bytes) -> bytes:
    """Open a piece. Raises CannotOpenError."""
    return sealing.unpad(sealing.uncover(key, box, purpose))


def purpose(submission_id: uuid.UUID, number: int, chunk: int, *, is_last: bool) -> bytes:
    """Return what a piece is bound to: nothing can be moved, left out, repeated or cut off."""
    place = (str(number), str(chunk), "last" if is_last else "more")
    return sealing.bound_to("zenflow/file/1", submission_id, *place)
