"""What is due, and whose turn it is: ten thousand due at one destination don't delay another."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django_scopes import scopes_disabled

from relay import breaker, schedule
from relay.models import Delivery, Destination
from relay.states import STILL_HELD, WAITING, DeliveryState

# How many deliveries a destination gets before the next one's turn, and for how many seconds.
TURN = 50
LASTS = 2.0
# Of how many the sweep tells at once: a message can only tell of one.
_RUNG = 10
_TRIES = 3
# A worker leases several deliveries under one token, and tries one at a time.
_WORKERS = Count("lease_token", distinct=True)


def due(at: datetime) -> QuerySet[Delivery]:
    """Return the deliveries that wait and whose time has come."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(state__in=WAITING, next_attempt_at__lte=at)
    return rows


def is_full(destination: Destination, at: datetime) -> bool:
    """Tell whether as many attempts are in flight as the destination may get at once."""
    busy = in_flight(at).filter(destination=destination).aggregate(workers=_WORKERS)["workers"]
    return bool(busy >= destination.max_in_flight)


def in_flight(at: datetime) -> QuerySet[Delivery]:
    """Return the deliveries that workers are at, each of them at one of those it leased."""
    rows: QuerySet[Delivery] = Delivery.objects.filter(
        state=DeliveryState.LEASED, lease_until__gt=at
    )
    return rows


def take() -> Destination | None:
    """Give the destination that waited longest its turn."""
    at = schedule.now()
    with scopes_disabled():
        for _ in range(_TRIES):
            destination = _next(at).first()
            if destination is None or _stamp(destination, at):
                return destination
    return None


def due_everywhere(most: int) -> list[uuid.UUID]:
    """Return some due deliveries, a few of each destination, for the sweep to ring for."""
    at = schedule.now()
    with scopes_disabled():
        turns = [
            list(due_at(destination, at).values_list("pk", flat=True)[:_RUNG])
            for destination in _next(at)[:most]
        ]
    found: list[uuid.UUID] = []
    for place in range(_RUNG):
        found += [ids[place] for ids in turns if len(ids) > place]
    return found[:most]


def _next(at: datetime) -> QuerySet[Destination]:
    mine = {"destination": OuterRef("pk")}
    busy = in_flight(at).filter(**mine).order_by().values("destination")
    count = Subquery(busy.annotate(workers=_WORKERS).values("workers"))
    rows: QuerySet[Destination] = (
        Destination.objects.alias(waits_since=waits_since())
        .filter(Q(breaker.not_open(at), waits_since__lte=at) | Exists(_last(at).filter(**mine)))
        .alias(busy=Coalesce(count, 0))
        .filter(busy__lt=F("max_in_flight"))
        .order_by(F("last_served_at").asc(nulls_first=True), "pk")
    )
    return rows


def waits_since() -> Subquery:
    """Return when the first delivery that waits for a destination was or will be due.

    By its order this is found in the index, however many wait, which "is there any that
    is due" is not: of most that wait, that is for later.
    """
    waiting = Delivery.objects.filter(state__in=WAITING, destination=OuterRef("pk"))
    return Subquery(waiting.order_by("next_attempt_at").values("next_attempt_at")[:1])


def _last(at: datetime) -> QuerySet[Delivery]:
    """Return what is due although its hold has ended: no breaker keeps it waiting."""
    return due(at).filter(submission__hold_until__lte=at, submission__state__in=STILL_HELD)


def _stamp(destination: Destination, at: datetime) -> bool:
    """Note the turn; of two workers that saw the same destination one takes another."""
    mine = Destination.objects.filter(pk=destination.pk, last_served_at=destination.last_served_at)
    return bool(mine.update(last_served_at=at))


def due_at(destination: Destination, at: datetime) -> QuerySet[Delivery]:
    """Return what a destination may be tried with now, what waited longest first."""
    rows = _last(at) if breaker.is_open(destination, at) else due(at)
    return rows.filter(destination=destination).order_by("next_attempt_at")
