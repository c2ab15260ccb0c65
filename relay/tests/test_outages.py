"""Our own outages shorten nobody's hold."""

from __future__ import annotations

from datetime import timedelta

import pytest

from relay import delivery, outages, sweeping
from relay.models import Attempt, HeldPayload, Submission, Sweep
from relay.states import DeliveryState
from relay.tests.conftest import delivery_of, fresh

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]
A_MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def submission(aim, hand_in, receiver, clock):
    aim(receiver)
    outages.notice()
    return hand_in()


def test_an_outage_of_ours_postpones_the_end_of_the_hold_by_as_long(submission, hand_in, clock):
    clock.advance(days=6)
    later = hand_in(2)
    clock.advance(days=4)
    assert outages.notice() == 2
    assert fresh(submission).hold_until == submission.hold_until + timedelta(days=10)
    assert fresh(later).hold_until == later.hold_until + timedelta(days=4)
    assert outages.notice() == 0, "once"


@pytest.mark.parametrize("gap", [timedelta(minutes=9), timedelta(days=-1)])
def test_a_pause_as_in_an_update_or_a_clock_set_back_postpones_nothing(submission, clock, gap):
    clock.at += gap
    assert outages.notice() == 0
    assert fresh(submission).hold_until == submission.hold_until
    assert Sweep.objects.get().at == clock.at


def test_after_ten_days_of_ours_a_receiver_that_fails_once_still_gets_it(
    submission, receiver, clock
):
    receiver.answers = [500]
    clock.advance(days=10)
    delivery.work(delivery_of(submission).pk)
    waiting = delivery_of(submission)
    assert waiting.state == DeliveryState.RETRY_WAIT, "no sweep has looked at the clock yet"
    assert waiting.next_attempt_at > clock.at, "no storm meanwhile"
    sweeping.sweep()
    clock.advance(minutes=1)
    sweeping.sweep()
    delivery.work(waiting.pk)
    assert delivery_of(submission).state == DeliveryState.DELIVERED
    assert Attempt.objects.count() == 2


def test_an_outage_that_is_noticed_while_a_worker_tries_ends_nothing(submission, receiver, clock):
    """It began before the sweep looked at the clock, and came back after."""
    receiver.status = 500
    clock.advance(days=10)
    claimed = delivery.claim(delivery_of(submission).pk)
    assert claimed
    assert claimed.is_last
    result = delivery.send(claimed)
    sweeping.sweep()
    assert delivery.settle(claimed, result)
    assert delivery_of(submission).state == DeliveryState.RETRY_WAIT
    assert HeldPayload.objects.exists()


def test_while_we_are_there_the_hold_ends_when_it_was_said_to(submission, receiver, clock):
    receiver.status = 500
    clock.at = submission.hold_until
    Sweep.objects.update(at=clock.at - A_MINUTE)
    sweeping.sweep()
    delivery.work(delivery_of(submission).pk)
    assert delivery_of(submission).state == DeliveryState.DEAD
    assert not HeldPayload.objects.exists()


def test_what_is_no_longer_held_keeps_its_end(submission, clock):
    delivery.work(delivery_of(submission).pk)
    clock.advance(days=10)
    assert outages.notice() == 0
    assert Submission.objects.get().hold_until == submission.hold_until
