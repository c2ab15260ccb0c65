from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import OperationalError, connections

from relay import delivery, destinations, outages, receipts, sweeping
from relay.models import Attempt, Delivery, HeldPayload, Receipt, Submission, Watermark
from relay.states import DeliveryState, SubmissionState
from relay.tests.conftest import delivery_of, fresh

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


def test_the_end_of_the_hold_brings_one_more_attempt_and_then_destroys(
    aim, hand_in, receiver, clock
):
    aim(receiver)
    receiver.status = 500
    submission = hand_in()
    tries = 0
    while fresh(submission).state == SubmissionState.HELD:
        sweeping.put_in_order()
        delivery.work_off(float("inf"))
        tries += 1
        assert tries < 60
        upcoming = delivery_of(submission).next_attempt_at
        clock.at = max(clock.at + timedelta(milliseconds=1), upcoming)
    last = Attempt.objects.order_by("number").last()
    assert last is not None
    assert last.started_at >= submission.hold_until
    assert delivery_of(submission).state == DeliveryState.DEAD
    assert fresh(submission).state == SubmissionState.PURGED
    assert HeldPayload.objects.count() == 0
    assert Receipt.objects.get().body["outcome"] == "not_delivered"
    starts = list(Attempt.objects.order_by("number").values_list("started_at", flat=True))
    assert all(later > earlier for earlier, later in pairwise(starts))
    assert len(starts) == len(receiver.enquiries) >= 20


def test_an_outage_of_our_own_expires_nothing_untried(aim, hand_in, receiver, clock):
    aim(receiver)
    submission = hand_in()
    clock.advance(days=10)
    sweeping.put_in_order()
    assert HeldPayload.objects.count() == 1
    delivery.work(delivery_of(submission).pk)
    assert delivery_of(submission).state == DeliveryState.DELIVERED
    assert len(receiver.enquiries) == 1


@pytest.mark.parametrize("mended", [True, False])
def test_what_was_stopped_by_410_is_tried_once_more_when_the_hold_ends(
    aim, hand_in, receiver, clock, mended
):
    aim(receiver)
    receiver.answers = [410]
    receiver.status = 200 if mended else 410
    submission = hand_in()
    delivery.work(delivery_of(submission).pk)
    clock.advance(days=8)
    sweeping.put_in_order()
    delivery.work_off(float("inf"))
    assert len(receiver.enquiries) == 2
    expected = DeliveryState.DELIVERED if mended else DeliveryState.DEAD
    assert delivery_of(submission).state == expected
    assert fresh(submission).state == SubmissionState.PURGED


def test_what_its_tenant_switched_off_ends_with_the_hold_without_another_attempt(
    aim, hand_in, receiver, clock
):
    destination = aim(receiver)
    submission = hand_in()
    destinations.switch_off(destination)
    clock.advance(days=8)
    sweeping.put_in_order()
    assert receiver.enquiries == []
    assert delivery_of(submission).state == DeliveryState.DEAD
    assert HeldPayload.objects.count() == 0
    assert Receipt.objects.get().body["outcome"] == "not_delivered"


def test_one_enquiry_that_cannot_be_ended_keeps_no_other_from_its_end(
    aim, hand_in, receiver, clock, monkeypatch, caplog
):
    destination = aim(receiver)
    submissions = [hand_in(number) for number in range(3)]
    destinations.switch_off(destination)
    clock.advance(days=8)
    issue, odd = receipts.issue, submissions[1]

    def fail_for_one(submission, *said):
        if submission.pk == odd.pk:
            raise ValueError("needle")
        return issue(submission, *said)

    monkeypatch.setattr(receipts, "issue", fail_for_one)
    sweeping.put_in_order()
    first, held, last = (fresh(one).state for one in submissions)
    assert held == SubmissionState.HELD
    # SQLite's log can't be emptied within the test's transaction, so that nothing is shredded yet.
    assert {first, last} <= {SubmissionState.PURGED, SubmissionState.SHREDDED}
    assert str(delivery_of(odd).pk) in caplog.text
    assert "ValueError" in caplog.text
    assert "needle" not in caplog.text
    monkeypatch.setattr(receipts, "issue", issue)
    sweeping.put_in_order()
    assert fresh(odd).state == SubmissionState.PURGED


def test_a_sweep_ends_when_the_database_is_away(aim, hand_in, receiver, clock, monkeypatch):
    destination = aim(receiver)
    for number in range(2):
        hand_in(number)
    destinations.switch_off(destination)
    clock.advance(days=8)
    tried = []

    def broken(row):
        tried.append(row)
        raise OperationalError

    monkeypatch.setattr(delivery, "give_up", broken)
    monkeypatch.setattr(connections["default"].__class__, "is_usable", lambda _: False)
    with pytest.raises(OperationalError):
        sweeping.put_in_order()
    assert len(tried) == 1


def test_evidence_is_deleted_after_its_time(aim, hand_in, receiver, clock, settings):
    aim(receiver)
    delivery.work(delivery_of(hand_in(1)).pk)
    held = hand_in(2)
    clock.advance(days=settings.EVIDENCE_DAYS - 1)
    sweeping._tidied_at = float("-inf")
    sweeping.put_in_order()
    assert Submission.objects.count() == 2
    clock.advance(days=2)
    sweeping._tidied_at = float("-inf")
    sweeping.put_in_order()
    assert list(Submission.objects.all()) == [held], "what is still held is never forgotten"
    assert Attempt.objects.count() == Receipt.objects.count() == 0


@pytest.mark.parametrize("step", ["evidence.forget_old", "sweeping.reap", "bouncing.over"])
def test_a_step_that_fails_keeps_no_other_from_its_turn(
    aim, hand_in, receiver, monkeypatch, caplog, rung, step
):
    aim(receiver)
    stopped, waiting = hand_in(1), hand_in(2)
    rung.clear()
    Delivery.objects.filter(submission=stopped).update(state="blocked")
    Submission.objects.filter(pk=stopped.pk).update(hold_until=stopped.accepted_at)
    monkeypatch.setattr(f"relay.{step}", lambda: Delivery.objects.get(pk="needle"))
    monkeypatch.setattr(sweeping, "_tidied_at", float("-inf"))
    sweeping.sweep()
    assert rung == [str(delivery_of(one).pk) for one in (waiting, stopped)]
    assert Watermark.objects.exists(), "what comes after it in the sweep"
    assert "ValidationError" in caplog.text
    assert "needle" not in caplog.text


def test_nothing_is_ended_before_outages_are_noticed(aim, hand_in, receiver, clock, monkeypatch):
    destination = aim(receiver)
    submission = hand_in()
    destinations.switch_off(destination)
    clock.advance(days=10)
    monkeypatch.setattr(outages, "notice", lambda: 1 / 0)
    sweeping.sweep()
    assert fresh(submission).state == SubmissionState.HELD
