"""What is compared: ours against the counterpart, and the request that each gets."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import Any

from zenflow.bench.load import MakeRequest, header, once, request

BROWSER = {"Accept-Encoding": "gzip, deflate, br", "Origin": "https://www.alpha.example"}


@dataclass(frozen=True)
class Side:
    """One of the two: what to send, and the only status that counts."""

    make: MakeRequest
    status: int


@dataclass(frozen=True)
class Target:
    """A comparison of two sides."""

    name: str
    counterpart: str
    ours: Side
    theirs: Side


@dataclass(frozen=True)
class Seeded:
    """What the server was given to serve."""

    public_id: str
    version: str
    answers: dict[str, Any]


def targets(port: int, seeded: Seeded) -> list[Target]:
    """Give all comparisons for a server that runs."""
    path = f"/e/v1/assistants/{seeded.public_id}"
    whole = request("GET", f"{path}?lang=de", BROWSER)
    status, head = once(port, whole)
    if status != 200:  # noqa: PLR2004
        raise ValueError(f"The flow answers {status}.")
    known = {**BROWSER, "If-None-Match": header(head, "ETag")}
    unchanged = request("GET", f"{path}?lang=de", known)
    bare = Side(lambda: request("GET", "/e/bench/bare", BROWSER), 200)
    return [
        Target("flow, 200", "bare view", Side(lambda: whole, 200), bare),
        Target("flow, 304", "bare view", Side(lambda: unchanged, 304), bare),
        Target(
            "submission, 202",
            "plain DRF view",
            Side(lambda: submission(f"{path}/submissions", seeded), 202),
            Side(lambda: submission("/e/bench/submissions", seeded), 202),
        ),
    ]


def submission(path: str, seeded: Seeded) -> bytes:
    """Write a submission that was never sent before, from an address of its own."""
    body = {
        "version": seeded.version,
        "submission_id": secrets.token_urlsafe(16),
        "locale": "de",
        "answers": seeded.answers,
    }
    address = ".".join(map(str, (10, *secrets.token_bytes(3))))
    headers = {**BROWSER, "Content-Type": "application/json", "X-Forwarded-For": address}
    return request("POST", path, headers, json.dumps(body).encode())
