"""Read what mail servers report of mails that came back (RFC 3464), written by whoever likes to."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from relay import return_paths

# The report stands in front of what is sent back; more is not read.
MOST_READ = 2**18
_MOST_NESTED, _MOST_FAILURES = 20, 50
# Where servers say whom a report was delivered to; it is the sender of the mail that came back.
_ADDRESSED = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
_STATUS = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")
_PERMANENT = "5"


@dataclass(frozen=True, slots=True)
class Failure:
    """An address that a mail did not reach, and the code that says why; empty if none does."""

    address: str
    status: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a server says of a delivery; no failures: it is late, was read, or is no report."""

    delivery_id: uuid.UUID
    failures: tuple[Failure, ...]


def read(raw: bytes) -> Report | None:
    """Return what a message reports; None for what is not about a mail of ours.

    1. Only the return path counts: it carries a keyed code, which nothing else in a mail has.
    2. `Action: failed` decides, or without it a status of 5: what is only late comes or fails yet.
    3. Of what servers say nothing is kept but numbers. The addresses are compared, no more.
    """
    raw = raw[:MOST_READ]
    if raw.lower().count(b"content-type:") > _MOST_NESTED:
        return None
    # Its head alone first: whoever can't name a return path can't make us read seconds long.
    head = BytesHeaderParser().parsebytes(raw)
    said = "\n".join(str(one) for name in _ADDRESSED for one in head.get_all(name, ()))
    delivery_id = return_paths.find(said)
    if delivery_id is None:
        return None
    message = message_from_bytes(raw)
    failures = [*_reported(message)] or [*_in_a_header(message)]
    return Report(delivery_id, tuple(failures[:_MOST_FAILURES]))


def _reported(message: Message) -> Iterator[Failure]:
    for part in message.walk():
        blocks = part.get_payload()
        if part.get_content_type() == "message/delivery-status" and isinstance(blocks, list):
            yield from filter(None, map(_failure, blocks[:_MOST_FAILURES]))


def _failure(block: Message | str) -> Failure | None:
    """Return what a block says of a recipient; None if that is no failure."""
    if isinstance(block, str):
        return None
    action = str(block.get("Action", "")).strip().casefold()
    status = _status(str(block.get("Status", ""))) or _status(str(block.get("Diagnostic-Code", "")))
    address = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
    if not address or not (action == "failed" or (not action and status.startswith(_PERMANENT))):
        return None
    return Failure(address.rpartition(";")[2].strip().strip("<>"), status)


def _in_a_header(message: Message) -> Iterator[Failure]:
    """Read what servers that write for people alone say to programs, such as an older Exim."""
    for line in message.get_all("X-Failed-Recipients", ()):
        for address in str(line).split(","):
            yield Failure(address.strip(), "")


def _status(said: str) -> str:
    found = _STATUS.search(said)
    return found[0] if found else ""
