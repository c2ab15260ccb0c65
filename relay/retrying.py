"""Try again at once, because somebody asked to."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import QuerySet

from relay import schedule
from relay.models import Delivery, Submission
from relay.moves import move
from relay.states import DeliveryState, DestinationState, SubmissionState

_FROM = [DeliveryState.RETRY_WAIT, DeliveryState.BLOCKED]


def can_try_again(delivery: Delivery | None) -> bool:
    """Tell whether a delivery waits or was stopped, at a destination that takes deliveries."""
    return (
        delivery is not None
        and delivery.state in _FROM
        and delivery.destination is not None
        and delivery.destination.state == DestinationState.ACTIVE
    )


@transaction.atomic
def try_again(deliveries: QuerySet[Delivery]) -> list[uuid.UUID]:
    """Queue them at once; return the ids of those that were. Each must be one that can."""
    found = deliveries.filter(state__in=_FROM, destination__state=DestinationState.ACTIVE)
    queued = []
    for pk, submission_id in found.values_list("pk", "submission_id"):
        rows = Delivery.objects.filter(pk=pk)
        if move(rows, DeliveryState.QUEUED, come_from=_FROM, next_attempt_at=schedule.now()):
            held = Submission.objects.filter(pk=submission_id)
            move(held, SubmissionState.HELD, come_from=[SubmissionState.QUARANTINED])
            queued.append(pk)
    return queued
