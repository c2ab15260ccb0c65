"""How the deliveries stand, above their list: by state, by destination, and the clock of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse

from relay import notices, schedule
from relay.admin import saying
from relay.admin.badges import tone_of
from relay.models import Delivery, Destination, Submission
from relay.states import UNDELIVERED, DeliveryState, DestinationState, SubmissionState

# What has arrived is counted for so long: it grows for ever otherwise.
LATELY = timedelta(days=7)
_WAITS = [DeliveryState.RETRY_WAIT, DeliveryState.BLOCKED]


@dataclass(frozen=True)
class Tile:
    """A state: how many are in it, and since when the oldest."""

    label: str
    tone: str
    count: int
    oldest: str
    href: str
    is_chosen: bool
    is_recent: bool


@dataclass(frozen=True)
class Clock:
    """The enquiries that nobody has yet: how many, the oldest, and when the first is deleted."""

    count: int
    oldest: datetime | None
    ends_at: datetime | None


def clock() -> Clock:
    """Read the clock of undelivered enquiries. One query."""
    rows = notices.undelivered(Submission.objects.all())
    read = rows.aggregate(count=Count("pk"), oldest=Min("accepted_at"), ends_at=Min("hold_until"))
    return Clock(**read)


def tiles(request: HttpRequest) -> list[Tile]:
    """Count the deliveries by state; those that ended only lately. One query."""
    ended = [DeliveryState.DELIVERED, DeliveryState.DEAD]
    lately = Q(state__in=ended, settled_at__gte=schedule.now() - LATELY)
    rows = Delivery.objects.filter(~Q(state__in=ended) | lately)
    counted = (
        rows.order_by().values_list("state").annotate(Count("pk"), Min("submission__accepted_at"))
    )
    found = {state: (count, oldest) for state, count, oldest in counted}
    chosen, list_ = request.GET.get("state__exact"), reverse("admin:relay_delivery_changelist")
    return [
        Tile(
            label=str(state.label),
            tone=tone_of(state),
            count=found[state][0],
            oldest="" if state in ended else saying.age(found[state][1]),
            href=list_ if state == chosen else f"{list_}?state__exact={state}",
            is_chosen=state == chosen,
            is_recent=state in ended,
        )
        for state in DeliveryState
        if state in found
    ]


def destinations() -> list[dict[str, Any]]:
    """Say of each destination that something waits for how it does. One query."""
    held = Q(deliveries__submission__state=SubmissionState.HELD)
    rows = Destination.objects.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state__in=UNDELIVERED)),
        again=Count("deliveries", filter=held & Q(deliveries__state__in=_WAITS)),
    ).filter(waiting__gt=0)
    return [
        {
            "row": row,
            "tone": saying.health(row)[0],
            "health": saying.health(row)[1],
            "waiting": row.waiting,
            "again": row.again if row.state == DestinationState.ACTIVE else 0,
        }
        for row in rows
    ]


def read(request: HttpRequest) -> dict[str, Any]:
    """Give the page all of it, when it asks. Three queries."""
    return {"clock": clock(), "tiles": tiles(request), "destinations": destinations()}
