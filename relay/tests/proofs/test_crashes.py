"""Processes that end at the worst moment: nothing is lost, nothing is left."""

from __future__ import annotations

import signal
from datetime import timedelta

import pytest

from relay.models import Attempt, Delivery, HeldPayload, Receipt
from relay.tests.proofs.conftest import all_purged, nothing_is_left
from zenflow.processes import wait_until

A_LEASE = timedelta(minutes=1)


@pytest.fixture
def struck(stand):
    """Wait until a process was struck at a fail point."""

    def wait(point, within=20):
        assert wait_until(lambda: stand.orders.struck(point) is not None, within=within), stand.log
        return stand.orders.struck(point)

    return wait


def test_killed_after_the_receivers_200_it_is_sent_again_with_the_same_id_then_purged(
    stand, aim, inbox, post, worker, struck
):
    aim(inbox)
    stand.orders.strike("sent", signal.SIGKILL)
    post.until_accepted(post.enquiry())
    assert struck("sent") == worker.pid
    assert worker.wait(5) == -signal.SIGKILL
    assert len(inbox.arrivals) == HeldPayload.objects.count() == 1
    assert not Attempt.objects.exists()

    stand.start_worker()
    stand.orders.set_clock(A_LEASE)
    assert all_purged()
    first, second = inbox.arrivals
    assert first.id == second.id
    assert first.body == second.body
    assert Delivery.objects.get().uncertain
    nothing_is_left()


@pytest.mark.proof
def test_killed_after_the_commit_it_is_not_sent_again(stand, aim, inbox, post, worker, struck):
    aim(inbox)
    stand.orders.strike("settled", signal.SIGKILL)
    post.until_accepted(post.enquiry())
    struck("settled")
    worker.wait(5)
    nothing_is_left()
    with stand.broker() as broker:
        assert broker.hlen("unacked") >= 1, "its task was not acknowledged"
        stand.start_worker()
        stand.orders.set_clock(A_LEASE)
        post.until_accepted(post.enquiry())
        assert all_purged()
    assert len(inbox.arrivals) == 2, "the second is the other enquiry"
    assert len({one.id for one in inbox.arrivals}) == 2


def test_killed_between_accept_and_message_the_sweep_delivers(
    stand, aim, inbox, post, worker, struck
):
    aim(inbox)
    enquiry = post.enquiry()
    stand.orders.strike("accepted", signal.SIGKILL)
    assert post.once(enquiry).status == 0, "nobody told the browser"
    struck("accepted")
    assert all_purged()
    assert post.until_accepted(enquiry), "the browser's second try"
    assert len(inbox.arrivals) == Receipt.objects.count() == 1
    nothing_is_left()


@pytest.mark.proof
@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGQUIT], ids=["SIGTERM", "SIGQUIT"])
def test_told_to_stop_during_the_commit_it_is_consistent(
    stand, aim, inbox, post, worker, struck, signum
):
    aim(inbox)
    stand.orders.strike("settling", signum)
    post.until_accepted(post.enquiry())
    struck("settling")
    worker.wait(40)
    delivered, purged = Attempt.objects.count(), Receipt.objects.count()
    assert delivered == purged == 1 - HeldPayload.objects.count(), "all of it or none"

    stand.start_worker()
    stand.orders.set_clock(A_LEASE)
    assert all_purged()
    assert len({one.id for one in inbox.arrivals}) == 1
    assert len(inbox.arrivals) == 2 - purged
    nothing_is_left()
