"""The customers' mailbox: what the demo's mail server took, as a mail program shows it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import count

KEPT = 20


@dataclass(frozen=True)
class Mail:
    """One message, taken apart."""

    number: int
    received_at: datetime
    subject: str
    sender: str
    to: str
    reply_to: str
    text: str
    html: str
    attachments: list[tuple[str, int]]


class Mailbox:
    """Hold the last messages in memory, newest first; the demo writes none of them down."""

    def __init__(self) -> None:
        self._mails: deque[Mail] = deque(maxlen=KEPT)
        self._numbers = count(1)

    def receive(self, raw: bytes) -> None:
        """Keep a message."""
        message = message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)  # noqa: S101  # what the policy makes
        self._mails.appendleft(
            Mail(
                number=next(self._numbers),
                received_at=datetime.now(UTC),
                subject=message.get("subject", ""),
                sender=message.get("from", ""),
                to=message.get("to", ""),
                reply_to=message.get("reply-to", ""),
                text=_body(message, "plain"),
                html=_body(message, "html"),
                attachments=[_attachment(part) for part in message.iter_attachments()],
            )
        )

    def newest_first(self) -> list[Mail]:
        """Return what is kept, newest first."""
        return list(self._mails)

    def find(self, number: int) -> Mail | None:
        """Return a message by its number."""
        return next((mail for mail in self._mails if mail.number == number), None)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _attachment(part: EmailMessage) -> tuple[str, int]:
    return part.get_filename("Anhang"), len(part.get_payload(decode=True) or b"")
