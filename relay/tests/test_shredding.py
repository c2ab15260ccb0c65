"""Epochs die: what they sealed can't be opened by anybody, from no copy either."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django_scopes import scopes_disabled

from relay import delivery, epochs, retention, shredding, storing, sweeping, vault
from relay.models import EpochKey, HeldPayload, KeyEpoch, Receipt, Submission
from relay.states import DeliveryState, EpochState, SubmissionState
from relay.tests.conftest import delivery_of, fresh

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.sqlite,
]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def submission(aim, hand_in, receiver, clock):
    aim(receiver)
    return hand_in()


def deliver(submission):
    delivery.attempt(delivery_of(submission).pk)


def states():
    return list(KeyEpoch.objects.order_by("hour").values_list("state", flat=True))


def test_an_epoch_is_closed_after_its_hour_and_its_key_destroyed_once_nothing_needs_it(
    submission, clock
):
    sweeping.put_in_order()
    assert states() == [EpochState.OPEN], "its hour isn't over"
    clock.advance(hours=1)
    sweeping.put_in_order()
    assert states() == [EpochState.CLOSED], "something held needs it"
    assert EpochKey.objects.count() == 1
    deliver(submission)
    sweeping.put_in_order()
    assert states() == [EpochState.DESTROYED]
    assert EpochKey.objects.count() == 0
    assert KeyEpoch.objects.get().destroyed_at == clock.at
    assert fresh(submission).state == SubmissionState.SHREDDED


def test_what_is_still_held_a_day_later_is_wrapped_anew_and_can_be_delivered(
    submission, receiver, clock
):
    receiver.status = 500
    deliver(submission)
    before = HeldPayload.objects.get()
    clock.advance(hours=25)
    sweeping.put_in_order()
    after = HeldPayload.objects.get()
    assert (after.epoch_id, bytes(after.wrapped_key)) != (
        before.epoch_id,
        bytes(before.wrapped_key),
    )
    assert bytes(after.ciphertext) == bytes(before.ciphertext)
    assert states() == [EpochState.DESTROYED, EpochState.OPEN]
    assert list(EpochKey.objects.values_list("pk", flat=True)) == [after.epoch_id]
    receiver.status = 200
    deliver(submission)
    assert delivery_of(submission).state == DeliveryState.DELIVERED


def test_every_epoch_dies_within_25_hours_of_its_end(submission, receiver, clock):
    receiver.status = 500
    for _ in range(6 * 24 * 2):
        clock.advance(minutes=30)
        sweeping.put_in_order()
        alive = KeyEpoch.objects.exclude(state=EpochState.DESTROYED)
        for epoch in alive:
            assert clock.at - epoch.closes_at <= timedelta(hours=25)
    assert HeldPayload.objects.count() == 1
    assert HeldPayload.objects.get().epoch.state != EpochState.DESTROYED
    assert vault.open_payload(HeldPayload.objects.get(), submission)


def test_what_is_broken_keeps_no_key_alive(submission, hand_in, clock):
    other = hand_in(2)
    HeldPayload.objects.filter(pk=other.pk).update(wrapped_key=b"x" * 48)
    clock.advance(hours=25)
    sweeping.put_in_order()
    assert states() == [EpochState.DESTROYED, EpochState.OPEN]
    assert vault.open_payload(HeldPayload.objects.get(pk=submission.pk), submission)
    with pytest.raises(vault.CannotOpenError):
        vault.open_payload(HeldPayload.objects.get(pk=other.pk), other)


def test_with_much_to_wrap_a_sweep_does_a_part_and_the_next_one_goes_on(
    submission, hand_in, clock, monkeypatch
):
    monkeypatch.setattr(shredding, "_MOST_PAYLOADS", 2)
    for number in range(2, 6):
        hand_in(number)
    clock.advance(hours=25)
    for left in (3, 1, 0):
        sweeping.put_in_order()
        assert HeldPayload.objects.filter(epoch__state=EpochState.CLOSED).count() == left
    assert states() == [EpochState.DESTROYED, EpochState.OPEN]


@pytest.mark.parametrize("crash_at", ["wrap_stragglers", "destroy_keys", "testify"])
def test_a_crash_between_any_two_steps_costs_nothing_but_time(
    submission, clock, monkeypatch, crash_at
):
    deliver(submission)
    clock.advance(hours=1)

    def crash():
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(shredding, crash_at, crash)
        with pytest.raises(KeyboardInterrupt):
            shredding.go_on()
    assert fresh(submission).state == SubmissionState.PURGED
    shredding.go_on()
    assert states() == [EpochState.DESTROYED]
    assert fresh(submission).state == SubmissionState.SHREDDED


def test_a_crash_after_the_key_is_deleted_leaves_an_epoch_that_is_destroyed_again(
    submission, clock, monkeypatch
):
    deliver(submission)
    clock.advance(hours=1)
    with monkeypatch.context() as patched:
        patched.setattr(retention, "empty_log", lambda alias: False)
        sweeping.put_in_order()
        assert states() == [EpochState.CLOSED], "while the log holds the key, nobody says it's gone"
        assert fresh(submission).state == SubmissionState.PURGED
    sweeping.put_in_order()
    assert states() == [EpochState.DESTROYED]


def test_a_second_sweep_changes_nothing(submission, clock):
    deliver(submission)
    clock.advance(hours=1)
    sweeping.put_in_order()
    line = Receipt.objects.get().destruction
    clock.advance(hours=1)
    sweeping.put_in_order()
    assert Receipt.objects.get().destruction == line


def test_a_process_forgets_a_destroyed_key_at_once_and_any_other_within_a_minute(submission, clock):
    epoch_id = HeldPayload.objects.get().epoch_id
    vault.open_payload(HeldPayload.objects.get(), submission)
    epochs.key_of(epoch_id)
    deliver(submission)
    clock.advance(seconds=59)
    assert epochs.key_of(epoch_id)
    EpochKey.objects.all().delete()
    clock.advance(hours=1)
    epochs._forget_what_is_over()
    assert epochs._opened == {}
    assert epochs._current is None
    with pytest.raises(vault.KeyMissingError):
        epochs.key_of(epoch_id)


def test_the_process_that_destroys_a_key_opens_nothing_with_it(submission, clock):
    epoch_id = HeldPayload.objects.get().epoch_id
    deliver(submission)
    clock.advance(hours=1)
    epochs.key_of(epoch_id)
    sweeping.put_in_order()
    with pytest.raises(vault.KeyMissingError):
        epochs.key_of(epoch_id)


def test_an_accept_and_a_shred_at_the_same_moment_lose_nothing(
    aim, hand_in, receiver, clock, monkeypatch
):
    """Promise 24b: whichever comes first, what was accepted can be opened afterwards."""
    aim(receiver)
    hand_in(0)
    deliver(Submission.objects.get())
    begun, wait = threading.Event(), threading.Event()
    store = storing.store

    def slowly(*args, **kwargs):
        begun.set()
        wait.wait(0.3)
        return store(*args, **kwargs)

    monkeypatch.setattr(storing, "store", slowly)
    lost = []
    for number in range(1, 6):
        begun.clear()

        def accept(number=number):
            try:
                with scopes_disabled():
                    return hand_in(number)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            accepted = pool.submit(accept)
            assert begun.wait(5)
            clock.advance(hours=1)  # its epoch is over while it is being written
            for _ in range(3):
                sweeping.put_in_order()
            submission = accepted.result(20)
        epochs.forget()
        held = HeldPayload.objects.get(pk=submission.pk)
        if not EpochKey.objects.filter(pk=held.epoch_id).exists():
            lost.append(number)
        deliver(submission)
        assert delivery_of(submission).state == DeliveryState.DELIVERED
    assert lost == []


def test_a_shred_that_comes_first_makes_an_accept_take_another_key(
    aim, hand_in, receiver, clock, monkeypatch
):
    """Promise 24b, the other order: what was sealed by a key that is dying is sealed anew."""
    aim(receiver)
    sealed, closing = threading.Event(), threading.Event()
    store = storing.store

    def late(*args, **kwargs):
        sealed.set()
        assert closing.wait(10)
        return store(*args, **kwargs)

    def accept():
        try:
            with scopes_disabled():
                return hand_in(1)
        finally:
            connections.close_all()

    monkeypatch.setattr(storing, "store", late)
    with ThreadPoolExecutor(1) as pool:
        accepted = pool.submit(accept)
        assert sealed.wait(10)
        clock.advance(hours=1)
        with transaction.atomic():
            assert shredding.close_epochs() == 1
            closing.set()
            time.sleep(0.2)  # it is at the epoch's row now, and waits
            assert not accepted.done()
        shredding.go_on()
        submission = accepted.result(20)
    shredding.go_on()
    assert states() == [EpochState.DESTROYED, EpochState.OPEN]
    epochs.forget()
    assert vault.open_payload(HeldPayload.objects.get(pk=submission.pk), submission)
    deliver(submission)
    assert len(receiver.enquiries) == 1


def test_while_an_enquiry_is_being_written_its_epoch_is_not_closed(submission, clock):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    epoch = epochs.current()
    taken, enough = threading.Event(), threading.Event()

    def write():
        try:
            with transaction.atomic():
                epochs.hold_open(epoch)
                taken.set()
                enough.wait(10)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        assert taken.wait(5)
        clock.advance(hours=1)
        assert shredding.close_epochs() == 0, "and nobody waits"
        enough.set()
        writing.result(10)
    assert shredding.close_epochs() == 1
    with pytest.raises(epochs.EpochClosedError):
        epochs.hold_open(epoch)
