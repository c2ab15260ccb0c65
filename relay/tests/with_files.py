"""What tests of files share: an assistant that asks for some, and the way to send them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from builder.document import load
from builder.flows.document import FlowDocument
from builder.models import Assistant, FlowVersion
from builder.publishing import freeze
from relay import rates
from zenflow.testing.cast import ALPHA_SITE, GOOD_ANSWERS, Cast
from zenflow.testing.household import household, id_of
from zenflow.testing.some_files import json_part, multipart, part, said

ALL = ["picture", "pdf", "document"]


def file_field(key: str, **config: Any) -> dict[str, Any]:
    """Give a question for files."""
    return {
        "id": id_of(key),
        "key": key,
        "kind": "file",
        "label": {"de": "Fotos", "en": "Photos"},
        "help": None,
        "required": False,
        "visible_if": None,
        "config": {"max_files": 20, "max_mb": None, "types": ALL, **config},
        "choices": [],
        "purpose": {"de": "Zum Ansehen.", "en": "To look at."},
        "data_class": "personal",
    }


def asking_for_files(cast: Cast) -> FlowVersion:
    """Publish Alpha's assistant with two questions for files."""
    document = household().to_json()
    fields = [file_field("photos"), file_field("report", types=["pdf"], max_files=1)]
    document["steps"][-1]["fields"] += fields
    with scope(tenant=cast.alpha):
        assistant = Assistant.objects.create(tenant=cast.alpha, name="Schaden", title="-")
        load(assistant, FlowDocument.from_json(document), fresh_ids=True)
        freeze(assistant, cast.alice)
        assistant.refresh_from_db()
        return FlowVersion.objects.select_related("assistant").get(assistant=assistant)


@dataclass
class Sent:
    """An enquiry as the widget would send it; a test may spoil any part of it."""

    version: FlowVersion
    submission_id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    files: list[tuple[str, str, str, bytes]] = field(default_factory=list)

    def add(self, name: str, content: bytes, key: str = "photos") -> str:
        """Add a file to the answers and to the parts; return its id."""
        id_ = f"f-{secrets.token_urlsafe(8)}"
        self.files.append((key, id_, name, content))
        return id_

    @property
    def json(self) -> dict[str, Any]:
        answers: dict[str, Any] = dict(GOOD_ANSWERS)
        for key, id_, name, content in self.files:
            answers.setdefault(key, []).append(said(id_, name, content))
        return {
            "version": str(self.version.pk),
            "submission_id": self.submission_id,
            "locale": "de",
            "answers": answers,
        }

    @property
    def parts(self) -> list[bytes]:
        return [part(id_, content, "blob") for _, id_, _, content in self.files]

    @property
    def body(self) -> bytes:
        return multipart(json_part(self.json), *self.parts)


Send = Callable[..., Any]


@pytest.fixture
def asking(cast: Cast) -> FlowVersion:
    """Give the version of an assistant that asks for files."""
    rates.forget()
    return asking_for_files(cast)


@pytest.fixture
def sent(asking: FlowVersion) -> Sent:
    """Give an enquiry without files so far."""
    return Sent(asking)


@pytest.fixture
def send(client: Client, asking: FlowVersion, rung: Sequence[str]) -> Send:
    """Send a body of parts."""

    def send(body: bytes, boundary: str = "limit", **extra: Any) -> Any:
        rates.forget()
        url = f"/e/v1/assistants/{asking.assistant.public_id}/submissions"
        kind = extra.pop("content_type", f"multipart/form-data; boundary={boundary}")
        headers = {"Origin": ALPHA_SITE}
        return client.generic("POST", url, body, content_type=kind, headers=headers, **extra)

    return send
