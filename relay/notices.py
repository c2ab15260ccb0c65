"""What a tenant is told by mail: noted once, here; written and sent by `telling`.

1. `tell` only notes. It may be called anywhere, also inside a transaction, and again and again:
   constraints make one row of it, whoever else notes the same at that moment.
2. What can be seen in the database `look` finds by itself, so that no part of the relay has to
   think of it, and a crash forgets nothing.
3. Of one kind about one thing there is at most one mail a day, which counts what came meanwhile.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet

from relay import schedule
from relay.models import Delivery, Destination, Notice, Submission
from relay.states import (
    STILL_HELD,
    TO_DELIVER,
    UNDELIVERED,
    DeliveryState,
    DestinationState,
    SubmissionState,
)

Kind = Notice.Kind

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
# How long a tenant can still be told of what is over and can't be mended.
TOLD_WITHIN = timedelta(days=7)
_LIVE = {"submission__mode": "live", "tenant__is_active": True}


def tell(
    kind: Notice.Kind,
    tenant_id: uuid.UUID,
    destination_id: uuid.UUID | None = None,
    since: datetime | None = None,
) -> None:
    """Note that a tenant is to be told, once for each `since`, and at most once a day.

    Needs the tenant's scope, or none at all. Nobody waits for the mail.
    """
    at = schedule.now()
    about = {"tenant_id": tenant_id, "destination_id": destination_id, "kind": kind}
    last = Notice.objects.filter(**about).aggregate(at=Max("sent_at"))["at"]
    # What ends soon has its own day, and can't wait for another.
    waits = last is not None and kind != Kind.EXPIRING
    begin = max(at, last + A_DAY) if waits else at
    row = Notice(**about, since=since or at, next_try_at=begin)
    Notice.objects.bulk_create([row], ignore_conflicts=True)


def look() -> None:
    """Note what is to be seen in the database."""
    at = schedule.now()
    found = (_failing(at), _gone(), _expiring(at), _ended(at), _suspected())
    for kind, tenant_id, destination_id, since in [one for some in found for one in some]:
        tell(kind, tenant_id, destination_id, since)


Found = Iterator[tuple[Notice.Kind, uuid.UUID, uuid.UUID | None, datetime]]


def _failing(at: datetime) -> Found:
    """Find what takes nothing although something waits for it."""
    waiting = Delivery.objects.filter(destination=OuterRef("pk"), state__in=TO_DELIVER, **_LIVE)
    rows = Destination.objects.filter(Exists(waiting), state=DestinationState.ACTIVE)
    longer, shorter = Q(first_failure_at__lte=at - A_DAY), Q(first_failure_at__lte=at - AN_HOUR)
    yield from _destinations(Kind.FAILING_DAY, rows.filter(longer))
    yield from _destinations(Kind.FAILING_HOUR, rows.filter(shorter).exclude(longer))


def _gone() -> Found:
    rows = Destination.objects.filter(state=DestinationState.GONE, tenant__is_active=True)
    yield from _destinations(Kind.GONE, rows.exclude(first_failure_at=None))


def _destinations(kind: Notice.Kind, rows: QuerySet[Destination]) -> Found:
    told = Notice.objects.filter(
        kind=kind, destination=OuterRef("pk"), since=OuterRef("first_failure_at")
    )
    untold = rows.exclude(Exists(told)).values_list("tenant", "pk", "first_failure_at")
    for tenant_id, pk, since in untold:
        if since is not None:  # it is again since a moment ago
            yield kind, tenant_id, pk, since


def _expiring(at: datetime) -> Found:
    """Find whose enquiries end within a day; one mail speaks of those that end a day later, too."""
    told = Notice.objects.filter(
        kind=Kind.EXPIRING,
        tenant=OuterRef("tenant"),
        since__lte=OuterRef("hold_until"),
        since__gt=OuterRef("hold_until") - A_DAY,
    )
    rows = undelivered(Submission.objects.filter(tenant__is_active=True))
    soon = rows.filter(hold_until__gt=at, hold_until__lte=at + A_DAY)
    yield from _tenants(Kind.EXPIRING, soon.exclude(Exists(told)), "hold_until")


def _ended(at: datetime) -> Found:
    rows = Delivery.objects.filter(settled_at__gt=at - TOLD_WITHIN, **_LIVE)
    for kind, of_kind in ((Kind.EXPIRED, expired(rows)), (Kind.LOST, lost(rows))):
        yield from _tenants(kind, of_kind.exclude(_told(kind, "settled_at")), "settled_at")


def _suspected() -> Found:
    rows = Submission.objects.filter(state=SubmissionState.QUARANTINED, tenant__is_active=True)
    untold = rows.exclude(_told(Kind.QUARANTINED, "quarantined_at"))
    yield from _tenants(Kind.QUARANTINED, untold.exclude(quarantined_at=None), "quarantined_at")


def _tenants(kind: Notice.Kind, rows: QuerySet[Any], moment: str) -> Found:
    for tenant_id, since in rows.order_by().values_list("tenant").annotate(since=Min(moment)):
        yield kind, tenant_id, None, since


def _told(kind: Notice.Kind, moment: str) -> Exists:
    """Return whether a notice counts what happened at a moment: one that waits counts all."""
    since = Notice.objects.filter(kind=kind, tenant=OuterRef("tenant"), since__lte=OuterRef(moment))
    return Exists(since.filter(Q(sent_at=None) | Q(sent_at__gte=OuterRef(moment))))


def undelivered(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Return those that are held and that somebody has still to get."""
    waiting = Delivery.objects.filter(submission=OuterRef("pk"), state__in=UNDELIVERED)
    return submissions.filter(Exists(waiting), state__in=STILL_HELD, mode="live")


def expired(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Return those that ended with the hold, judged or not; not what the tenant deleted before."""
    return deliveries.filter(
        state=DeliveryState.DEAD, settled_at__gte=F("submission__hold_until")
    ).exclude(submission__state=SubmissionState.LOST)


def lost(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Return those that ended because nobody can open them any more."""
    return deliveries.filter(state=DeliveryState.DEAD, submission__state=SubmissionState.LOST)
