from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django_scopes import scope, scopes_disabled

from relay import breaker, delivery, destinations, retrying, schedule, sweeping, turns
from relay.models import Attempt, Delivery, Destination
from relay.results import Result
from relay.states import DeliveryState, Outcome, SubmissionState
from relay.tests.conftest import delivery_of, fresh

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def down(aim, hand_in, receiver, clock):
    """Give a destination whose breaker has just opened, and what it tried and what waits."""
    aim(receiver)
    receiver.status = 500
    tried = [hand_in(number) for number in range(breaker.OPENS_AFTER)]
    for submission in tried:
        assert delivery.attempt(delivery_of(submission).pk)
    return tried


def inbox() -> Destination:
    return Destination.objects.get(name="Inbox")


def test_it_opens_after_so_many_failures_in_a_row(aim, hand_in, receiver, clock):
    aim(receiver)
    receiver.answers = [500, 500, 500, 500, 200, 500, 500, 500, 500, 500]
    for number in range(len(receiver.answers)):
        assert inbox().open_until is None
        delivery.attempt(delivery_of(hand_in(number)).pk)
    assert inbox().open_until == clock.at + breaker.SHORTEST
    assert inbox().consecutive_failures == breaker.OPENS_AFTER


def test_what_waits_behind_an_open_breaker_keeps_its_retry_table(down, hand_in, receiver):
    waiting = hand_in(99)
    before = delivery_of(waiting)
    assert delivery.work(before.pk) == 0
    assert delivery.work_off(float("inf")) == 0
    sweeping.sweep()
    after = delivery_of(waiting)
    assert (after.state, after.attempt_count) == (DeliveryState.QUEUED, 0)
    assert after.next_attempt_at == before.next_attempt_at
    assert len(receiver.enquiries) == breaker.OPENS_AFTER


def test_another_destination_goes_on(down, aim, hand_in, receiver):
    receiver.status = 200
    other = aim(receiver, "Other")
    submission = hand_in(99)
    assert turns.due_everywhere(60) == [delivery_of(submission, other).pk]
    assert delivery.work_off(float("inf")) == 1


def test_one_delivery_at_a_time_finds_out_whether_the_receiver_is_back(
    down, hand_in, receiver, clock
):
    ids = [delivery_of(hand_in(number)).pk for number in range(90, 93)]
    clock.advance(minutes=1)
    claimed = delivery.claim(ids[0])
    assert claimed
    assert [delivery.claim(pk) for pk in ids[1:]] == [None, None]
    assert turns.take() is None


def test_a_probe_that_died_is_followed_by_another(down, hand_in, clock):
    first, second = (delivery_of(hand_in(number)).pk for number in (98, 99))
    clock.advance(minutes=1)
    assert delivery.claim(first)
    clock.advance(seconds=schedule.lease(0).total_seconds())
    assert delivery.claim(second)


def test_it_opens_again_for_longer_when_the_probe_fails(down, hand_in, receiver, clock):
    one = delivery_of(hand_in(99)).pk
    clock.advance(hours=3)
    assert delivery.attempt(one)
    assert inbox().open_until == clock.at + breaker.LONGEST
    Destination.objects.update(first_failure_at=clock.at - timedelta(minutes=20))
    clock.advance(minutes=15)
    assert delivery.work_off(float("inf")) == 1
    assert inbox().open_until == clock.at + timedelta(minutes=35) / 4


def test_the_first_success_closes_it_and_everything_goes_out(down, hand_in, receiver, clock):
    late = [hand_in(number) for number in range(90, 95)]
    receiver.status = 200
    clock.advance(minutes=1)
    assert delivery.work_off(float("inf")) == len(down) + len(late)
    assert {fresh(one).state for one in [*down, *late]} == {SubmissionState.PURGED}
    after = inbox()
    assert (after.open_until, after.consecutive_failures, after.first_failure_at) == (None, 0, None)


def test_a_refusal_of_one_enquiry_opens_nothing_and_holds_nothing_up(
    down, aim, hand_in, receiver, clock
):
    quiet = aim(receiver, "Quiet")
    with scope(tenant=quiet.tenant):
        for _ in range(20):
            destinations.note(quiet, Result(Outcome.REFUSED, 422))
    quiet.refresh_from_db()
    assert (quiet.open_until, quiet.consecutive_failures) == (None, 0)
    assert quiet.first_failure_at == clock.at

    first, second = (delivery_of(hand_in(number), inbox()).pk for number in (98, 99))
    receiver.answers = [422, 200]
    clock.advance(minutes=1)
    assert delivery.attempt(first)
    assert delivery.attempt(second), "the refusal told nothing about the receiver"
    assert inbox().open_until is None


def test_a_last_attempt_is_made_although_the_breaker_is_open(down, hand_in, receiver, clock):
    submission = hand_in(99)
    clock.at = submission.hold_until + timedelta(seconds=1)
    Destination.objects.update(open_until=clock.at + breaker.LONGEST)
    assert delivery_of(submission).pk in turns.due_everywhere(60)
    delivery.work_off(float("inf"))
    assert delivery_of(submission).state == DeliveryState.DEAD
    assert Attempt.objects.filter(delivery__submission=submission).count() == 1


def test_somebody_who_asks_need_not_wait_for_the_breaker(down, receiver, clock):
    receiver.status = 200
    rows = Delivery.objects.filter(submission=down[0])
    (asked,) = retrying.try_again(rows)
    assert delivery.attempt(asked)
    assert inbox().open_until is None


def test_a_test_that_is_accepted_closes_it(down, receiver):
    receiver.status = 200
    assert destinations.test(inbox()).ok
    assert inbox().open_until is None


def test_the_destination_page_says_that_it_failed_and_when_it_is_tried(down, client, cast):
    client.force_login(cast.alice)
    page = client.get(f"/admin/relay/destination/{inbox().pk}/change/").content.decode()
    assert "zf-breaker" in page
    breaker.close(inbox())
    page = client.get(f"/admin/relay/destination/{inbox().pk}/change/").content.decode()
    assert "zf-breaker" not in page


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_of_many_workers_one_gets_the_probe(down, hand_in, clock):
    ids = [delivery_of(hand_in(number)).pk for number in range(90, 98)]
    clock.advance(minutes=1)

    def take(pk):
        try:
            with scopes_disabled():
                return delivery.claim(pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(one is not None for one in pool.map(take, ids)) == 1
