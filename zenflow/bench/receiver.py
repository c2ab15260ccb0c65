"""A receiver that costs as little as one can: it reads a request, counts it and answers 200.

    python -m zenflow.bench.receiver PORT

Both sides of a comparison send here. A GET is answered with how many have arrived, and
when the last one did, by the clock that all processes of a machine share.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import cast

from zenflow.processes import LOOPBACK

_END = b"\r\n\r\n"


def answer(body: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body


_TAKEN = answer()


class Count:
    arrived = 0
    last_at = 0.0


class Receiver(asyncio.Protocol):
    """One connection; of a body only the length is looked at."""

    def __init__(self, count: Count) -> None:
        self.count = count
        self.head = b""
        self.missing = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self.missing:
            self._body(len(data))
            return
        self.head += data
        head, end, body = self.head.partition(_END)
        if not end:
            return
        self.head = b""
        if head.startswith(b"GET"):
            said = json.dumps([self.count.arrived, self.count.last_at]).encode()
            self.transport.write(answer(said))
            return
        self.missing = _length(head)
        self._body(len(body))

    def _body(self, size: int) -> None:
        self.missing -= size
        if self.missing <= 0:
            self.missing = 0
            self.count.arrived += 1
            self.count.last_at = time.monotonic()
            self.transport.write(_TAKEN)


def _length(head: bytes) -> int:
    at = head.lower().index(b"content-length:") + len(b"content-length:")
    return int(head[at:].split(b"\r\n", 1)[0])


async def serve(port: int) -> None:
    count = Count()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Receiver(count), LOOPBACK, port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
