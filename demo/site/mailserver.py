"""The customers' mail server: takes any message on loopback and hands it to the demo's website."""

from __future__ import annotations

import signal
import sys
from http.client import HTTPConnection
from typing import Any

from aiosmtpd.controller import Controller

LOOPBACK = "127.0.0.1"
MOST_BYTES = 80 * 2**20


class Handover:
    """Hand each message over while its sender waits: what the website did not take is refused."""

    def __init__(self, website_port: int) -> None:
        self.website_port = website_port

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd calls it so
        connection = HTTPConnection(LOOPBACK, self.website_port, timeout=10)
        try:
            connection.request("POST", "/mail/new", envelope.content)
            taken = connection.getresponse().status == 204  # noqa: PLR2004
        except OSError:
            taken = False
        finally:
            connection.close()
        return "250 OK" if taken else "451 The mailbox is away; please try again later."


def main(port: int, website_port: int) -> None:
    """Serve until asked to stop."""
    handler = Handover(website_port)
    server = Controller(
        handler, hostname=LOOPBACK, port=port, data_size_limit=MOST_BYTES, ident="Mail"
    )
    server.start()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    server.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
