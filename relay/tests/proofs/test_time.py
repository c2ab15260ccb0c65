"""Days pass, forwards and backwards, with the receiver down or with us: nothing expires untried."""

from __future__ import annotations

import signal
import time
import urllib.request
from datetime import timedelta

import pytest

from relay import schedule
from relay.models import Attempt, Delivery, HeldPayload, Receipt, Submission, Sweep
from relay.states import DeliveryState, SubmissionState
from relay.tests.proofs.conftest import all_purged, nothing_is_left
from relay.tests.receiver import Receiver, running
from zenflow.processes import wait_until
from zenflow.testing.stand import named

pytestmark = [pytest.mark.proof, pytest.mark.timeout(300)]


class Days:
    """Lets days go by as a receiver is down, an attempt at a time."""

    def __init__(self, stand, worker):
        self.stand, self.worker = stand, worker
        self.off = timedelta(0)

    def pass_until(self, day):
        """Let every attempt that is due until then be made; at most 40 of them."""
        for _ in range(40):
            waiting = Delivery.objects.filter(state=DeliveryState.RETRY_WAIT).first()
            if waiting is None:
                return
            due = waiting.next_attempt_at - schedule.now() + timedelta(seconds=1)
            if self.off + due > day:
                self._set(day)
                return
            self._set(self.off + max(due, timedelta(0)))
            before = waiting.attempt_count
            moved = Delivery.objects.filter(pk=waiting.pk, attempt_count__gt=before)
            assert wait_until(moved.exclude(state=DeliveryState.LEASED).exists, within=30)

    def _set(self, off):
        """Move the clock as if the sweep had gone on all the while: this is no outage of ours."""
        self.off = off
        self.worker.send_signal(signal.SIGSTOP)
        self.stand.orders.set_clock(off)
        Sweep.objects.update(at=schedule.now())
        self.worker.send_signal(signal.SIGCONT)


@pytest.fixture
def days(stand, worker):
    return Days(stand, worker)


@pytest.fixture
def down():
    """Give a receiver that is down until it is run."""
    receiver = Receiver()
    with running(receiver):
        pass
    return receiver


@pytest.mark.parametrize("how_long", [3, 6])
def test_a_receiver_down_for_days_gets_it(stand, aim, down, post, worker, days, how_long):
    aim(down)
    post.until_accepted(post.enquiry())
    assert wait_until(Attempt.objects.exists, within=20)
    days.pass_until(timedelta(days=how_long))
    assert HeldPayload.objects.count() == 1
    tried = Attempt.objects.count()
    assert tried >= 12, "the table of waits, and then every twelve hours"
    with running(down):
        days.pass_until(timedelta(days=how_long, hours=15))
        assert all_purged()
    assert len(down.arrivals) == 1
    nothing_is_left()


def test_a_receiver_down_for_eight_days_is_given_up_and_the_receipt_says_so(
    stand, aim, down, post, worker, days
):
    aim(down)
    reference = post.until_accepted(post.enquiry())
    assert wait_until(Attempt.objects.exists, within=20)
    days.pass_until(timedelta(days=8))
    assert all_purged()
    assert Delivery.objects.get().state == DeliveryState.DEAD
    assert Receipt.objects.get().body["outcome"] == "not_delivered"
    last = Attempt.objects.order_by("number").last()
    assert last is not None
    assert last.started_at >= Submission.objects.get().hold_until, "tried once more at the end"
    with urllib.request.urlopen(f"{stand.url}/r/{reference}", timeout=20) as page:
        assert "nicht zugestellt" in page.read().decode()


@pytest.mark.parametrize("days_off", [1, -1], ids=["a day forward", "a day back"])
def test_a_clock_that_jumps_brings_no_storm_and_loses_nothing(
    stand, aim, inbox, post, worker, days_off
):
    aim(inbox)
    inbox.status = 500
    post.many(4)
    assert wait_until(lambda: Attempt.objects.count() >= 4, within=20)
    jumped = Attempt.objects.count()
    stand.orders.set_clock(timedelta(days=days_off))
    time.sleep(6)
    assert Attempt.objects.count() - jumped <= 4 + 4, "at most the try that was due, and the next"
    inbox.status = 200
    stand.orders.set_clock(timedelta(days=days_off, hours=1))
    if days_off < 0:
        assert HeldPayload.objects.count() == 4, "they wait for the time they were told"
        stand.orders.set_clock(timedelta(hours=1))
    assert all_purged()
    assert Receipt.objects.count() == 4
    nothing_is_left()


def test_after_our_own_outage_of_ten_days_nothing_expires_untried(stand, aim, inbox, post, worker):
    """Not even where the receiver fails at first, as after a power cut that both had."""
    aim(inbox)
    assert wait_until(Sweep.objects.exists, within=20)
    worker.send_signal(signal.SIGSTOP)
    post.many(30)
    inbox.answers = [503] * 10
    stand.orders.set_clock(timedelta(days=10))
    worker.send_signal(signal.SIGCONT)
    assert wait_until(lambda: not inbox.answers, within=30)
    stand.orders.set_clock(timedelta(days=10, hours=1))
    assert all_purged()
    assert len({one.id for one in inbox.arrivals}) == 30
    nothing_is_left()


def test_the_master_key_is_rotated_with_enquiries_held_and_all_are_delivered(
    stand, aim, inbox, post, worker, settings
):
    aim(inbox)
    worker.send_signal(signal.SIGSTOP)
    post.many(30)
    old = dict(settings.MASTER_KEYS)
    both = {"new": b"n" * 32, **old}
    stand.kill(worker)
    try:
        said = stand.manage("rotate_master_key", MASTER_KEYS=named(both))
        assert "wraps nothing any more: remove it" in said
        stand.start_worker(MASTER_KEYS=named({"new": both["new"]}))
        stand.orders.set_clock(timedelta(minutes=1))
        assert all_purged()
    finally:
        stand.kill(stand.workers[-1])
        stand.kill(stand.web)
    assert len({one.id for one in inbox.arrivals}) == 30
    assert Submission.objects.exclude(state=SubmissionState.PURGED).count() == 0
    nothing_is_left()
