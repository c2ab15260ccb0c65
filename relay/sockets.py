"""Sockets that end when the time is up, however slowly the other side talks.

A time-out of a socket limits a single read: a receiver that sends a byte every few
seconds can hold a worker for ever, in the headers as in the body. Here each read and
write gets only what is left of the whole attempt.
"""

from __future__ import annotations

import io
import socket
import time
from contextlib import contextmanager
from threading import local
from typing import TYPE_CHECKING, Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 65_536
_attempt = local()


@contextmanager
def ends_within(seconds: float) -> Iterator[None]:
    """Give everything that this thread sends and reads so many seconds, all together."""
    _attempt.ends_at = time.monotonic() + seconds
    try:
        yield
    finally:
        del _attempt.ends_at


def seconds_left() -> float:
    """Return what is left of the attempt. Raises TimeoutError when nothing is."""
    left: float = getattr(_attempt, "ends_at", 0.0) - time.monotonic()
    if left <= 0:
        raise TimeoutError("The time for this attempt is up.")
    return left


class _Reader(io.RawIOBase):
    """The raw side of a response, with what is left of the attempt as each read's time-out."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._raw = connection.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._socket.settimeout(seconds_left())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class TimedSocket:
    """A connected socket, in clear or in TLS, as http.client uses it."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)

    @property
    def bare(self) -> socket.socket:
        """Return the socket itself, for what wraps it in TLS."""
        return self._socket

    def makefile(self, mode: str, *args: Any, **kwargs: Any) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._socket))

    def sendall(self, data: bytes | memoryview) -> None:
        view = memoryview(data).cast("B")
        while view:
            self._socket.settimeout(seconds_left())
            view = view[self._socket.send(view[:_CHUNK]) :]


class _TimedHTTPConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        self.timeout = seconds_left()
        return super()._new_conn()

    def connect(self) -> None:
        super().connect()
        self.sock = TimedSocket(self.sock)


class _TimedHTTPSConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        self.timeout = seconds_left()
        connection = super()._new_conn()
        connection.settimeout(seconds_left())  # the handshake takes over what is set here
        return connection

    def connect(self) -> None:
        super().connect()
        self.sock = TimedSocket(self.sock)


class TimedHTTPConnectionPool(HTTPConnectionPool):
    ConnectionCls = _TimedHTTPConnection


class TimedHTTPSConnectionPool(HTTPSConnectionPool):
    ConnectionCls = _TimedHTTPSConnection
