"""The broker, the database or the disk goes away: a 202 is kept, and there is no false one."""

from __future__ import annotations

import os
import signal
import time
from datetime import timedelta

import pytest
from django.db import connection

from relay.models import Delivery, HeldPayload, Receipt, Submission
from relay.states import DeliveryState
from relay.tests.proofs.conftest import all_purged, nothing_is_left
from zenflow.processes import wait_until

A_LEASE = timedelta(minutes=1)
DOORS_KNOWN_FOR = 2.1  # seconds


def lost_with_the_broker(stand):
    """Empty the broker; return how many tasks it held."""
    with stand.broker() as broker:
        lost = broker.llen("celery") + broker.hlen("unacked")
        broker.flushall()
    return lost


@pytest.mark.parametrize("held", [40, pytest.param(500, marks=pytest.mark.proof)])
def test_the_broker_is_emptied_with_enquiries_held_and_all_are_delivered(
    stand, aim, inbox, post, worker, held
):
    aim(inbox)
    worker.send_signal(signal.SIGSTOP)
    post.many(held)
    assert HeldPayload.objects.count() == held
    assert wait_until(lambda: stand.broker().llen("celery") >= held - 16, within=5)
    lost = lost_with_the_broker(stand)
    worker.send_signal(signal.SIGCONT)
    assert lost >= held - 16
    assert all_purged()
    assert len({one.id for one in inbox.arrivals}) == held
    nothing_is_left()


def test_without_a_broker_the_answer_is_202_no_slower_than_its_timeout_and_delivery_follows(
    stand, aim, inbox, post, worker
):
    aim(inbox)
    post.until_accepted(post.enquiry())
    assert all_purged()
    with stand.without(stand.valkey):
        answers = [post.once(post.enquiry()) for _ in range(12)]
    assert {one.status for one in answers} == {202}
    seconds = sorted(one.seconds for one in answers)
    assert seconds[6] < 1, "most don't notice"
    assert seconds[-1] < 10, "connecting is given up after a second, on a busy machine"
    # A worker may end when its broker does, and is started again.
    assert wait_until(lambda: not stand.tend() and all_purged(0.5), within=60)
    assert len({one.id for one in inbox.arrivals}) == 13
    nothing_is_left()


def test_the_database_restarts_during_delivery_and_nothing_counts_as_delivered_that_was_not(
    stand, aim, inbox, post, worker
):
    aim(inbox)
    restarted: list[bool] = []

    def restart():
        if not restarted:
            restarted.append(True)
            time.sleep(1.5)  # meanwhile it does

    inbox.during = restart
    inbox.answers = [503]
    post.until_accepted(post.enquiry())
    assert wait_until(lambda: bool(restarted), within=10)
    stand.restart_database()
    assert Delivery.objects.exclude(state=DeliveryState.LEASED).count() == 0
    assert not Receipt.objects.exists()
    assert wait_until(lambda: inbox.arrivals[0].answered == 503, within=5)
    stand.orders.set_clock(A_LEASE)
    assert all_purged()
    assert [one.answered for one in inbox.arrivals] == [503, 200]
    nothing_is_left()


def test_without_a_database_the_answer_is_503_and_nothing_was_promised(
    stand, aim, inbox, post, worker
):
    aim(inbox)
    warm, cold = post.enquiry(), post.enquiry()
    post.until_accepted(post.enquiry())
    with stand.without(stand.main):
        first = post.once(warm)
        time.sleep(DOORS_KNOWN_FOR)
        second = post.once(cold)
    for answer in (first, second):
        assert (answer.status, answer.said["code"]) == (503, "unavailable")
        assert answer.seconds < 6
    assert Submission.objects.count() == 1
    assert post.until_accepted(warm) != post.until_accepted(cold)
    assert all_purged()
    assert len({one.id for one in inbox.arrivals}) == Receipt.objects.count() == 3


def test_without_the_keys_database_nothing_is_promised_and_what_is_held_waits(
    stand, aim, inbox, post, worker
):
    aim(inbox)
    with stand.without(stand.keys):
        assert post.once(post.enquiry()).status == 503
    assert Submission.objects.count() == 0
    post.until_accepted(post.enquiry())
    assert all_purged()


@pytest.mark.proof
def test_on_a_full_disk_the_answer_is_503_and_nothing_is_half_written(
    stand, aim, inbox, post, worker
):
    """No file of the database may grow beyond 16 MB, as its log's don't; the contents' table has."""
    aim(inbox)
    worker.send_signal(signal.SIGSTOP)
    post.until_accepted(post.enquiry())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE relay_heldpayload SET ciphertext = %s", [os.urandom(17 * 2**20)])
    full = post.enquiry(message="x" * 5000)
    with stand.full_disk(16 * 2**20):
        answer = post.once(full)
        assert (answer.status, answer.said["code"]) == (503, "unavailable")
        assert Submission.objects.count() == HeldPayload.objects.count() == 1
        assert Delivery.objects.count() == 1
    assert post.until_accepted(full)
    Submission.objects.order_by("accepted_at")[0].delete()
    worker.send_signal(signal.SIGCONT)
    assert all_purged()
    assert [one.json["data"]["values"]["message"] for one in inbox.arrivals] == ["x" * 5000]
