"""A receiver for the moment of the first test, before the demo website runs."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from demo.site.receiver import Inbox, WebhookVerificationError


@contextmanager
def receiver(port: int, slug: str, secrets: Path) -> Iterator[None]:
    """Answer webhooks on loopback as the demo website will, unless it does so already."""
    try:
        server = HTTPServer(("127.0.0.1", port), _handler(slug, Inbox(secrets)))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        yield
        return
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(slug: str, inbox: Inbox) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                inbox.receive(
                    slug, body, {name.lower(): value for name, value in self.headers.items()}
                )
            except WebhookVerificationError:
                self.send_response(HTTPStatus.UNAUTHORIZED)
            else:
                self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Write nothing down."""

    return Handler
