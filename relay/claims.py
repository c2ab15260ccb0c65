"""Claims: the right to try a delivery, for a while, that nobody else has."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scopes_disabled

from relay import breaker, destinations, schedule, turns
from relay.models import Delivery, Destination, HeldPayload, Submission
from relay.moves import move
from relay.states import WAITING, DeliveryState, DestinationState

FREE: dict[str, None] = {"lease_token": None, "lease_until": None, "started_at": None}
"""What a delivery looks like that no worker is at."""

_HEAVY = "submission__version__document"


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to try one delivery, until the lease ends."""

    delivery: Delivery
    destination: Destination
    token: uuid.UUID
    number: int
    started_at: datetime
    held: HeldPayload | None = None
    """The contents, where they came along."""

    @property
    def submission(self) -> Submission:
        return self.delivery.submission

    @property
    def is_last(self) -> bool:
        """Tell whether the hold had ended when this attempt began."""
        return self.started_at >= self.submission.hold_until

    @property
    def lease_until(self) -> datetime:
        return self.started_at + schedule.lease(self.submission.size_bucket)


def claim(delivery_id: uuid.UUID) -> Claim | None:
    """Take a delivery that is due, and begin; return None if there is nothing to take.

    1. The conditional UPDATE decides: of two workers one finds no row left. Its token
       tells a worker that comes back after its lease apart from the one that followed.
    2. The attempt is counted here: one that kills its worker counts as well.
    3. The cap of attempts in flight is judged just before; workers that do so at the
       same moment can exceed it by one each.
    4. While the breaker is open nothing is taken but a last attempt: the end of a hold
       comes although the receiver is down.
    """
    at = schedule.now()
    with scopes_disabled():
        found = along(turns.due(at).filter(pk=delivery_id)).select_related("destination").first()
        if found is None or found.destination is None or turns.is_full(found.destination, at):
            return None
        mine = Claim(found, found.destination, uuid.uuid4(), found.attempt_count + 1, at)
        if not _may_try(mine):
            return None
        half_open = breaker.is_half_open(mine.destination, at) and not mine.is_last
        taken = _as_probe(mine) if half_open else _lease(mine)
    return mine if taken else None


def along(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Return the deliveries with what an attempt needs of their submissions."""
    return rows.select_related("submission__tenant", "submission__version").defer(_HEAVY)


def _may_try(mine: Claim) -> bool:
    """Tell whether the destination takes attempts; one that is gone or down only a last one."""
    if mine.destination.state == DestinationState.ACTIVE:
        return mine.is_last or not breaker.is_open(mine.destination, mine.started_at)
    if mine.destination.state == DestinationState.GONE and mine.is_last:
        return True
    destinations.stop_waiting(mine.destination)
    return False


@transaction.atomic
def _as_probe(mine: Claim) -> bool:
    """Take the delivery as the only one that tries while the breaker is half open."""
    taken = breaker.take_probe(mine.destination, mine.lease_until) and _lease(mine)
    if not taken:
        transaction.set_rollback(True)
    return taken


def _lease(mine: Claim) -> bool:
    rows = Delivery.objects.filter(pk=mine.delivery.pk, attempt_count=mine.delivery.attempt_count)
    taken = move(
        rows,
        DeliveryState.LEASED,
        come_from=WAITING,
        attempt_count=mine.number,
        started_at=mine.started_at,
        lease_token=mine.token,
        lease_until=mine.lease_until,
    )
    return bool(taken)
