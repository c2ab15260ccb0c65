"""A message as the bytes that travel; its files are opened piece by piece while they do."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from functools import cached_property

from relay.files import File

# What every mail server takes: lines of ASCII. Whoever signs mails on their way finds them so.
POLICY = SMTP.clone(cte_type="7bit")
_LINE = 57  # bytes that make a line of 76 characters


class Letter:
    """A message and its files. Iterate for the bytes, the same ones every time.

    A message of files is several times as large as they are, and would be in memory whole
    more than once. So it is laid out with empty attachments, cut where their contents
    belong, and these are encoded as they are sent.
    """

    def __init__(self, message: EmailMessage, files: Sequence[File] = ()) -> None:
        self._message = message
        self._files = files
        for file in files:
            kind, _, subtype = file.type.partition("/")
            message.add_attachment(
                b"", maintype=kind, subtype=subtype, filename=one_line(file.name)
            )

    def __len__(self) -> int:
        """Return how many bytes iterating gives."""
        return sum(map(len, self._around)) + sum(_encoded(file.size) for file in self._files)

    def __iter__(self) -> Iterator[bytes]:
        """Give the bytes. Raises CannotOpenError."""
        first, *others = self._around
        yield first
        for file, after in zip(self._files, others, strict=True):
            yield from _lines(file.chunks())
            yield after

    @cached_property
    def _around(self) -> list[bytes]:
        """Return the message in parts; between any two of them belongs a file's content."""
        whole = self._message.as_bytes(policy=POLICY)
        if not self._files:
            return [whole]
        mark = b"--" + self._message.get_boundary().encode() + b"\r\n"  # type: ignore[union-attr]
        head, *parts = whole.rsplit(mark, len(self._files))
        around, before = [], head
        for part in parts:
            headers, _, after = part.partition(b"\r\n\r\n")
            around.append(before + mark + headers + b"\r\n\r\n")
            before = after
        return [*around, before]


def one_line(text: str) -> str:
    """Return a text as a header can hold it.

    No line ends, no control characters, none that turn the direction of what follows; and
    nothing that reads as an encoded word, which would be decoded into any of these.
    """
    words = "".join(c if c.isprintable() else " " for c in text).split()
    return " ".join(words).replace("=?", "= ?")


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Encode pieces as the lines of one base64 text."""
    rest = b""
    for piece in pieces:
        whole = rest + piece
        end = len(whole) - len(whole) % _LINE
        rest = whole[end:]
        yield _base64(whole[:end])
    yield _base64(rest)


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def _encoded(size: int) -> int:
    return 4 * -(-size // 3) + 2 * -(-size // _LINE)
