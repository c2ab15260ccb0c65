"""A bounded load over loopback: some connections, each sending its next request after an answer."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass

from zenflow.processes import LOOPBACK

CONNECTIONS = 8
MakeRequest = Callable[[], bytes]


@dataclass(frozen=True)
class Result:
    """What one round brought."""

    seconds: float
    statuses: Counter[int]

    def rate(self, expected: int) -> float:
        """Give the expected answers a second; anything else is an error of the comparison."""
        others = {status: n for status, n in self.statuses.items() if status != expected}
        if others:
            raise ValueError(f"Expected only {expected}, but got {others} as well.")
        return self.statuses[expected] / self.seconds


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """Write an HTTP/1.1 request that keeps its connection."""
    lines = {"Host": LOOPBACK, **headers}
    if body:
        lines["Content-Length"] = str(len(body))
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


def run(port: int, make: MakeRequest, seconds: float) -> Result:
    """Send as much as the server answers for some seconds."""
    until = time.perf_counter() + seconds
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        counts = list(pool.map(lambda _: _converse(port, make, until), range(CONNECTIONS)))
    return Result(time.perf_counter() - began, sum(counts, Counter()))


def once(port: int, message: bytes) -> tuple[int, bytes]:
    """Send one request on a connection of its own; give its status and its head."""
    with closing(socket.create_connection((LOOPBACK, port), timeout=10)) as connection:
        connection.sendall(message)
        return _answer(connection)


def _converse(port: int, make: MakeRequest, until: float) -> Counter[int]:
    statuses: Counter[int] = Counter()
    while time.perf_counter() < until:
        with (
            suppress(ConnectionError),  # the server may close a connection between two requests
            closing(socket.create_connection((LOOPBACK, port), timeout=10)) as connection,
        ):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while time.perf_counter() < until:
                connection.sendall(make())
                statuses[_answer(connection)[0]] += 1
    return statuses


def _answer(connection: socket.socket) -> tuple[int, bytes]:
    """Read one answer whole; its length must be known, as those of the targets are."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    missing = _length(head) - len(body)
    while missing > 0:
        missing -= len(_more(connection))
    return int(head[9:12]), head


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(65_536)
    if not data:
        raise ConnectionResetError
    return data


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def header(head: bytes, name: str) -> str:
    """Give a header of an answer."""
    for line in head.decode("latin-1").split("\r\n"):
        key, _, value = line.partition(":")
        if key.lower() == name.lower():
            return value.strip()
    return ""
