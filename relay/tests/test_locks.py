"""Who locks what in which order, on PostgreSQL: no two wait for each other.

Rows are locked in this order: submission, destination, deliveries.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction
from django_scopes import scopes_disabled

from relay import delivery, destinations, retention, retrying, schedule
from relay.models import Delivery, Destination, HeldPayload, Submission
from relay.results import Result
from relay.states import DeliveryState, Outcome, SubmissionState
from relay.tests.conftest import delivery_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture(autouse=True)
def _postgresql(everywhere):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")


@pytest.fixture
def apart():
    """Run a function on a connection of its own, as another process would."""

    def run(function):
        try:
            with scopes_disabled():
                return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        yield lambda function: pool.submit(run, function)


@pytest.fixture
def locked(apart):
    """Hold locks until the block ends."""

    @contextmanager
    def hold(lock):
        taken, enough = threading.Event(), threading.Event()

        @transaction.atomic
        def holder():
            lock()
            taken.set()
            enough.wait(10)

        holding = apart(holder)
        assert taken.wait(10)
        yield
        enough.set()
        holding.result(10)

    return hold


def somebody_waits():
    """Return once a connection waits for a lock."""
    question = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    until = time.monotonic() + 10
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(question)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("Nobody waits.")


def test_switching_off_and_a_failure_that_is_settled_do_not_wait_for_each_other(
    aim, hand_in, receiver, apart, locked
):
    inbox = aim(receiver)
    first, second = (delivery_of(hand_in(number)).pk for number in (1, 2))
    claimed = delivery.claim(second)
    assert claimed
    row = Delivery.objects.filter(pk=second)
    row.update(state=DeliveryState.QUEUED)
    with locked(lambda: Delivery.objects.select_for_update().get(pk=first)):
        off = apart(lambda: destinations.switch_off(inbox))
        somebody_waits()  # for the first; the second, it has seen, is queued
        row.update(state=DeliveryState.LEASED)
        settled = apart(lambda: delivery.settle(claimed, Result(Outcome.FAILED, 500)))
        time.sleep(0.2)
    off.result(10)
    assert settled.result(10)
    assert Destination.objects.get().consecutive_failures == 1
    assert Delivery.objects.get(pk=first).state == DeliveryState.BLOCKED


def test_a_failure_that_no_longer_counts_is_not_noted(aim, hand_in, receiver):
    aim(receiver)
    claimed = delivery.claim(delivery_of(hand_in()).pk)
    assert claimed
    Delivery.objects.update(lease_token=None, state=DeliveryState.QUEUED)
    assert not delivery.settle(claimed, Result(Outcome.GONE, 410))
    inbox = Destination.objects.get()
    assert (inbox.state, inbox.consecutive_failures) == ("active", 0)


def test_an_enquiry_is_accepted_while_a_destination_stops_what_waits(
    aim, hand_in, receiver, apart, locked
):
    inbox = aim(receiver)
    waiting = delivery_of(hand_in(1)).pk
    with locked(lambda: Delivery.objects.select_for_update().get(pk=waiting)):
        off = apart(lambda: destinations.switch_off(inbox))
        somebody_waits()
        accepted = apart(lambda: hand_in(2))
        assert accepted.result(5).reference
    off.result(10)


def test_trying_again_and_giving_up_do_not_wait_for_each_other(
    aim, hand_in, receiver, apart, locked
):
    aim(receiver)
    submission = hand_in()
    Submission.objects.update(state=SubmissionState.QUARANTINED)
    Delivery.objects.update(state=DeliveryState.BLOCKED)
    one = Delivery.objects.get()
    with locked(lambda: Submission.objects.select_for_update().get(pk=submission.pk)):
        again = apart(lambda: retrying.try_again(Delivery.objects.all()))
        somebody_waits()
        # Whoever holds the submission gets at its deliveries.
        moved = apart(lambda: Delivery.objects.filter(pk=one.pk).update(uncertain=True))
        assert moved.result(5) == 1
    assert again.result(10) == [one.pk]
    assert Submission.objects.get().state == SubmissionState.HELD


def test_last_attempts_and_switching_on_do_not_wait_for_each_other(
    aim, hand_in, receiver, apart, locked
):
    inbox = aim(receiver)
    for number in (1, 2):
        hand_in(number)
    Delivery.objects.update(state=DeliveryState.BLOCKED)
    Submission.objects.update(hold_until=schedule.now())
    first, second = Delivery.objects.order_by("submission__accepted_at")
    with locked(lambda: Delivery.objects.select_for_update().get(pk=second.pk)):
        last = apart(retention.try_a_last_time)
        somebody_waits()
        # It waits for the second, and holds the first no more.
        moved = apart(lambda: Delivery.objects.filter(pk=first.pk).update(uncertain=True))
        assert moved.result(5) == 1
    assert last.result(10) == 2
    assert destinations.switch_on(inbox) == 0
    assert HeldPayload.objects.count() == 2
