"""A connection to a mail server: to the address that was checked, encrypted, within the time."""

from __future__ import annotations

import smtplib
import socket
import ssl
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf import settings

from relay import addresses
from relay.sockets import TimedSocket, seconds_left

_READY = 220
# All that a server says in a whole connection; answers are a few lines, and end when it likes.
_MOST_SAID = 2**16


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


class NotEncryptedError(OSError):
    """A mail server offers no STARTTLS."""


class Connection(smtplib.SMTP):
    """Connects to the address that was checked, within the time that is left."""

    def __init__(self, server: Server, context: ssl.SSLContext) -> None:
        self._server = server
        self._context = context
        super().__init__(server.host, server.port, local_hostname=_own_name())

    def _get_socket(self, host: str, port: int, timeout: float) -> Any:
        connection = _open(self._server)
        if self._server.security == "tls":
            connection = self._wrap(connection)
        return TimedSocket(connection)

    def getreply(self) -> tuple[int, bytes]:
        """Read an answer, which smtplib would keep however many lines it has."""
        if self.file is None:
            self.file = _Brief(self.sock.makefile("rb"))  # type: ignore[union-attr]
        return super().getreply()

    def _wrap(self, connection: socket.socket) -> socket.socket:
        connection.settimeout(seconds_left())
        return self._context.wrap_socket(connection, server_hostname=self._server.host)

    def encrypt(self) -> None:
        """Begin TLS, or raise: a server that offers none gets no mail in clear.

        What smtplib does for it would read the answer without our deadline.
        """
        self.ehlo_or_helo_if_needed()
        if not self.has_extn("starttls") or self.docmd("STARTTLS")[0] != _READY:
            raise NotEncryptedError
        timed: Any = self.sock
        self.sock = TimedSocket(self._wrap(timed.bare))  # type: ignore[assignment]  # acts as one
        # What was said in clear does not count: neither what came along nor what was offered.
        self.file = self.helo_resp = self.ehlo_resp = None
        self.esmtp_features, self.does_esmtp = {}, False


class _Brief:
    """Reads lines from a server that must come to an end."""

    def __init__(self, lines: BinaryIO) -> None:
        self._lines = lines
        self._left = _MOST_SAID

    def readline(self, most: int) -> bytes:
        line = self._lines.readline(most)
        self._left -= len(line)
        if self._left < 0:
            raise OSError("The server talks too much.")
        return line

    def close(self) -> None:
        self._lines.close()


def _open(server: Server) -> socket.socket:
    """Connect to the first of the host's addresses that answers; a tenant's must be outside."""
    problem: OSError = AddressRefusedError()
    if not server.is_ours and not addresses.may_mail_through(server.port):
        raise problem
    found = socket.getaddrinfo(server.host, server.port, type=socket.SOCK_STREAM)
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
