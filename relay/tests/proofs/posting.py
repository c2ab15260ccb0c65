"""Send enquiries as browsers do: each is repeated, with the same id, until it is answered for."""

from __future__ import annotations

import http.client
import json
import random
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from builder.models import Assistant
from zenflow.processes import LOOPBACK
from zenflow.testing.cast import GOOD_ANSWERS

_BROKEN = (OSError, http.client.HTTPException)


@dataclass
class Answer:
    """What came back: 0 for a connection that broke."""

    status: int
    said: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def reference(self) -> str:
        return str(self.said["reference"])


class Poster:
    """Whoever fills in an assistant."""

    def __init__(self, port: int, assistant: Assistant) -> None:
        self.port = port
        self.path = f"/e/v1/assistants/{assistant.public_id}/submissions"
        self.version = str(assistant.live_version_id)
        self.website = assistant.tenant.allowed_origins[0]

    def of(self, assistant: Assistant) -> Poster:
        """Give whoever fills in another assistant."""
        return Poster(self.port, assistant)

    def enquiry(self, **answers: Any) -> dict[str, Any]:
        return {
            "version": self.version,
            "submission_id": secrets.token_urlsafe(16),
            "locale": "de",
            "answers": {**GOOD_ANSWERS, **answers},
        }

    def once(self, enquiry: dict[str, Any], timeout: float = 30.0) -> Answer:
        """Send it once, over a connection of its own."""
        begun = time.monotonic()
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=timeout)
        try:
            answer = self._over(connection, enquiry)
        except _BROKEN:
            answer = Answer(0)
        finally:
            connection.close()
        answer.seconds = time.monotonic() - begun
        return answer

    def until_accepted(self, enquiry: dict[str, Any], within: float = 20.0) -> str:
        """Send it until it is accepted; return its reference."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            answer = self.once(enquiry)
            if answer.status == 202:
                return answer.reference
            assert answer.status in {0, 503}, answer
            time.sleep(0.1)
        raise AssertionError(f"Nobody accepted it within {within} seconds: {answer}")

    def many(self, count: int, threads: int = 4, within: float = 60.0) -> list[str]:
        """Send so many, several at a time; return their references."""
        with ThreadPoolExecutor(threads) as pool:
            enquiries = (self.enquiry(message=f"Nummer {number}") for number in range(count))
            return list(pool.map(lambda one: self.until_accepted(one, within), enquiries))

    def _over(self, connection: http.client.HTTPConnection, enquiry: dict[str, Any]) -> Answer:
        headers = {
            "Content-Type": "application/json",
            "Origin": self.website,
            # Another household each time: nobody is limited here.
            "X-Forwarded-For": f"2001:db8:{random.randrange(2**16):x}::1",
        }
        connection.request("POST", self.path, json.dumps(enquiry), headers)
        answer = connection.getresponse()
        return Answer(answer.status, json.loads(answer.read()))
