"""After a restore of the main database: nothing goes out twice unasked, and nothing is pretended."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command

from relay import (
    delivery,
    destinations,
    epochs,
    quarantine,
    receipts,
    restoring,
    retrying,
    sweeping,
    watermark,
)
from relay.models import (
    Attempt,
    Delivery,
    EpochKey,
    HeldFile,
    HeldPayload,
    KeyEpoch,
    Receipt,
    Submission,
    Watermark,
)
from relay.states import DeliveryState, EpochState, SubmissionState
from relay.tests.conftest import delivery_of, fresh

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]
# A key dies once SQLite has emptied its log, which no transaction around a test lets it do.
keys_die = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
# What changes while enquiries come and go, in the order in which it can be written back.
TABLES: list[Any] = [
    Watermark,
    KeyEpoch,
    Submission,
    HeldPayload,
    HeldFile,
    Delivery,
    Attempt,
    Receipt,
]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def submission(aim, hand_in, receiver, clock):
    aim(receiver)
    submission = hand_in()
    tick()
    return submission


def tick():
    """Let a while pass as the sweep notes it."""
    sweeping._tidied_at = -sweeping._TIDY_EVERY
    sweeping.put_in_order()


def copied():
    """Copy the main database, as far as it changes."""
    rows = [row for model in TABLES for row in model.objects.using("default").all()]
    return serializers.serialize("json", rows)


def restore(copy):
    """Put the main database back to how it was; the keys database goes on."""
    for model in reversed(TABLES):
        rows = model.objects.using("default").all()
        rows._raw_delete("default")
    for row in serializers.deserialize("json", copy):
        row.save()
    epochs.forget()


def deliver(submission):
    return delivery.attempt(delivery_of(submission).pk)


def run(*arguments):
    out = StringIO()
    call_command("after_restore", *arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def restored(submission, receiver):
    """Deliver it, then restore the copy in which it is still held; give its receipt."""
    copy = copied()
    tick()
    deliver(submission)
    document = receipts.as_json(Receipt.objects.get())
    restore(copy)
    return document


def export(path):
    with path.open("w") as file:
        call_command("export_receipts", stdout=file)
    return path


def test_a_working_instance_is_not_taken_for_a_restored_one(submission, hand_in, clock):
    for number in range(2, 5):
        clock.advance(hours=1)
        deliver(hand_in(number))
        tick()
        assert not watermark.is_restored()
    with pytest.raises(CommandError, match="no older"):
        run()
    assert restoring.asked().count() == 0


def test_what_had_been_delivered_is_not_sent_again_by_itself(restored, submission, receiver, clock):
    assert watermark.is_restored()
    for _ in range(3):
        tick()
        delivery.work(delivery_of(submission).pk)
        clock.advance(hours=1)
    assert len(receiver.enquiries) == 1
    assert delivery_of(submission).state == DeliveryState.ASKED
    assert "1 deliveries wait for their tenants" in run()
    assert not watermark.is_restored()
    tick()
    assert delivery_of(submission).state == DeliveryState.ASKED
    assert len(receiver.enquiries) == 1


@keys_die
def test_what_an_exported_receipt_proves_is_settled_as_it_was(
    submission, receiver, clock, tmp_path, client
):
    copy = copied()
    tick()
    clock.advance(minutes=7)
    deliver(submission)
    before = receipts.as_json(Receipt.objects.get())
    settled_at: Any = delivery_of(submission).settled_at
    file = export(tmp_path / "receipts.jsonl")
    restore(copy)
    assert "1 enquiries ended as their receipts say" in run(str(tmp_path))
    assert receipts.as_json(Receipt.objects.get()) == before
    assert fresh(submission).state == SubmissionState.PURGED
    assert delivery_of(submission).state == DeliveryState.DELIVERED
    again: Any = delivery_of(submission).settled_at
    assert abs(again - settled_at) < timedelta(milliseconds=1)
    assert delivery_of(submission).attempt_count == 1
    assert HeldPayload.objects.count() == 0
    assert "delivered" in client.get(f"/r/{submission.reference}?lang=en").content.decode()
    assert "0 enquiries ended as their receipts say; 1 had" in run(str(file)), "a second time"
    clock.advance(hours=1)
    tick()
    assert fresh(submission).state == SubmissionState.SHREDDED
    assert len(receiver.enquiries) == 1


def test_receipts_that_turn_up_later_settle_what_was_asked(restored, submission, tmp_path):
    run()
    (tmp_path / "late.jsonl").write_text(json.dumps(restored))
    assert "1 enquiries ended" in run(str(tmp_path / "late.jsonl"))
    assert delivery_of(submission).state == DeliveryState.DELIVERED


@pytest.mark.parametrize("state", ["queued", "retry_wait", "leased", "blocked", "withheld"])
def test_receipts_that_turn_up_after_the_answer_end_it_all_the_same(
    restored, submission, tmp_path, clock, receiver, state
):
    """Its deliveries may be anywhere by then: nothing is left that could be tried, or counted."""
    run()
    Delivery.objects.update(state=state, lease_until=clock.at + timedelta(minutes=1))
    if state in {"blocked", "withheld"}:
        Submission.objects.update(state="quarantined")
    (tmp_path / "late.jsonl").write_text(json.dumps(restored))
    assert "1 enquiries ended" in run(str(tmp_path / "late.jsonl"))
    assert delivery_of(submission).state == DeliveryState.DELIVERED
    assert fresh(submission).state == SubmissionState.PURGED
    clock.advance(days=8)
    tick()
    assert not deliver(submission)
    assert len(receiver.enquiries) == 1


def test_what_could_not_be_opened_in_the_copy_is_stopped_and_may_be_deleted(
    submission, receiver, clock
):
    Delivery.objects.update(state="blocked")
    Submission.objects.update(state="quarantined", suspicion="poison")
    copy = copied()
    tick()
    restore(copy)
    run()
    assert delivery_of(submission).state == DeliveryState.ASKED
    assert quarantine.delete([fresh(submission)])
    assert fresh(submission).state == SubmissionState.PURGED
    assert receiver.enquiries == []


@pytest.mark.parametrize("forged", ["changed", "unsigned", "no JSON", "[]", ""])
def test_what_is_no_receipt_of_ours_settles_nothing(restored, submission, tmp_path, forged):
    body = {**restored["receipt"], "outcome": "delivered", "purged_at": "2020-01-01T00:00:00Z"}
    lines = {
        "changed": json.dumps({**restored, "receipt": body}),
        "unsigned": json.dumps({"receipt": body, "signature": ""}),
    }
    (tmp_path / "forged.jsonl").write_text(lines.get(forged, forged) + "\n")
    assert "1 lines are no receipts of ours" in run(str(tmp_path))
    assert delivery_of(submission).state == DeliveryState.ASKED


def test_a_receipt_of_what_came_after_the_copy_is_counted(restored, submission, hand_in, tmp_path):
    younger = hand_in(2)
    deliver(younger)
    file = export(tmp_path / "receipts.jsonl")
    Submission.objects.filter(pk=younger.pk).delete()
    assert "1 are younger than this copy" in run(str(file))


def test_a_tenant_that_has_it_says_so_and_what_is_held_is_destroyed(restored, submission, receiver):
    run()
    assert restoring.has_arrived(Delivery.objects.all()) == 1
    assert fresh(submission).state == SubmissionState.PURGED
    assert receipts.as_json(Receipt.objects.get())["receipt"]["outcome"] == "delivered"
    assert HeldPayload.objects.count() == 0
    assert restoring.has_arrived(Delivery.objects.all()) == 0
    assert len(receiver.enquiries) == 1


def test_a_tenant_that_lacks_it_gets_it_under_the_same_id(restored, submission, receiver):
    run()
    assert restoring.send_anyway(Delivery.objects.all()) == 1
    deliver(submission)
    first, second = receiver.enquiries
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert fresh(submission).state == SubmissionState.PURGED


@pytest.mark.parametrize("act", [retrying.try_again, lambda rows: None])
def test_nothing_else_sends_it(restored, submission, receiver, act, clock):
    """Neither trying all again, nor a destination that is switched off and on, nor its hold's end."""
    run()
    act(Delivery.objects.all())
    destination: Any = delivery_of(submission).destination
    destinations.switch_off(destination)
    destinations.switch_on(destination)
    tick()
    deliver(submission)
    assert len(receiver.enquiries) == 1
    assert delivery_of(submission).state == DeliveryState.ASKED


def test_when_nobody_says_anything_the_hold_ends_it_and_the_receipt_says_unknown(
    restored, submission, receiver, clock, client
):
    run()
    assert (
        "whether it has arrived"
        in client.get(f"/r/{submission.reference}?lang=en").content.decode()
    )
    clock.advance(days=7)
    tick()
    assert len(receiver.enquiries) == 1
    assert delivery_of(submission).state == DeliveryState.DEAD
    assert HeldPayload.objects.count() == 0
    body = Receipt.objects.get().body
    assert (body["outcome"], body["deliveries"][0]["outcome"]) == ("unknown", "unknown")
    page = client.get(f"/r/{submission.reference}?lang=en").content.decode()
    assert "may have arrived" in page
    assert "030 123456" in page


@keys_die
def test_what_nobody_can_open_any_more_is_ended_at_once_and_not_called_lost(
    submission, clock, receiver, client
):
    copy = copied()
    tick()
    deliver(submission)
    clock.advance(hours=1)
    tick()
    assert EpochKey.objects.count() == 0
    restore(copy)
    tick()
    assert fresh(submission).state == SubmissionState.HELD, "the sweep alone judges nothing"
    assert "1 ended whose keys were destroyed" in run()
    assert Receipt.objects.get().body["outcome"] == "unknown"
    tick()
    assert fresh(submission).state == SubmissionState.SHREDDED
    assert KeyEpoch.objects.get().state == EpochState.DESTROYED
    assert client.get("/health/work").json()["keys"] == "ok"


def test_a_receipt_goes_before_what_nobody_can_open(submission, clock, tmp_path):
    copy = copied()
    tick()
    deliver(submission)
    file = export(tmp_path / "receipts.jsonl")
    clock.advance(hours=1)
    tick()
    restore(copy)
    assert "1 enquiries ended as" in run(str(file))
    assert Receipt.objects.get().body["outcome"] == "delivered"


def test_keys_that_are_missing_by_accident_are_not_judged(submission, clock):
    """Without the proof that the keys database is the younger one they may come back."""
    EpochKey.objects.all().delete()
    epochs.forget()
    assert "0 ended whose keys were destroyed" in run("--surely")
    assert HeldPayload.objects.count() == 1
    assert delivery_of(submission).state == DeliveryState.ASKED


def test_keys_that_the_copy_does_not_know_die(submission, hand_in, clock):
    copy = copied()
    tick()
    clock.advance(hours=1)
    hand_in(2)
    restore(copy)
    assert EpochKey.objects.count() == 2
    assert "1 keys of younger copies" in run()
    clock.advance(seconds=1)
    tick()
    assert list(EpochKey.objects.values_list("pk", flat=True)) == [
        HeldPayload.objects.get().epoch_id
    ]


def test_enquiries_that_come_afterwards_go_their_way(restored, hand_in, receiver):
    run()
    deliver(hand_in(2))
    assert len(receiver.enquiries) == 2
    tick()
    assert restoring.asked().count() == 1


def test_health_and_the_start_say_that_the_command_is_owed(restored, client):
    from zenflow import checks

    assert client.get("/health/work").json()["keys"] == "restored"
    assert client.get("/health/work").status_code == 503
    found = checks.check_restore(databases=["default", "keys"])
    assert [one.id for one in found] == ["zenflow.E006"]
    run()
    assert client.get("/health/work").json()["keys"] == "ok"
    assert checks.check_restore(databases=["default", "keys"]) == []
