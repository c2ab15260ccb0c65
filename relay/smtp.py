"""The only module that talks to mail servers; what goes wrong becomes an outcome in words."""

from __future__ import annotations

import smtplib
import socket
import ssl
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from django.conf import settings

from relay import addresses, schedule
from relay.results import Result
from relay.sockets import TimedSocket, ends_within, seconds_left
from relay.states import Outcome

PORTS = frozenset({25, 465, 587})
# Where certificates of mail servers are judged by; tests put their own authority here.
AUTHORITY: str | None = None

_TEMPORARY = range(400, 500)
_GO_AHEAD = 220


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server to send through; `is_ours` is the instance's own, which may be inside."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)
    is_ours: bool = False


class AddressRefusedError(OSError):
    """A tenant's mail server is not on the public internet."""


def own_server() -> Server | None:
    """Return the instance's own mail server; None if it has none."""
    if not settings.EMAIL_HOST:
        return None
    return Server(
        settings.EMAIL_HOST,
        settings.EMAIL_PORT,
        settings.EMAIL_SECURITY,
        settings.EMAIL_HOST_USER,
        settings.EMAIL_HOST_PASSWORD,
        is_ours=True,
    )


def post(
    server: Server,
    message: EmailMessage,
    sender: str,
    recipients: Sequence[str],
    deadline: timedelta = schedule.DEADLINE,
) -> Result:
    """Hand a message over and return how it ended; never raises for what the server does.

    1. `deadline` is for all of it: name, connection, TLS, log-in, message, answer.
    2. Delivered means that the server took it for every recipient. If it took it for some,
       it is sent again, under the same Message-ID.
    3. Nothing that a server says is kept: a code at most.
    """
    return _attempt(deadline, lambda: _hand_over(server, message, sender, recipients))


def greet(server: Server, deadline: timedelta) -> Result:
    """Connect and log in, and send nothing: does the server take mail from us?"""

    def knock() -> int:
        _connect(server).quit()
        return 250

    return _attempt(deadline, knock)


def _attempt(deadline: timedelta, talk: Any) -> Result:
    begun = time.monotonic()
    outcome, status = Outcome.DELIVERED, None
    try:
        with ends_within(deadline.total_seconds()):
            status = talk()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        late = time.monotonic() - begun >= deadline.total_seconds()
        outcome = Outcome.TIMED_OUT if late else _outcome_of(error)
        status = _code_of(error)
    return Result(outcome, status, milliseconds=int((time.monotonic() - begun) * 1000))


def _hand_over(
    server: Server, message: EmailMessage, sender: str, recipients: Sequence[str]
) -> int:
    connection = _connect(server)
    try:
        refused = connection.sendmail(sender, list(recipients), message.as_bytes(policy=SMTP))
    except BaseException:
        connection.close()
        raise
    # It was taken: however the server says goodbye, that stands.
    with suppress(smtplib.SMTPException, OSError):
        connection.quit()
    if refused:
        raise smtplib.SMTPRecipientsRefused(refused)
    return 250


def _connect(server: Server) -> smtplib.SMTP:
    connection = _Connection(server, ssl.create_default_context(cafile=AUTHORITY))
    try:
        if server.security == "starttls":
            connection.encrypt()
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


class _Connection(smtplib.SMTP):
    """Connects to the address that was checked, within the time that is left."""

    def __init__(self, server: Server, context: ssl.SSLContext) -> None:
        self._server = server
        self._context = context
        super().__init__(server.host, server.port, local_hostname=_own_name())

    def _get_socket(self, host: str, port: int, timeout: float) -> Any:
        connection = _open(self._server)
        if self._server.security == "tls":
            connection.settimeout(seconds_left())
            connection = self._context.wrap_socket(connection, server_hostname=host)
        return TimedSocket(connection)

    def encrypt(self) -> None:
        """Begin TLS, or raise: a server that offers none gets no mail in clear."""
        self.ehlo_or_helo_if_needed()
        timed: Any = self.sock
        self.sock = timed.bare
        self.sock.settimeout(seconds_left())
        code, _ = self.starttls(context=self._context)
        self.sock = TimedSocket(self.sock)  # type: ignore[assignment]  # acts as one
        if code != _GO_AHEAD:
            raise smtplib.SMTPNotSupportedError("STARTTLS was refused.")


def _open(server: Server) -> socket.socket:
    """Connect to the first of the host's addresses that answers; a tenant's must be outside."""
    found = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
    problem: OSError = AddressRefusedError()
    for family, kind, protocol, _, address in found:
        if not server.is_ours and not addresses.may_connect(str(address[0])):
            continue
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(seconds_left())
            connection.connect(address)
        except OSError as error:
            connection.close()
            problem = error
        else:
            return connection
    raise problem


def _own_name() -> str:
    """Return the name by which we greet: that of the instance, not of the machine."""
    return settings.PUBLIC_URL.partition("://")[2].partition(":")[0]


_OUTCOMES: list[tuple[type[BaseException], Outcome]] = [
    (AddressRefusedError, Outcome.ADDRESS_REFUSED),
    (smtplib.SMTPAuthenticationError, Outcome.LOGIN_FAILED),
    (smtplib.SMTPNotSupportedError, Outcome.TLS_FAILED),
    (ssl.SSLError, Outcome.TLS_FAILED),
    (smtplib.SMTPServerDisconnected, Outcome.UNREACHABLE),
]


def _outcome_of(error: BaseException) -> Outcome:
    for kind, outcome in _OUTCOMES:
        if isinstance(error, kind):
            return outcome
    code = _code_of(error)
    if code is None:
        return Outcome.UNREACHABLE
    return Outcome.THROTTLED if code in _TEMPORARY else Outcome.REFUSED


def _code_of(error: BaseException) -> int | None:
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    return None
