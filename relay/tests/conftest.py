"""What the relay's tests share: a clean process memory, a clock, receivers, destinations."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope, scopes_disabled

from relay import (
    confirming,
    doorbell,
    doors,
    epochs,
    http,
    intake,
    mailer,
    schedule,
    signing,
    vault,
)
from relay.models import Delivery, Destination, Submission
from relay.states import DestinationState
from relay.tests.mail_server import MailServer, serving
from relay.tests.receiver import Receiver, running
from relay.tests.with_files import asking as asking  # noqa: PLC0414
from relay.tests.with_files import send as send  # noqa: PLC0414
from relay.tests.with_files import sent as sent  # noqa: PLC0414
from tenants.models import Tenant
from zenflow.testing.cast import ALPHA_SITE, GOOD_ANSWERS, Cast
from zenflow.testing.cast import cast as cast  # noqa: PLC0414

SECRET = "whsec_" + "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0IHNlY3I="


class Clock:
    """Time that stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture(autouse=True)
def forgetful(settings: object) -> Iterator[None]:
    """Let no test see what another left in the memory of this process."""
    settings.ALLOW_LOOPBACK_DESTINATIONS = True  # type: ignore[attr-defined]
    for forget in (epochs.forget, doors.forget, doorbell.listen_again, mailer.forget):
        forget()
    http._thread.__dict__.clear()
    yield
    doorbell.listen_again()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(schedule.now())
    monkeypatch.setattr(schedule, "now", clock)
    return clock


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Catch what would be told to the broker."""
    ids: list[str] = []
    monkeypatch.setattr(doorbell, "ring", lambda found: ids.extend(map(str, found)))
    return ids


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running(Receiver()) as receiver:
        yield receiver


@pytest.fixture
def mail(settings: Any) -> Iterator[MailServer]:
    """Send through a real server, as the instance's own."""
    with serving(wants_login=True) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_SECURITY, settings.EMAIL_HOST_USER = "none", ""
        settings.DEFAULT_FROM_EMAIL = "Zenflow <zenflow@forms.example>"
        yield server


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Count in memory what is counted in a day, so that no test counts for another."""
    counts: dict[str, int] = {}

    def count(key: str) -> int:
        counts[key] = counts.get(key, 0) + 1
        return counts[key]

    monkeypatch.setattr(confirming, "_count", count)
    return counts


Aim = Callable[..., Destination]


@pytest.fixture
def aim(cast: Cast) -> Aim:
    """Make verified destinations."""

    def make(
        url: str | Receiver, name: str = "Inbox", tenant: Tenant | None = None, **extra: object
    ) -> Destination:
        address = url.url if isinstance(url, Receiver) else url
        values = {"state": DestinationState.ACTIVE, "verified_at": schedule.now(), **extra}
        destination = Destination(tenant=tenant or cast.alpha, name=name, **values)
        destination.sealed_config = vault.seal_config(
            destination, {"url": address, "secret": SECRET}
        )
        destination.save(force_insert=True)
        doors.forget()
        return destination

    return make


@pytest.fixture
def hand_in(cast: Cast, rung: list[str]) -> Callable[..., Submission]:
    """Hand in an enquiry without the way over HTTP."""

    def accept(number: int = 1, **answers: object) -> Submission:
        version = cast.version
        door = doors.find(cast.household.public_id, version.pk)
        sent = {**GOOD_ANSWERS, **answers}
        incoming = intake.Incoming(f"{number:022d}", version.pk, "de", sent)
        return intake.accept(door, incoming)

    return accept


@pytest.fixture
def everywhere() -> Iterator[None]:
    """Let a test look into all tenants' rows."""
    with scopes_disabled():
        yield


@pytest.fixture
def body(cast: Cast) -> dict[str, Any]:
    """Give an enquiry as the widget would send it."""
    return {
        "version": str(cast.version.pk),
        "submission_id": secrets.token_urlsafe(16),
        "locale": "de",
        "answers": dict(GOOD_ANSWERS),
    }


@pytest.fixture
def post(client: Client, cast: Cast, aim: Aim, rung: list[str]) -> Callable[..., Any]:
    """Hand in an enquiry over HTTP; there is a destination for it."""
    aim("http://127.0.0.1:9/")

    def post(
        body: Any,
        public_id: str = cast.household.public_id,
        origin: str | None = ALPHA_SITE,
        content_type: str = "application/json",
        **extra: Any,
    ) -> Any:
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        headers = {"Origin": origin} if origin else {}
        url = f"/e/v1/assistants/{public_id}/submissions"
        return client.post(url, data, content_type=content_type, headers=headers, **extra)

    return post


def code(response: Any) -> str:
    """Return the code of a problem document, having looked at its form."""
    assert response["Content-Type"].startswith("application/problem+json")
    said = response.json()
    assert said["status"] == response.status_code
    assert said["type"] == f"urn:zenflow:{said['code']}"
    return str(said["code"])


def delivery_of(submission: Submission, destination: Destination | None = None) -> Delivery:
    """Return a submission's delivery as the database has it now."""
    with scope(tenant=submission.tenant):
        rows = Delivery.objects.filter(submission=submission)
        return rows.get(destination=destination) if destination else rows.get()


def fresh(submission: Submission) -> Submission:
    """Return a submission as the database has it now."""
    with scope(tenant=submission.tenant):
        return Submission.objects.get(pk=submission.pk)


assert signing.PREFIX in SECRET
