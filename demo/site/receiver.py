"""What a customer's own system does with a webhook: verify, tell repeats, keep."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

KEPT = 20


@dataclass(frozen=True)
class File:
    """A file of an enquiry, its contents checked against its digest and dropped."""

    name: str
    size: int


@dataclass(frozen=True)
class Enquiry:
    """One verified webhook; the contents of its files are left out."""

    webhook_id: str
    received_at: datetime
    body: dict[str, Any]
    files: list[File]

    @property
    def body_text(self) -> str:
        """Return the whole body, laid out for people."""
        return json.dumps(self.body, indent=2, ensure_ascii=False)


class Inbox:
    """Hold the last enquiries in memory, newest first; the demo writes none of them down."""

    def __init__(self, secrets: Path) -> None:
        self._secrets = secrets
        self._enquiries: OrderedDict[str, Enquiry] = OrderedDict()
        self._lock = Lock()
        self.repeats = 0

    def receive(self, slug: str, body: bytes, headers: dict[str, str]) -> None:
        """Verify and keep a webhook. Raises WebhookVerificationError or OSError."""
        secret = (self._secrets / f"demo_webhook_{slug}").read_text().strip()
        Webhook(secret).verify(body, headers)
        content = json.loads(body)
        files = [_checked(file) for file in content["data"].get("files", [])]
        enquiry = Enquiry(headers["webhook-id"], datetime.now(UTC), content, files)
        with self._lock:
            # The same id again is a repeat of a delivery whose answer got lost.
            if enquiry.webhook_id in self._enquiries:
                self.repeats += 1
                return
            self._enquiries[enquiry.webhook_id] = enquiry
            while len(self._enquiries) > KEPT:
                self._enquiries.popitem(last=False)

    def newest_first(self) -> list[Enquiry]:
        """Return what is kept, newest first."""
        with self._lock:
            return list(reversed(self._enquiries.values()))


def _checked(file: dict[str, Any]) -> File:
    """Compare a file's contents with what was said of them, and drop them."""
    content = base64.b64decode(file.pop("content"), validate=True)
    if hashlib.sha256(content).hexdigest() != file["sha256"]:
        raise WebhookVerificationError("A file does not match its digest.")
    return File(file["name"], len(content))


__all__ = ["Enquiry", "Inbox", "WebhookVerificationError"]
