"""Batches: several deliveries to one destination, leased in one go and tried one after another."""

from __future__ import annotations

import time
import uuid
from collections.abc import Generator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django_scopes import scopes_disabled

from relay import breaker, claims, schedule, statements, turns
from relay.claims import Claim
from relay.models import Delivery, Destination, HeldPayload
from relay.moves import move
from relay.states import WAITING, DeliveryState, DestinationState

# How long the others are kept for a worker that is at one of them.
_KEPT = timedelta(seconds=10)
_CONTENTS = ", ".join(f"held.{field.column}" for field in HeldPayload._meta.concrete_fields)
_BEGIN = f"""
WITH begun AS (
    UPDATE relay_delivery AS delivery
    SET attempt_count = %(number)s, started_at = %(started_at)s, lease_until = %(lease_until)s
    FROM relay_destination AS destination
    WHERE delivery.id = %(delivery)s AND delivery.lease_token = %(token)s
        AND delivery.state = %(leased)s AND destination.id = delivery.destination_id
        AND destination.state = %(active)s
        AND (destination.open_until IS NULL OR destination.open_until <= %(started_at)s)
    RETURNING delivery.submission_id
)
SELECT {_CONTENTS} FROM begun LEFT JOIN relay_heldpayload AS held USING (submission_id)
"""  # noqa: S608  # names come from the models


def turn(destination: Destination, ends_at: float) -> Generator[Claim, None, None]:
    """Give a destination its turn: claims of what is due there, each as its attempt begins.

    1. All are leased under one token. What another worker leases at this moment is left
       to it. A worker counts once against the cap: it is at one of them at a time.
    2. Only what has begun is an attempt, and may have arrived should the worker die. The
       others are kept for a moment, and then are as if nothing had been.
    3. The turn ends when its time is up, when one can't begin, or when this is closed.
       What is left then is let go.
    """
    by_itself = _by_itself(destination)
    if by_itself is not None:
        claimed = claims.claim(by_itself.pk)
        if claimed is not None:
            yield claimed
        return
    token, ends_at = uuid.uuid4(), min(ends_at, time.monotonic() + turns.LASTS)
    left = _lease(destination, token)
    try:
        while left and time.monotonic() < ends_at:
            claimed = _begin(left[0], destination, token)
            if claimed is None:
                break
            del left[0]
            yield claimed
    finally:
        _let_go(left, token)


def _by_itself(destination: Destination) -> Delivery | None:
    """Return what waited longest, if no others should wait behind it in one batch."""
    at = schedule.now()
    with scopes_disabled():
        first = turns.due_at(destination, at).select_related("submission").first()
    if first is None:
        return None
    healthy = destination.open_until is None and destination.state == DestinationState.ACTIVE
    return None if healthy and not _is_special(first, at) else first


def _is_special(delivery: Delivery, at: datetime) -> bool:
    """Tell whether it may have killed a worker, or is tried for the last time."""
    return delivery.uncertain or delivery.submission.hold_until <= at


def _lease(destination: Destination, token: uuid.UUID) -> list[Delivery]:
    at = schedule.now()
    with scopes_disabled(), transaction.atomic():
        if turns.is_full(destination, at):
            return []
        rows = claims.along(turns.due_at(destination, at))[: turns.TURN]
        free = rows.select_for_update(skip_locked=True, of=("self",), no_key=True)
        found = [one for one in free if not _is_special(one, at)]
        move(
            Delivery.objects.filter(pk__in=[one.pk for one in found]),
            DeliveryState.LEASED,
            come_from=WAITING,
            lease_token=token,
            lease_until=at + _KEPT,
        )
    return found


def _begin(delivery: Delivery, destination: Destination, token: uuid.UUID) -> Claim | None:
    """Renew the lease for an attempt, unless it was lost or the destination takes nothing now."""
    mine = Claim(delivery, destination, token, delivery.attempt_count + 1, schedule.now())
    if statements.are_possible():
        return _begin_and_fetch(mine)
    with scopes_disabled():
        takes = Destination.objects.filter(
            breaker.not_open(mine.started_at),
            pk=OuterRef("destination"),
            state=DestinationState.ACTIVE,
        )
        rows = Delivery.objects.filter(
            Exists(takes), pk=delivery.pk, lease_token=token, state=DeliveryState.LEASED
        )
        begun = rows.update(
            attempt_count=mine.number, started_at=mine.started_at, lease_until=mine.lease_until
        )
    return mine if begun else None


def _begin_and_fetch(mine: Claim) -> Claim | None:
    """Do the same and bring the contents along, in one statement."""
    values = {
        "number": mine.number,
        "started_at": mine.started_at,
        "lease_until": mine.lease_until,
        "delivery": mine.delivery.pk,
        "token": mine.token,
        "leased": DeliveryState.LEASED.value,
        "active": DestinationState.ACTIVE.value,
    }
    with statements.prepared() as cursor:
        cursor.execute(_BEGIN, values)
        begun = cursor.fetchone()
    if begun is None:
        return None
    return replace(mine, held=HeldPayload(*begun) if begun[0] else None)


def _let_go(deliveries: Sequence[Delivery], token: uuid.UUID) -> None:
    """Queue again what was leased and has not begun."""
    if not deliveries:
        return
    with scopes_disabled():
        rows = Delivery.objects.filter(
            pk__in=[one.pk for one in deliveries], lease_token=token, started_at=None
        )
        move(rows, DeliveryState.QUEUED, come_from=[DeliveryState.LEASED], **claims.FREE)
