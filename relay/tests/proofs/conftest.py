"""A stand that all proofs share; each begins with no enquiry, no destination and the right time."""

from __future__ import annotations

import shutil
import ssl
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connections
from django_scopes import scopes_disabled

from relay import doorbell, doors, epochs, schedule, vault
from relay.models import Delivery, Destination, HeldFile, HeldPayload, Receipt, Submission
from relay.states import DeliveryState, DestinationState
from relay.tests.conftest import SECRET
from relay.tests.proofs.posting import Poster
from relay.tests.receiver import Receiver, running
from zenflow.processes import wait_until
from zenflow.testing.cast import Cast, make_cast
from zenflow.testing.servers import temporary_folder
from zenflow.testing.stand import Process, Stand


@pytest.fixture(scope="package")
def shared_stand(django_db_blocker: Any) -> Iterator[Stand]:
    folder = temporary_folder()
    with django_db_blocker.unblock(), Stand(folder).running() as stand:
        yield stand
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def shared_cast(shared_stand: Stand, django_db_blocker: Any) -> Cast:
    with django_db_blocker.unblock(), shared_stand.seen():
        return make_cast()


@pytest.fixture
def stand(
    shared_stand: Stand, shared_cast: Cast, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stand]:
    """Give the stand as if it were new, and see its databases, all tenants' rows."""
    stand = shared_stand
    monkeypatch.setattr(doorbell, "ring", lambda ids: None)  # of this process; the others ring
    monkeypatch.setattr(schedule, "now", stand.orders.clock(schedule.now))
    with django_db_blocker.unblock(), stand.seen(), scopes_disabled():
        _empty(stand)
        yield stand
        stand.orders.withdraw()
        print(stand.log[-20_000:])  # noqa: T201  # pytest shows it of a test that failed


@pytest.fixture
def cast(stand: Stand, shared_cast: Cast) -> Cast:
    return shared_cast


@pytest.fixture
def post(stand: Stand, cast: Cast) -> Poster:
    """Give whoever sends enquiries to the web process, which is there."""
    if stand.web is None:
        stand.start_web()
    return Poster(stand.port, cast.household)


@pytest.fixture
def worker(stand: Stand) -> Process:
    """Give the one worker that there is."""
    alive = [one for one in stand.workers if one.poll() is None]
    for one in [*stand.workers]:
        if one not in alive[:1]:
            stand.kill(one)
    return alive[0] if alive else stand.start_worker()


@pytest.fixture
def aim(stand: Stand, cast: Cast) -> Callable[..., Destination]:
    """Make destinations that take enquiries."""

    def make(receiver: Receiver | str, name: str = "Inbox", **extra: Any) -> Destination:
        made = Destination(
            tenant=extra.pop("tenant", cast.alpha),
            name=name,
            state=DestinationState.ACTIVE,
            verified_at=schedule.now(),
            **extra,
        )
        url = receiver if isinstance(receiver, str) else receiver.url
        made.sealed_config = vault.seal_config(made, {"url": url, "secret": SECRET})
        made.save(force_insert=True)
        return made

    return make


@pytest.fixture
def inbox(stand: Stand) -> Iterator[Receiver]:
    """Run a receiver with a certificate that the workers trust."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    stand.authority.issue_cert("localhost").configure_cert(context)
    with running(Receiver(), context) as receiver:
        yield receiver


def all_purged(within: float = 40.0) -> bool:
    """Wait until nothing is held any more; tell whether it came to that."""
    return wait_until(lambda: not HeldPayload.objects.exists(), within=within, every=0.1)


def nothing_is_left() -> None:
    """See that every enquiry became a receipt, and nothing else of it is there."""
    assert Receipt.objects.count() == Submission.objects.count()
    assert not HeldPayload.objects.exists()
    assert not HeldFile.objects.exists()
    assert set(Delivery.objects.values_list("state", flat=True)) <= {DeliveryState.DELIVERED}


def _empty(stand: Stand) -> None:
    stand.orders.withdraw()
    doors.forget()
    epochs.forget()
    ours = {model._meta.db_table for model in apps.get_app_config("relay").get_models()}
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            there = ours.intersection(connections[alias].introspection.table_names(cursor))
            cursor.execute(f"TRUNCATE {', '.join(sorted(there))} CASCADE")
    with stand.broker() as broker:
        broker.delete("celery")
