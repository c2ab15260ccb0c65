"""Take files in: each is sealed while it arrives, and what lies on a disk is ciphertext alone.

docs/decisions/0011 says why Django's own handlers are not used, for pictures in the admin either.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import uuid
import weakref
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from relay import chunks, sealing
from relay.sealing import Box

MB = 2**20


class RefusedFileError(SuspiciousOperation):
    """A file is beyond the limits: nothing of it was kept, and nobody may take it for empty."""


class Upload:
    """The files of one request, sealed under the key of the submission that they may become."""

    def __init__(self) -> None:
        self.submission_id = uuid.uuid4()
        self.key = sealing.make_key()
        self.size = 0
        self.count = 0

    def begin(self) -> Spool:
        """Begin the next file."""
        self.count += 1
        return Spool(self, self.count - 1)


class Spool:
    """A file as it was taken in: its last piece in memory, all others sealed in a temporary file.

    The file on disk has no name where the system can do that (Linux), and loses it at once
    elsewhere: when this process dies, however it does, nothing is left, and what could be read
    until then is ciphertext whose key is nowhere but here.
    """

    _SEALED = sealing.NONCE_BYTES + chunks.SIZE + sealing.LENGTH_BYTES + sealing.TAG_BYTES

    def __init__(self, upload: Upload, number: int) -> None:
        self.upload, self.number = upload, number
        self.size = 0
        self.problem = ""
        self._rest = bytearray()
        self._digest = hashlib.sha256()
        self._disk: Any = None
        self._closing: weakref.finalize[..., Any] | None = None

    def write(self, data: bytes) -> None:
        """Take what arrived. What is beyond the limits is counted and let go."""
        self.size += len(data)
        self.upload.size += len(data)
        if self.size > settings.SUBMISSION_FILE_MAX_MB * MB:
            self._refuse("file_too_large")
        elif self.upload.size > settings.SUBMISSION_FILES_MAX_MB * MB:
            self._refuse("files_too_large")
        if self.problem:
            return
        self._digest.update(data)
        self._rest += data
        while len(self._rest) > chunks.SIZE:
            self._put(bytes(self._rest[: chunks.SIZE]), is_last=False)
            del self._rest[: chunks.SIZE]

    def finish(self) -> None:
        """Seal the last piece."""
        if self.size and not self.problem:
            self._put(bytes(self._rest), is_last=True)
        self._rest.clear()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def boxes(self) -> Iterator[Box]:
        """Give the sealed pieces in order, each to be opened by the place it has."""
        for at in range(self.count):
            yield self._box(at)

    @property
    def count(self) -> int:
        """Return how many pieces there are. Raises RefusedFileError."""
        if self.problem:
            raise RefusedFileError(self.problem)
        return chunks.count(self.size)

    def open(self, at: int) -> bytes:
        """Return a piece in clear."""
        return chunks.uncover(self.upload.key, self._box(at), self._purpose(at, self.count - 1))

    def close(self) -> None:
        """Let the ciphertext go."""
        self._rest.clear()
        if self._closing is not None:
            self._closing()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        if self._disk is None:
            folder = settings.VAR_DIR / "uploads"
            folder.mkdir(mode=0o700, exist_ok=True)
            self._disk = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115
            self._closing = weakref.finalize(self, self._disk.close)
        at = self._disk.tell() // self._SEALED
        purpose = self._purpose(at, at if is_last else -1)
        box = chunks.close(self.upload.key, piece, purpose)
        sealed = memoryview(bytes(box.nonce) + bytes(box.ciphertext))
        while sealed:
            sealed = sealed[self._disk.write(sealed) :]

    def _box(self, at: int) -> Box:
        self._disk.seek(at * self._SEALED)
        sealed = self._disk.read(self._SEALED)
        return Box(sealed[: sealing.NONCE_BYTES], sealed[sealing.NONCE_BYTES :])

    def _purpose(self, at: int, last: int) -> bytes:
        place = (self.upload.submission_id, self.number, at)
        return chunks.purpose(*place, is_last=at == last)

    def _refuse(self, problem: str) -> None:
        self.problem = problem
        self.close()


class _Reader(io.RawIOBase):
    """Reads a spool in clear, with one piece of it in memory."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._at = 0
        self._piece = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._spool.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        number, offset = divmod(self._at, chunks.SIZE)
        if number >= self._spool.count:
            return 0
        if self._piece[0] != number:
            self._piece = (number, self._spool.open(number))
        found = self._piece[1][offset : offset + len(buffer)]
        buffer[: len(found)] = found
        self._at += len(found)
        return len(found)


class SealedFile(UploadedFile):  # type: ignore[type-arg]
    """What Django's forms and our intake get: reads like any file."""

    def __init__(self, spool: Spool, name: str, content_type: str) -> None:
        reader: Any = io.BufferedReader(_Reader(spool))
        super().__init__(reader, name, content_type, spool.size)
        self.spool = spool

    def close(self) -> None:
        """Let go of the contents; Django does so at the end of the request."""
        super().close()
        self.spool.close()


class SealingHandler(FileUploadHandler):
    """The only upload handler: Django's write what is larger than 2.5 MB to a disk in clear."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.upload = Upload()
        self.spool: Spool | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.spool = self.upload.begin()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        assert self.spool is not None  # noqa: S101
        self.spool.write(raw_data)

    def file_complete(self, file_size: int) -> SealedFile | None:
        assert self.spool is not None  # noqa: S101
        self.spool.finish()
        file = SealedFile(self.spool, self.file_name or "", self.content_type or "")
        self.spool = None
        return file

    def upload_interrupted(self) -> None:
        self.close()

    def close(self) -> None:
        """Let go of a file that was being taken in."""
        if self.spool is not None:
            self.spool.close()
            self.spool = None
