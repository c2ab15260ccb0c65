"""The contents of an enquiry as a channel gets them: a document, and files that open piece by piece.

    for file in contents.files:
        file.name, file.type, file.size      # the type is judged by what is in the file
        for piece in file.chunks(): ...      # a mebibyte in clear at a time

`contents.document` is the JSON that payload.schema.json describes, without the files' `content`.
Iterating over `contents` gives that JSON's bytes, each `content` in base64, and `len(contents)`
their number. Nobody ever holds a whole file in memory.
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from relay import chunks, vault
from relay.models import HeldFile, HeldPayload, Submission
from relay.payload import decode, encode
from relay.sealing import Box, CannotOpenError

_TOLD = ("id", "field", "name", "type", "size", "sha256")


@dataclasses.dataclass(frozen=True, slots=True)
class File:
    """One file of an enquiry; its name holds no path and no control characters."""

    id: str
    field: str
    name: str
    type: str
    size: int
    sha256: str
    _number: int = dataclasses.field(repr=False)
    _held: HeldPayload = dataclasses.field(repr=False)
    _key: bytes = dataclasses.field(repr=False)

    def chunks(self) -> Iterator[bytes]:
        """Open the file piece by piece. Raises CannotOpenError."""
        submission_id, last = self._held.submission_id, chunks.count(self.size) - 1
        rows = HeldFile.objects.filter(submission=submission_id, number=self._number)
        for at in range(last + 1):
            row = rows.filter(chunk=at).first()
            if row is None:
                raise CannotOpenError
            purpose = chunks.purpose(submission_id, self._number, at, is_last=at == last)
            yield chunks.uncover(self._key, Box(row.nonce, row.ciphertext), purpose)


class Contents:
    """What is handed over. Iterate for the bytes of the JSON, files and all."""

    def __init__(self, body: bytes, held: HeldPayload | None = None) -> None:
        """Take the document as it was sealed: each file's `content` is its number."""
        self._body = body
        self._held = held

    @cached_property
    def document(self) -> dict[str, Any]:
        """Return the JSON; of files what they are, and not what is in them. Raises CannotOpenError."""
        if not self._entries:
            return self._whole
        told = [{name: entry[name] for name in _TOLD} for entry in self._entries]
        return {**self._whole, "data": {**self._whole["data"], "files": told}}

    @cached_property
    def files(self) -> list[File]:
        """Return the files in the order in which they were sent. Raises CannotOpenError."""
        if not self._entries or self._held is None:
            return []
        key = vault.open_key(self._held)
        return [
            File(
                **{name: entry[name] for name in _TOLD},
                _number=entry["content"],
                _held=self._held,
                _key=key,
            )
            for entry in self._entries
        ]

    def __len__(self) -> int:
        """Return how many bytes iterating gives."""
        encoded: int = sum(4 * -(-entry["size"] // 3) for entry in self._entries)
        return encoded + sum(map(len, self._around()))

    def __iter__(self) -> Iterator[bytes]:
        """Give the JSON's bytes, the same ones every time. Raises CannotOpenError."""
        first, *others = self._around()
        yield first
        for file, after in zip(self.files, others, strict=True):
            yield from map(base64.b64encode, file.chunks())
            yield after

    @cached_property
    def _whole(self) -> dict[str, Any]:
        try:
            whole: dict[str, Any] = decode(self._body)
        except ValueError:
            raise CannotOpenError from None
        return whole

    @property
    def _entries(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self._whole["data"].get("files", [])
        return entries

    def _around(self) -> list[bytes]:
        """Return the body in parts; between any two of them belongs a file's content."""
        if not self._entries:
            return [self._body]
        parts = [self._body.removesuffix(encode(self._entries) + b"}}") + b"["]
        for entry in self._entries:
            parts[-1] += encode(entry).removesuffix(f"{entry['content']}}}".encode()) + b'"'
            parts.append(b'"},')
        parts[-1] = b'"}]}}'
        return parts


def open_contents(held: HeldPayload, submission: Submission) -> Contents:
    """Return what is held of a submission. Raises CannotOpenError.

    What no receiver could read counts as what can't be opened: it is found out here, before
    anything is sent.
    """
    contents = Contents(vault.open_payload(held, submission), held)
    _ = contents.document
    return contents
