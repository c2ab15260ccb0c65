"""Receivers of webhooks that are real servers on loopback, and do what a test tells them."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Arrival:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes
    answered: int = 0

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


@dataclass
class Receiver:
    """Counts what arrives. `answers` are used up first, then `status` holds for good."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    connections: int = 0
    during: Callable[[], object] | None = None
    respond: Callable[[BaseHTTPRequestHandler], None] | None = None
    port: int = 0
    scheme: str = "http"

    @property
    def url(self) -> str:
        host = "127.0.0.1" if self.scheme == "http" else "localhost"
        return f"{self.scheme}://{host}:{self.port}/inbox"

    @property
    def enquiries(self) -> list[Arrival]:
        return [one for one in self.arrivals if one.json["type"] == "enquiry.received"]

    def next_status(self) -> int:
        return self.answers.pop(0) if self.answers else self.status


def _handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            receiver.connections += 1
            super().setup()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            arrival = Arrival(self.path, headers, body)
            receiver.arrivals.append(arrival)
            if receiver.during:
                receiver.during()
            if receiver.respond:
                receiver.respond(self)
                return
            arrival.answered = receiver.next_status()
            self.send_response(arrival.answered)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *args: Any) -> None:
            pass

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: clients that break off are what some tests are about."""


@contextmanager
def running(receiver: Receiver, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """Run a receiver on a free port, or on the one it had before."""
    server = _Server(("127.0.0.1", receiver.port), _handler(receiver))
    receiver.port = server.server_address[1]
    if tls:
        receiver.scheme = "https"
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
