"""Poison (corrupt ciphertext, NaN, a lone surrogate): QUARANTINED; the others go on."""

from __future__ import annotations

import pytest

from relay import delivery, epochs, quarantine, receipts, retrying, sweeping, vault
from relay.models import Attempt, HeldFile, HeldPayload, Receipt, Submission
from relay.states import DeliveryState, Outcome, SubmissionState, Suspicion
from relay.tests.conftest import delivery_of, fresh
from zenflow.testing.some_files import pdf

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


def corrupt(submission):
    """Change one bit of what is held."""
    held = HeldPayload.objects.get(pk=submission.pk)
    spoilt = bytearray(held.ciphertext)
    spoilt[7] ^= 1
    HeldPayload.objects.filter(pk=submission.pk).update(ciphertext=bytes(spoilt))


def hold(submission, change):
    """Hold other contents, sealed as accepting seals them."""
    held = HeldPayload.objects.get(pk=submission.pk)
    contents = change(vault.open_payload(held, submission))
    vault.seal(contents, submission, epochs.current(), sent=b"").as_row(submission).save()


def not_a_number(submission):
    hold(submission, lambda raw: raw.replace(b'"Bitte rufen Sie an."', b"NaN", 1))


def lone_surrogate(submission):
    hold(submission, lambda raw: raw.replace(b"Bitte rufen", b"Bitte \\ud83d rufen", 1))


def no_utf8(submission):
    hold(submission, lambda raw: raw.replace(b"Bitte rufen", b"Bitte \xed\xa0\xbd rufen", 1))


KINDS = [corrupt, not_a_number, lone_surrogate, no_utf8]


def run():
    sweeping.put_in_order()
    delivery.work_off(float("inf"))


@pytest.fixture
def poisoned(aim, hand_in, receiver, request):
    """Hand in three, the second of which is spoilt."""
    aim(receiver)
    submissions = [hand_in(number) for number in range(3)]
    request.param(submissions[1])
    return submissions


@pytest.mark.parametrize("poisoned", KINDS, indirect=True)
def test_poison_is_quarantined_and_the_others_go_on(poisoned, receiver, caplog):
    run()
    before, poison, after = map(fresh, poisoned)
    assert (poison.state, poison.suspicion) == (SubmissionState.QUARANTINED, Suspicion.POISON)
    assert poison.quarantined_at is not None
    assert delivery_of(poison).state == DeliveryState.BLOCKED
    assert Attempt.objects.get(delivery__submission=poison).outcome == Outcome.CANNOT_OPEN
    assert delivery_of(before).state == delivery_of(after).state == DeliveryState.DELIVERED
    assert len(receiver.enquiries) == 2
    assert HeldPayload.objects.count() == 1
    assert "rufen" not in caplog.text


@pytest.mark.parametrize("poisoned", [corrupt], indirect=True)
def test_poison_is_not_tried_again_by_itself(poisoned, clock):
    run()
    clock.advance(days=6)
    run()
    assert Attempt.objects.filter(delivery__submission=poisoned[1]).count() == 1


@pytest.mark.parametrize("poisoned", [corrupt], indirect=True)
def test_what_is_mended_goes_out_once_it_is_tried_again(poisoned, receiver):
    run()
    corrupt(poisoned[1])  # the same bit once more
    assert quarantine.release([poisoned[1]]) == [poisoned[1]]
    run()
    assert len(receiver.enquiries) == 3
    assert HeldPayload.objects.count() == 0


@pytest.mark.parametrize("poisoned", [corrupt], indirect=True)
def test_trying_the_delivery_again_releases_it_too_and_poison_comes_back(poisoned):
    run()
    mine = delivery_of(poisoned[1])
    assert retrying.try_again(type(mine).objects.filter(pk=mine.pk)) == [mine.pk]
    assert fresh(poisoned[1]).state == SubmissionState.HELD
    run()
    assert fresh(poisoned[1]).state == SubmissionState.QUARANTINED


@pytest.mark.parametrize("poisoned", [not_a_number], indirect=True)
def test_poison_can_be_deleted_and_its_receipt_says_why(poisoned):
    run()
    assert quarantine.delete([poisoned[1]]) == [poisoned[1]]
    receipt = Receipt.objects.get(pk=poisoned[1].pk)
    assert receipt.body["outcome"] == "deleted_unreadable"
    assert receipts.verify(receipts.as_json(receipt), receipts.public_keys())
    assert HeldPayload.objects.count() == 0


@pytest.mark.parametrize("poisoned", [corrupt], indirect=True)
def test_poison_expires_with_its_hold(poisoned, clock):
    run()
    clock.advance(days=8)
    run()
    assert fresh(poisoned[1]).state in {SubmissionState.PURGED, SubmissionState.SHREDDED}
    assert Receipt.objects.get(pk=poisoned[1].pk).body["outcome"] == "not_delivered"


def test_a_file_that_is_spoilt_is_poison_as_well(aim, receiver, send, sent, rung):
    aim(receiver)
    sent.add("bad.pdf", pdf())
    assert send(sent.body).status_code == 202
    HeldFile.objects.update(ciphertext=b"spoilt")
    run()
    poison = Submission.objects.get()
    assert (poison.state, poison.suspicion) == (SubmissionState.QUARANTINED, Suspicion.POISON)
