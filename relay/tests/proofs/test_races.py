"""Processes that do the same thing at the same moment, or come back late."""

from __future__ import annotations

import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from relay.models import (
    Attempt,
    Delivery,
    EpochKey,
    HeldPayload,
    KeyEpoch,
    Receipt,
    Submission,
)
from relay.states import EpochState
from relay.tests.proofs.conftest import all_purged, nothing_is_left
from zenflow.processes import wait_until

A_LEASE = timedelta(minutes=1)


@pytest.mark.proof
@pytest.mark.parametrize("late_first", [True, False], ids=["late first", "late last"])
def test_a_worker_that_comes_back_after_its_lease_is_fenced_out_in_both_orders(
    stand, aim, inbox, post, worker, late_first
):
    aim(inbox)
    stand.orders.strike("sent", signal.SIGSTOP)
    post.until_accepted(post.enquiry())
    assert wait_until(lambda: stand.orders.struck("sent") == worker.pid, within=20)
    comes, goes_on = threading.Event(), threading.Event()

    def hold_the_second():
        comes.set()
        goes_on.wait(20)

    inbox.during = hold_the_second
    stand.start_worker()
    stand.orders.set_clock(A_LEASE)
    assert comes.wait(20), "the other worker took it over"
    if late_first:
        worker.send_signal(signal.SIGCONT)
        assert not wait_until(lambda: not HeldPayload.objects.exists(), within=2), "fenced out"
        assert not Attempt.objects.filter(outcome="delivered").exists()
    goes_on.set()
    assert all_purged()
    before = list(Attempt.objects.values_list("number", "outcome"))
    worker.send_signal(signal.SIGCONT)
    assert not wait_until(lambda: Attempt.objects.count() != len(before), within=2)
    assert [outcome for _, outcome in before].count("delivered") == 1
    assert len(inbox.arrivals) == 2
    assert len({one.id for one in inbox.arrivals}) == 1
    nothing_is_left()


def test_of_twenty_identical_posts_at_once_one_is_stored_and_changed_contents_are_a_409(
    stand, aim, inbox, post, worker
):
    aim(inbox)
    worker.send_signal(signal.SIGSTOP)
    enquiry = post.enquiry()
    try:
        with ThreadPoolExecutor(20) as pool:
            answers = list(pool.map(lambda _: post.once(enquiry), range(20)))
        changed = {**enquiry, "answers": {**enquiry["answers"], "message": "anders"}}
        other = post.once(changed)
    finally:
        worker.send_signal(signal.SIGCONT)
    assert {one.status for one in answers} == {202}
    assert len({one.reference for one in answers}) == 1
    assert (other.status, other.said["code"]) == (409, "different_content")
    assert all_purged()
    assert Submission.objects.count() == len(inbox.arrivals) == 1


def test_an_accept_and_a_shred_at_the_same_moment_lose_nothing(stand, aim, inbox, post, worker):
    """A web process stops with a sealed enquiry; its epoch is closed and its key destroyed."""
    aim(inbox)
    post.until_accepted(post.enquiry())
    assert all_purged()
    before = KeyEpoch.objects.get()
    stand.orders.strike("storing", signal.SIGSTOP)
    with ThreadPoolExecutor(1) as pool:
        accepted = pool.submit(post.until_accepted, post.enquiry())
        assert wait_until(lambda: stand.orders.struck("storing") is not None, within=10)
        stand.orders.set_clock(timedelta(hours=1))
        destroyed = KeyEpoch.objects.filter(pk=before.pk, state=EpochState.DESTROYED)
        assert wait_until(destroyed.exists, within=20)
        assert not EpochKey.objects.filter(pk=before.pk).exists()
        stand.orders.resume("storing")
        assert accepted.result(20)
    assert all_purged()
    assert len(inbox.arrivals) == Receipt.objects.count() == 2
    nothing_is_left()


@pytest.mark.proof
def test_two_destinations_that_settle_at_the_same_moment_purge_once(
    stand, aim, inbox, post, worker
):
    for name in ("First", "Second"):
        aim(inbox, name)
    together = threading.Barrier(2)

    def meet():
        together.wait(20)

    inbox.during = meet
    for _ in range(20):
        post.until_accepted(post.enquiry())
    assert all_purged()
    assert len(inbox.arrivals) == Delivery.objects.count() == 40
    assert Receipt.objects.count() == 20
    nothing_is_left()
