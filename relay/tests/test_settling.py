"""What happens most is settled in one statement: it must leave what the many statements leave."""

from __future__ import annotations

from typing import Any

import pytest
from django_scopes import scope

from relay import batches, delivery, receipts, schedule, settling, statements
from relay.models import Attempt, Delivery, Destination, HeldFile, HeldPayload, Receipt, Submission
from relay.results import Result
from relay.states import DeliveryState, Outcome, SubmissionState
from relay.tests.conftest import delivery_of
from zenflow.testing.some_files import picture

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ARRIVED = Result(Outcome.DELIVERED, 204, milliseconds=7)
NAMES: dict[Any, tuple[str, ...]] = {
    Submission: ("state", "purged_at"),
    Delivery: (
        *("state", "attempt_count", "next_attempt_at", "uncertain", "settled_at"),
        *("lease_token", "lease_until", "started_at"),
    ),
    Attempt: ("number", "started_at", "milliseconds", "outcome", "http_status"),
    Receipt: ("kid", "issued_at", "epoch", "destruction"),
    HeldPayload: ("pk",),
    HeldFile: ("pk",),
}


@pytest.fixture(autouse=True)
def _postgresql(everywhere):
    if not statements.are_possible():
        pytest.skip("SQLite settles statement by statement.")


def left(submission):
    """Give what is left of an enquiry, without the ids that differ."""
    paths = {Submission: "pk", Attempt: "delivery__submission"}
    found = {
        model.__name__: list(
            model.objects.filter(**{paths.get(model, "submission"): submission.pk}).values(*names)
        )
        for model, names in NAMES.items()
    }
    body = Receipt.objects.get(submission=submission).body
    del body["reference"], body["deliveries"][0]["id"]
    return {**found, "said": body}


def settle(submission):
    claimed = delivery.claim(delivery_of(submission).pk)
    assert claimed
    with scope(tenant=submission.tenant):
        assert delivery.settle(claimed, ARRIVED)
    return left(submission)


def test_it_leaves_what_the_many_statements_leave(aim, hand_in, receiver, clock, monkeypatch):
    aim(receiver)
    at_once = settle(hand_in(1))
    monkeypatch.setattr(settling, "arrived", lambda *_: False)
    assert settle(hand_in(2)) == at_once
    assert at_once["HeldPayload"] == at_once["HeldFile"] == []
    for one in Receipt.objects.all():
        assert receipts.verify(receipts.as_json(one), receipts.public_keys())


def test_files_go_with_it(aim, sent, send, receiver):
    aim(receiver)
    sent.add("roof.png", picture("PNG"))
    assert send(sent.body).status_code == 202
    assert HeldFile.objects.exists()
    settle(Submission.objects.get())
    assert not HeldFile.objects.exists()


def nothing_happened(claimed, state=DeliveryState.LEASED):
    assert not settling.arrived(claimed, ARRIVED)
    assert (Attempt.objects.count(), Receipt.objects.count()) == (0, 0)
    assert HeldPayload.objects.count() == 1
    assert Delivery.objects.get(pk=claimed.delivery.pk).state == state


@pytest.fixture
def claimed(aim, hand_in, receiver):
    aim(receiver)
    return delivery.claim(delivery_of(hand_in()).pk)


def test_nothing_happens_for_who_lost_the_lease(claimed):
    Delivery.objects.update(lease_token=None)
    nothing_happened(claimed)
    Delivery.objects.update(lease_token=claimed.token, state=DeliveryState.QUEUED)
    nothing_happened(claimed, DeliveryState.QUEUED)


def test_nothing_happens_to_what_is_not_held(claimed):
    Submission.objects.update(state=SubmissionState.QUARANTINED)
    nothing_happened(claimed)


def test_nothing_happens_while_another_destination_waits(aim, hand_in, receiver):
    first, _second = aim(receiver, "First"), aim(receiver, "Second")
    nothing_happened(delivery.claim(delivery_of(hand_in(), first).pk))


def test_what_came_along_is_what_is_held(aim, hand_in, receiver, clock):
    inbox = aim(receiver)
    submission = hand_in()
    turn = batches.turn(inbox, float("inf"))
    claimed = next(turn)
    held = HeldPayload.objects.get(pk=submission.pk)
    for field in HeldPayload._meta.concrete_fields:
        mine, stored = (getattr(one, field.attname) for one in (claimed.held, held))
        assert type(stored)(mine) == stored if isinstance(mine, bytes) else mine == stored
    begun = Delivery.objects.get()
    assert (begun.attempt_count, begun.started_at) == (1, clock.at)
    assert begun.lease_until == clock.at + schedule.lease(submission.size_bucket)
    turn.close()


def test_a_failing_destination_is_noted_to_be_back(aim, hand_in, receiver, clock):
    aim(receiver, first_failure_at=schedule.now(), consecutive_failures=3)
    settle(hand_in())
    assert Destination.objects.get().consecutive_failures == 0
