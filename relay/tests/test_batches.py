"""A worker takes several deliveries of a destination at once, and tries one at a time."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from types import SimpleNamespace

import pytest

from relay import batches, breaker, delivery, destinations, schedule, sweeping, turns
from relay.claims import Claim
from relay.models import Attempt, Delivery, Destination, Submission
from relay.states import DeliveryState
from relay.tests.conftest import delivery_of

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]

FOREVER = float("inf")


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def due(aim, hand_in, receiver):
    """Give a destination for which four deliveries are due, the first one longest."""
    inbox = aim(receiver)
    for number in range(4):
        hand_in(number)
    return inbox


def rows():
    """Give each delivery's state, attempts and whether it may have arrived."""
    found = Delivery.objects.order_by("next_attempt_at", "submission__accepted_at")
    return list(found.values_list("state", "attempt_count", "uncertain"))


WAITING = (DeliveryState.QUEUED, 0, False)


def test_only_the_one_being_sent_counts_as_an_attempt(due):
    with closing(batches.turn(due, FOREVER)) as turn:
        next(turn)
        leased = list(Delivery.objects.values_list("state", "attempt_count"))
        assert sorted(leased) == [("leased", 0), ("leased", 0), ("leased", 0), ("leased", 1)]
        assert Delivery.objects.values("lease_token").distinct().count() == 1


def test_what_has_not_begun_is_let_go_as_it_was(due):
    before = set(Delivery.objects.values_list("pk", "next_attempt_at"))
    with closing(batches.turn(due, FOREVER)) as turn:
        begun = next(turn)
    assert Delivery.objects.get(pk=begun.delivery.pk).state == DeliveryState.LEASED
    assert rows().count(WAITING) == 3
    assert not Delivery.objects.filter(state=DeliveryState.QUEUED).exclude(lease_token=None)
    assert set(Delivery.objects.values_list("pk", "next_attempt_at")) == before


def test_a_worker_that_dies_in_a_batch_leaves_one_that_may_have_arrived(due, clock):
    turn = batches.turn(due, FOREVER)
    next(turn)
    begun = next(turn)
    clock.advance(seconds=11)
    assert sweeping.reap() == 2
    assert rows().count(WAITING) == 2
    clock.advance(seconds=schedule.lease(0).total_seconds())
    assert sweeping.reap() == 2
    assert rows().count((DeliveryState.QUEUED, 1, True)) == 2
    assert Delivery.objects.get(pk=begun.delivery.pk).uncertain


def test_who_lost_the_lease_of_the_next_one_sends_it_no_more(due, receiver, clock):
    with closing(batches.turn(due, FOREVER)) as turn:
        next(turn)
        clock.advance(seconds=11)
        sweeping.reap()
        taken = Delivery.objects.filter(state=DeliveryState.QUEUED)
        follower = [delivery.claim(one.pk) for one in taken]
        assert all(follower)
        assert next(turn, None) is None
    assert Delivery.objects.filter(state=DeliveryState.LEASED).count() == 4
    assert {one.token for one in follower if one} <= set(
        Delivery.objects.values_list("lease_token", flat=True)
    )


def test_a_worker_that_begins_at_the_last_moment_is_not_reaped(due, clock, monkeypatch):
    """The reaper saw the lease lapse; before it acts, the worker renews it."""
    turn = batches.turn(due, FOREVER)
    next(turn)
    clock.advance(seconds=11)
    queue_again = sweeping._queue_again
    begun: list[Claim] = []

    def late(lapsed, at):
        if not begun:
            begun.append(next(turn))
        return queue_again(lapsed, at)

    monkeypatch.setattr(sweeping, "_queue_again", late)
    assert sweeping.reap() == 2
    (claimed,) = begun
    assert Delivery.objects.get(pk=claimed.delivery.pk).lease_token == claimed.token
    turn.close()


def test_the_cap_counts_workers_and_not_what_they_keep(aim, hand_in, receiver):
    inbox = aim(receiver, max_in_flight=2)
    for number in range(60):
        hand_in(number)
    first, second = batches.turn(inbox, FOREVER), batches.turn(inbox, FOREVER)
    assert next(first)
    assert Delivery.objects.filter(state=DeliveryState.LEASED).count() == turns.TURN
    assert next(second), "a batch counts once"
    assert turns.take() is None
    assert turns.is_full(inbox, schedule.now())
    first.close()
    second.close()


def test_a_breaker_that_opens_lets_the_rest_go(aim, hand_in, receiver):
    inbox = aim(receiver)
    receiver.status = 500
    for number in range(20):
        hand_in(number)
    assert delivery.work_off(FOREVER) == breaker.OPENS_AFTER
    assert len(receiver.enquiries) == Attempt.objects.count() == breaker.OPENS_AFTER
    assert Delivery.objects.filter(state=DeliveryState.LEASED).count() == 0
    assert rows().count(WAITING) == 20 - breaker.OPENS_AFTER
    assert Destination.objects.get(pk=inbox.pk).open_until


def test_a_breaker_that_another_worker_opened_lets_the_rest_go(due, clock):
    with closing(batches.turn(due, FOREVER)) as turn:
        next(turn)
        until = clock.at + timedelta(minutes=1)
        Destination.objects.filter(pk=due.pk).update(open_until=until)
        assert next(turn, None) is None
    assert rows().count(WAITING) == 3


def test_a_destination_that_is_switched_off_gets_no_more_of_the_batch(due):
    with closing(batches.turn(due, FOREVER)) as turn:
        next(turn)
        destinations.switch_off(Destination.objects.get(pk=due.pk))
        assert next(turn, None) is None
    assert rows().count(WAITING) == 3
    sweeping.put_in_order()
    assert rows().count((DeliveryState.BLOCKED, 0, False)) == 3


def test_a_slow_destination_gets_seconds_and_no_more(due, receiver, monkeypatch):
    seconds = iter([0.0, 0.0, turns.LASTS + 0.1])
    monkeypatch.setattr(batches, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    with closing(batches.turn(due, FOREVER)) as turn:
        assert len([delivery._try(claimed) for claimed in turn]) == 1
    assert rows().count(WAITING) == 3


@pytest.mark.parametrize("special", ["uncertain", "last"])
def test_what_may_kill_a_worker_and_last_attempts_go_by_themselves(due, clock, special):
    first = Delivery.objects.order_by("next_attempt_at")[0]
    if special == "uncertain":
        Delivery.objects.filter(pk=first.pk).update(uncertain=True)
    else:
        Submission.objects.filter(pk=first.submission_id).update(hold_until=clock.at)
    with closing(batches.turn(due, FOREVER)) as turn:
        assert next(turn).delivery.pk == first.pk
        assert Delivery.objects.filter(state=DeliveryState.LEASED).count() == 1
        assert next(turn, None) is None
    with closing(batches.turn(due, FOREVER)) as turn:
        assert next(turn)
        assert Delivery.objects.filter(state=DeliveryState.LEASED).count() == 4


def test_another_ones_turn_comes_although_a_batch_is_under_way(due, aim, hand_in, receiver):
    other = aim(receiver, "Other")
    submission = hand_in(99)
    with closing(batches.turn(due, FOREVER)) as turn:
        next(turn)
        Destination.objects.filter(pk=due.pk).update(last_served_at=schedule.now())
        assert turns.take() == other
        assert delivery.attempt(delivery_of(submission, other).pk)
