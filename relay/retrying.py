"""Try again at once, or not for now, because somebody asked to."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import QuerySet

from relay import breaker, schedule
from relay.models import Delivery, Destination, Submission
from relay.moves import move
from relay.states import WAITING, DeliveryState, DestinationState, SubmissionState

_FROM = [DeliveryState.RETRY_WAIT, DeliveryState.BLOCKED]
_AT_ONCE = 500


def can_try_again(delivery: Delivery | None) -> bool:
    """Tell whether a delivery waits or was stopped, at a destination that takes deliveries."""
    return (
        delivery is not None
        and delivery.state in _FROM
        and delivery.destination is not None
        and delivery.destination.state == DestinationState.ACTIVE
    )


def try_again(deliveries: QuerySet[Delivery]) -> list[uuid.UUID]:
    """Queue them at once; return the ids of those that were. Each must be one that can.

    Each in a transaction of its own, which locks the submission first, as settling does:
    nobody is waited for who waits for one of the others. While a destination's breaker is
    open one of them finds out whether its receiver is back.
    """
    found = deliveries.filter(state__in=_FROM, destination__state=DestinationState.ACTIVE)
    queued = []
    breaker.try_soon(list(found.values_list("destination", flat=True).distinct()))
    for pk, submission_id in list(found.values_list("pk", "submission_id")):
        if _queue(pk, submission_id):
            queued.append(pk)
    return queued


@transaction.atomic
def _queue(delivery_id: uuid.UUID, submission_id: uuid.UUID) -> bool:
    submissions = Submission.objects.filter(pk=submission_id)
    submissions.select_for_update().only("pk").get()
    rows = Delivery.objects.filter(pk=delivery_id)
    moved = move(rows, DeliveryState.QUEUED, come_from=_FROM, next_attempt_at=schedule.now())
    if moved:
        move(submissions, SubmissionState.HELD, come_from=[SubmissionState.QUARANTINED])
    return bool(moved)


def to_try_again(destination: Destination) -> QuerySet[Delivery]:
    """Return what waits or was stopped at a destination, but for what has to be judged first."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(
        destination=destination,
        destination__state=DestinationState.ACTIVE,
        submission__state=SubmissionState.HELD,
        state__in=_FROM,
    )
    return rows


def try_all_again(destination: Destination) -> list[uuid.UUID]:
    """Queue all of it at once; return the ids. Its cap keeps the receiver from a flood."""
    ids = list(to_try_again(destination).values_list("pk", flat=True))
    breaker.try_soon([destination.pk])
    for start in range(0, len(ids), _AT_ONCE):
        _queue_all(destination, ids[start : start + _AT_ONCE])
    return ids


@transaction.atomic
def _queue_all(destination: Destination, ids: list[uuid.UUID]) -> None:
    """Lock the destination first, as whoever switches it on or stops what waits for it does."""
    Destination.objects.select_for_update(no_key=True).only("pk").get(pk=destination.pk)
    rows = Delivery.objects.filter(pk__in=ids)
    move(rows, DeliveryState.QUEUED, come_from=_FROM, next_attempt_at=schedule.now())


def stoppable(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Return those that wait for their turn or for another try."""
    return deliveries.filter(state__in=WAITING)


def stop(deliveries: QuerySet[Delivery]) -> int:
    """Try them no more until somebody asks to, or their hold ends; return how many were stopped."""
    ids = list(stoppable(deliveries).values_list("pk", flat=True))
    rows = Delivery.objects.filter(pk__in=ids)
    return move(rows, DeliveryState.BLOCKED, come_from=WAITING)
