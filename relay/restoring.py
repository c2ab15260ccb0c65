"""After a restore of the main database from an older copy: nothing goes out twice unasked."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from relay import doorbell, receipts, retention, schedule, watermark
from relay.models import Delivery, EpochKey, HeldPayload, KeyEpoch, Receipt, Submission
from relay.moves import move
from relay.states import STILL_HELD, WAITING, DeliveryState, EpochState, SubmissionState

_TO_SEND = [*WAITING, DeliveryState.LEASED, DeliveryState.BLOCKED]
_OPEN = [DeliveryState.ASKED, DeliveryState.WITHHELD, DeliveryState.QUEUED]


def stop() -> int:
    """Stop what a copy believes is still to be sent, until its tenant answers; return how many.

    What waits to be judged as spam, and what was handed over, is not sent by itself anyway.
    """
    held = Submission.objects.filter(state__in=STILL_HELD)
    return _stop(Delivery.objects.filter(submission__in=held))


def _stop(deliveries: QuerySet[Delivery]) -> int:
    return move(
        deliveries,
        DeliveryState.ASKED,
        come_from=_TO_SEND,
        uncertain=True,
        lease_token=None,
        lease_until=None,
        started_at=None,
    )


def settle(documents: Iterable[Any]) -> Counter[str]:
    """End what exported receipts prove to have ended; count `settled`, `known`, `absent`, `refused`.

    Each is believed for its signature alone, wherever the export lay meanwhile.
    """
    keys = receipts.public_keys()
    return Counter(
        _settle(document) if receipts.verify(document, keys) else "refused"
        for document in documents
    )


@transaction.atomic
def _settle(document: dict[str, Any]) -> str:
    body = document["receipt"]
    rows = Submission.objects.filter(reference=body["reference"].replace("-", ""))
    submission = rows.select_for_update().first()
    if submission is None:
        return "absent"
    if submission.state not in STILL_HELD:
        return "known"
    # The tenant may have answered by now, and a worker be at it: that doesn't count any more.
    _stop(Delivery.objects.filter(submission=submission))
    for said in body["deliveries"]:
        _end(Delivery.objects.filter(submission=submission, pk=said["id"]), said)
    purged_at = datetime.fromisoformat(body["purged_at"])
    Receipt.objects.create(
        submission=submission,
        body=body,
        kid=body["kid"],
        signature=receipts.signature_of(document),
        issued_at=purged_at,
        epoch_id=retention.destroy_contents(submission),
    )
    lost = body["outcome"] == receipts.LOST
    to = SubmissionState.LOST if lost else SubmissionState.PURGED
    move(rows, to, come_from=STILL_HELD, purged_at=purged_at)
    return "settled"


def _end(rows: QuerySet[Delivery], said: dict[str, Any]) -> None:
    """End a delivery as a receipt says."""
    at = datetime.fromisoformat(said["at"]) if said["at"] else None
    how: dict[str, Any] = {"settled_at": at, "attempt_count": said["attempts"]}
    if said["outcome"] == DeliveryState.DELIVERED:
        how["uncertain"] = False
        come_from = [DeliveryState.ASKED, DeliveryState.WITHHELD, DeliveryState.HANDED_OVER]
        move(rows, DeliveryState.DELIVERED, come_from=come_from, **how)
        return
    move(rows, DeliveryState.QUEUED, come_from=[DeliveryState.HANDED_OVER])
    move(rows, DeliveryState.DEAD, come_from=_OPEN, **how)


def end_unreadable() -> int:
    """End what nobody can open any more, because its key was destroyed since; return how many.

    Only where `watermark.is_restored()` proves the keys database to be the younger one: a key
    that is missing otherwise may come back, see missing_keys.py.
    """
    if not watermark.is_restored():
        return 0
    there = set(EpochKey.objects.values_list("pk", flat=True))
    held = HeldPayload.objects.values_list("pk", "epoch_id")
    gone = [pk for pk, epoch_id in held.iterator() if epoch_id not in there]
    return sum(map(_end_unreadable, gone))


@transaction.atomic
def _end_unreadable(submission_id: uuid.UUID) -> bool:
    rows = Submission.objects.filter(pk=submission_id)
    rows.select_for_update().only("pk").get()
    submission = rows.select_related("tenant", "version").defer("version__document").get()
    deliveries = Delivery.objects.filter(submission=submission)
    at = schedule.now()
    # A key dies when nothing is held by it: what was handed over had not come back.
    handed_over = [DeliveryState.HANDED_OVER]
    move(deliveries, DeliveryState.DELIVERED, come_from=handed_over, settled_at=at)
    move(deliveries, DeliveryState.DEAD, come_from=_OPEN, settled_at=at, uncertain=True)
    return retention.purge_if_done(submission)


def adopt_keys() -> int:
    """Let keys die that the copy knows nothing of: they open only copies that are younger.

    As nobody knows their hours, receipts wait for them with their second line.
    """
    known = set(KeyEpoch.objects.values_list("pk", flat=True))
    strange = set(EpochKey.objects.values_list("pk", flat=True)) - known
    at, ever = schedule.now(), datetime(1970, 1, 1, tzinfo=UTC)
    KeyEpoch.objects.bulk_create(
        KeyEpoch(pk=pk, state=EpochState.CLOSED, hour=ever, opened_at=ever, closes_at=at)
        for pk in strange
    )
    return len(strange)


def asked() -> QuerySet[Delivery]:
    """Return what waits for its tenant's answer."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(state=DeliveryState.ASKED)
    return rows


def send_anyway(deliveries: QuerySet[Delivery]) -> int:
    """Send what its tenant doesn't have; return how many."""
    found = deliveries.filter(state=DeliveryState.ASKED).values_list("pk", flat=True)
    come_from = [DeliveryState.ASKED]
    due = [
        pk
        for pk in list(found)
        if move(
            Delivery.objects.filter(pk=pk),
            DeliveryState.QUEUED,
            come_from=come_from,
            next_attempt_at=schedule.now(),
        )
    ]
    doorbell.ring(due)
    return len(due)


def has_arrived(deliveries: QuerySet[Delivery]) -> int:
    """Believe the tenant that it has these, and destroy what is held of them; return how many."""
    found = deliveries.filter(state=DeliveryState.ASKED)
    done = sum(_has_arrived(*ids) for ids in list(found.values_list("pk", "submission_id")))
    if done:
        retention.overwrite_deleted()
    return done


@transaction.atomic
def _has_arrived(delivery_id: uuid.UUID, submission_id: uuid.UUID) -> bool:
    submissions = Submission.objects.filter(pk=submission_id)
    submissions.select_for_update().only("pk").get()
    rows = Delivery.objects.filter(pk=delivery_id)
    at = schedule.now()
    done = move(rows, DeliveryState.DELIVERED, come_from=[DeliveryState.ASKED], settled_at=at)
    if done:
        along = submissions.select_related("tenant", "version")
        retention.purge_if_done(along.defer("version__document").get())
    return bool(done)
