"""A key that isn't there: told at once, judged lost only when it stays away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError

from relay import delivery, destinations, epochs, missing_keys, receipts, shredding, sweeping
from relay.models import (
    Attempt,
    Delivery,
    Destination,
    EpochKey,
    HeldFile,
    HeldPayload,
    KeyEpoch,
    Receipt,
)
from relay.states import DeliveryState, EpochState, Outcome, SubmissionState
from relay.tests.conftest import delivery_of, fresh

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def submission(aim, hand_in, receiver, clock):
    aim(receiver)
    return hand_in()


@pytest.fixture
def kept(submission):
    """Take the key away; give it, to be put back."""
    (key,) = EpochKey.objects.all()
    EpochKey.objects.all().delete()
    epochs.forget()
    return key


def attempt(submission):
    delivery.attempt(delivery_of(submission).pk)


def test_without_its_key_an_enquiry_waits_and_is_not_put_aside(submission, kept, receiver):
    attempt(submission)
    assert Attempt.objects.get().outcome == Outcome.KEY_MISSING
    assert delivery_of(submission).state == DeliveryState.RETRY_WAIT
    assert fresh(submission).state == SubmissionState.HELD
    assert Destination.objects.get().consecutive_failures == 0


def test_a_master_key_that_is_missing_delays_and_loses_nothing(
    submission, settings, clock, receiver
):
    known = settings.MASTER_KEYS
    settings.MASTER_KEYS = {"other": b"o" * 32}
    epochs.forget()
    assert missing_keys.find().master_kids == set(known)
    attempt(submission)
    for _ in range(3):
        clock.advance(hours=25)
        sweeping.put_in_order()
    assert fresh(submission).state == SubmissionState.HELD
    settings.MASTER_KEYS = {"other": b"o" * 32, **known}
    attempt(submission)
    assert len(receiver.enquiries) == 1


def test_a_key_that_comes_back_within_a_day_loses_nothing(submission, kept, clock, receiver):
    sweeping.put_in_order()
    assert KeyEpoch.objects.get(pk=kept.pk).missing_since == clock.at
    clock.advance(hours=23)
    sweeping.put_in_order()
    kept.save(force_insert=True)
    clock.advance(hours=2)
    sweeping.put_in_order()
    assert KeyEpoch.objects.get(pk=kept.pk).missing_since is None
    attempt(submission)
    assert len(receiver.enquiries) == 1


def test_a_key_that_is_read_once_more_and_found_loses_nothing(submission, kept, clock, monkeypatch):
    sweeping.put_in_order()
    clock.advance(hours=25)
    find = missing_keys.find

    def late():
        found = find()
        kept.save(force_insert=True)
        return found

    monkeypatch.setattr(missing_keys, "find", late)
    sweeping.put_in_order()
    assert fresh(submission).state == SubmissionState.HELD


def test_what_is_lost_is_ended_deleted_and_said(submission, kept, clock, client, caplog):
    HeldFile.objects.create(
        submission=submission,
        tenant=submission.tenant,
        number=0,
        chunk=0,
        nonce=b"",
        ciphertext=b"",
    )
    sweeping.put_in_order()
    assert "Keys of held enquiries are missing" in caplog.text
    clock.advance(hours=24)
    sweeping.put_in_order()
    assert fresh(submission).state == SubmissionState.LOST
    assert fresh(submission).purged_at == clock.at
    assert delivery_of(submission).state == DeliveryState.DEAD
    assert HeldPayload.objects.count() == HeldFile.objects.count() == 0
    document = receipts.as_json(Receipt.objects.get())
    assert document["receipt"]["outcome"] == "lost"
    assert receipts.verify(document, receipts.public_keys())
    page = client.get(f"/r/{submission.reference}?lang=en").content.decode()
    assert "Your enquiry was lost" in page
    assert "030 123456" in page
    clock.advance(hours=1)
    sweeping.put_in_order()
    assert KeyEpoch.objects.get(pk=kept.pk).state == EpochState.DESTROYED
    assert fresh(submission).state == SubmissionState.LOST


@pytest.mark.parametrize("state", [DeliveryState.RETRY_WAIT, DeliveryState.BLOCKED])
def test_what_waits_or_was_stopped_is_lost_as_well(submission, kept, clock, state):
    Delivery.objects.update(state=state)
    sweeping.put_in_order()
    clock.advance(hours=24)
    sweeping.put_in_order()
    assert fresh(submission).state == SubmissionState.LOST


def test_what_is_being_sent_is_left_to_whoever_sends_it(submission, clock, receiver):
    claimed = delivery.claim(delivery_of(submission).pk)
    assert claimed
    key = EpochKey.objects.get()
    EpochKey.objects.all().delete()
    sweeping.put_in_order()
    clock.advance(hours=24)
    Delivery.objects.update(lease_until=clock.at + timedelta(minutes=1))
    sweeping.put_in_order()
    assert fresh(submission).state == SubmissionState.HELD
    key.save(force_insert=True)
    delivery.settle(claimed, delivery.send(claimed))
    assert fresh(submission).state == SubmissionState.PURGED


def test_nothing_more_is_sealed_under_a_key_that_is_missing(submission, kept, hand_in, receiver):
    """Another process may have it in memory, and what it sealed would be lost."""
    sweeping.put_in_order()
    assert KeyEpoch.objects.get(pk=kept.pk).state == EpochState.CLOSED
    second = hand_in(2)
    attempt(second)
    assert len(receiver.enquiries) == 1
    assert missing_keys.find().epochs == {kept.pk}


def test_others_go_on_while_one_is_lost(submission, kept, hand_in, clock):
    sweeping.put_in_order()
    second = hand_in(2)
    clock.advance(hours=24)
    sweeping.put_in_order()
    assert fresh(submission).state == SubmissionState.LOST
    assert fresh(second).state == SubmissionState.HELD


def test_while_the_keys_database_is_away_the_sweep_does_everything_else(
    aim, hand_in, receiver, clock, monkeypatch, caplog
):
    destination = aim(receiver)
    submission = hand_in()
    destinations.switch_off(destination)
    clock.advance(days=8)

    def away():
        raise OperationalError("password=geheim")

    monkeypatch.setattr(shredding, "go_on", away)
    monkeypatch.setattr(missing_keys, "look", away)
    sweeping.put_in_order()
    assert fresh(submission).state == SubmissionState.PURGED
    assert "OperationalError" in caplog.text
    assert "geheim" not in caplog.text
