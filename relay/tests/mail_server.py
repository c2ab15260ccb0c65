"""A real mail server for tests: keeps what it takes, and misbehaves as told."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from zenflow.processes import LOOPBACK, free_port

USER, PASSWORD = "werkstatt", "geheim-und-lang"


@dataclass
class MailServer:
    """What a test sees of the server, and how it tells it what to answer."""

    port: int = field(default_factory=free_port)
    taken: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    """Answers to come after the message; "drop" takes it and then breaks the connection."""
    to_recipient: dict[str, str] = field(default_factory=dict)
    to_sender: Callable[[str], object] = bool

    def only(self) -> EmailMessage:
        (message,) = self.taken
        return message

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        self.to_sender(address)
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if refusal := self.to_recipient.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.to_data.pop(0) if self.to_data else "250 OK"
        if answer.startswith("250") or answer == "drop":
            message = message_from_bytes(envelope.content, policy=default)
            assert isinstance(message, EmailMessage)
            self.taken.append(message)
            self.raw.append(envelope.content)
            self.recipients.append(list(envelope.rcpt_tos))
        if answer == "drop":
            server.transport.abort()
        return answer


def _judge(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=good)


@contextmanager
def serving(
    context: ssl.SSLContext | None = None,
    *,
    starttls: bool = True,
    wants_login: bool = False,
    largest: int = 2**27,
) -> Iterator[MailServer]:
    """Run a server on loopback: in clear, with STARTTLS, or in TLS from the first byte."""
    mail = MailServer()
    options: dict[str, Any] = {"hostname": LOOPBACK, "port": mail.port, "data_size_limit": largest}
    if context is not None:
        options["tls_context" if starttls else "ssl_context"] = context
    if wants_login:
        secure = context is not None
        options |= {"authenticator": _judge, "auth_required": secure, "auth_require_tls": secure}
    controller = Controller(mail, **options)
    controller.start()
    try:
        yield mail
    finally:
        controller.stop()
