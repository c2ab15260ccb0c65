"""What a customer's own system does with a webhook: verify, tell repeats, keep."""

from __future__ import annotations

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
class Enquiry:
    """One verified webhook."""

    webhook_id: str
    received_at: datetime
    body: dict[str, Any]

    @property
    def body_text(self) -> str:
        """Return the whole body, laid out for people."""
        return json.dumps(self.body, indent=2, ensure_ascii=False)


class Inbox:
    """Hold the last enquiries in memory, newest first; the demo writes none of them down."""

    def __init__(self, secret_file: Path) -> None:
        self._secret_file = secret_file
        self._enquiries: OrderedDict[str, Enquiry] = OrderedDict()
        self._lock = Lock()
        self.repeats = 0

    def receive(self, body: bytes, headers: dict[str, str]) -> None:
        """Verify and keep a webhook. Raises WebhookVerificationError or OSError."""
        Webhook(self._secret_file.read_text().strip()).verify(body, headers)
        enquiry = Enquiry(headers["webhook-id"], datetime.now(UTC), json.loads(body))
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


__all__ = ["Enquiry", "Inbox", "WebhookVerificationError"]
