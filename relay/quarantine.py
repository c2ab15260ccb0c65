"""Quarantine: what can't be opened, or looks like spam, waits until its tenant has judged it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from relay import doorbell, retention, schedule
from relay.models import Delivery, Submission
from relay.moves import move
from relay.states import UNDECIDED, UNSETTLED, WAITING, DeliveryState, SubmissionState, Suspicion

# What became of it, as its receipt says.
DELETED_AS_SPAM = "deleted_as_spam"
DELETED_UNREADABLE = "deleted_unreadable"

_STOPPED = [DeliveryState.BLOCKED, DeliveryState.WITHHELD]
_ENDED = [*WAITING, *UNDECIDED, DeliveryState.BLOCKED]


def waiting() -> QuerySet[Submission]:
    """Return what waits to be judged."""
    rows: QuerySet[Submission] = Submission.objects.filter(state=SubmissionState.QUARANTINED)
    return rows


def put_aside(submission: Submission, suspicion: Suspicion) -> None:
    """Let an enquiry wait for its tenant; in the transaction that locked or wrote its row.

    What can't be opened is stopped by the attempt that found so. What looks like spam has
    not been tried: its deliveries aren't due until the tenant releases it, not even when
    its hold ends.
    """
    moved = move(
        Submission.objects.filter(pk=submission.pk),
        SubmissionState.QUARANTINED,
        come_from=[SubmissionState.HELD],
        suspicion=suspicion,
        quarantined_at=schedule.now(),
    )
    if moved and suspicion != Suspicion.POISON:
        deliveries = Delivery.objects.filter(submission=submission)
        move(deliveries, DeliveryState.WITHHELD, come_from=[DeliveryState.QUEUED])


def release(submissions: Iterable[Submission]) -> list[Submission]:
    """Let enquiries go their way after all, at once; return those that were still waiting."""
    released, due = [], []
    for one in submissions:
        found = _release(one)
        if found is not None:
            released.append(one)
            due += found
    doorbell.ring(due)
    return released


@transaction.atomic
def _release(submission: Submission) -> list[uuid.UUID] | None:
    rows = Submission.objects.filter(pk=submission.pk)
    rows.select_for_update().only("pk").get()
    if not move(rows, SubmissionState.HELD, come_from=[SubmissionState.QUARANTINED]):
        return None
    stopped = Delivery.objects.filter(submission=submission, state__in=_STOPPED)
    due = list(stopped.values_list("pk", flat=True))
    rows_due = Delivery.objects.filter(pk__in=due)
    at = schedule.now()
    move(rows_due, DeliveryState.QUEUED, come_from=_STOPPED, next_attempt_at=at)
    return due


def delete(submissions: Iterable[Submission]) -> list[Submission]:
    """Destroy enquiries and sign that their recipient did so; return those that are gone."""
    deleted = [one for one in submissions if _delete(one)]
    if deleted:
        retention.overwrite_deleted()
    return deleted


@transaction.atomic
def _delete(judged: Submission) -> bool:
    """Destroy one, in one transaction; not what was released, or is being tried, just now."""
    rows = Submission.objects.filter(pk=judged.pk)
    rows.select_for_update().only("pk").get()
    submission = rows.select_related("tenant", "version").defer("version__document").get()
    deliveries = Delivery.objects.filter(submission=submission)
    if submission.state != SubmissionState.QUARANTINED:
        return False
    at = schedule.now()
    move(deliveries, DeliveryState.DEAD, come_from=_ENDED, settled_at=at)
    # A mail server has it: all that ends is that it could have been sent again.
    move(deliveries, DeliveryState.DELIVERED, come_from=[DeliveryState.HANDED_OVER])
    if deliveries.filter(state__in=UNSETTLED).exists():
        transaction.set_rollback(True)
        return False
    poison = submission.suspicion == Suspicion.POISON
    outcome = DELETED_UNREADABLE if poison else DELETED_AS_SPAM
    ended = list(deliveries.order_by("pk").select_related("destination"))
    retention.destroy(submission, ended, outcome)
    come_from = [SubmissionState.QUARANTINED]
    move(rows, SubmissionState.PURGED, come_from=come_from, purged_at=submission.purged_at)
    return True
