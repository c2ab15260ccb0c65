"""What the overview says about enquiries: is everything arriving, and what is being asked?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from builder.models import Assistant
from relay import schedule
from relay.admin import saying, standing
from relay.admin.badges import worded
from relay.channels import CHANNELS
from relay.models import Delivery, Destination, Submission
from relay.states import UNDELIVERED, DeliveryState, DestinationState
from tenants.sites import Card, Panel

DAYS = 14
# Of the drawing, in its own units; it is scaled to its place.
_HEIGHT, _COLUMN, _GAP = 72, 24, 8


def destination_cards(request: HttpRequest) -> list[Card]:
    """Name destinations that take nothing, and enquiries that can't go on. Three queries."""
    href = reverse("admin:relay_destination_changelist")
    active = Q(state=DestinationState.ACTIVE)
    if not Destination.objects.filter(active).exists():
        return [
            Card(
                title=_("No destination yet"),
                text=_("Say where enquiries go, and send a test. Then you can publish."),
                href=href,
                action=_("Set up a destination"),
                order=2,
            )
        ]
    found = [_shut(one) for one in Destination.objects.exclude(active)]
    recent = {"submission__accepted_at__gte": _ago(7), "submission__mode": "live"}
    stuck = Delivery.objects.filter(state=DeliveryState.BLOCKED, **recent).count()
    return [*found, _stopped(stuck)] if stuck else found


def _shut(destination: Destination) -> Card:
    said = {"name": destination.name, "state": destination.get_state_display()}
    return Card(
        title=_("A destination takes nothing"),
        text=_("“%(name)s”: %(state)s.") % said,
        href=reverse("admin:relay_destination_change", args=[destination.pk]),
        action=_("Show the destination"),
        order=2,
    )


def _stopped(count: int) -> Card:
    said = ngettext(
        "%(n)s delivery has stopped and waits for you.",
        "%(n)s deliveries have stopped and wait for you.",
        count,
    )
    return Card(
        title=_("Deliveries have stopped"),
        text=said % {"n": count},
        href=f"{reverse('admin:relay_delivery_changelist')}?state__exact={DeliveryState.BLOCKED}",
        action=_("Show the deliveries"),
        order=0,
        attention=True,
    )


@dataclass(frozen=True)
class Day:
    """A column of the chart."""

    date: date
    count: int
    x: int
    height: int

    @property
    def y(self) -> int:
        return _HEIGHT - self.height


def arriving(request: HttpRequest) -> Panel:
    """Say whether everything arrives, by day and by destination. Three queries."""
    days = _days()
    context = {
        "days": days,
        "width": DAYS * (_COLUMN + _GAP) - _GAP,
        "height": _HEIGHT,
        "column": _COLUMN,
        "total": sum(day.count for day in days),
        "clock": standing.clock(),
        "destinations": [
            {
                "row": row,
                "channel": CHANNELS[row.channel].label,
                "badge": worded(*saying.health(row)),
            }
            for row in _destinations()
        ],
        "href": reverse("admin:relay_delivery_changelist"),
    }
    return Panel(1, _("Is everything arriving?"), "relay/overview_arriving.html", context)


def asked(request: HttpRequest) -> Panel:
    """Say what is asked, and how often it was answered. One query."""
    live = Q(submissions__mode="live")
    recent = live & Q(submissions__accepted_at__gte=_ago(7))
    rows = (
        Assistant.objects.exclude(state=Assistant.State.ARCHIVED)
        .select_related("live_version")
        .annotate(
            week=Count("submissions", filter=recent),
            latest=Max("submissions__accepted_at", filter=live),
        )
        .defer("live_version__document")
        .order_by("-week", "name")
    )
    context = {"assistants": list(rows), "add": reverse("admin:builder_assistant_add")}
    return Panel(2, _("What is being asked?"), "relay/overview_asked.html", context)


def _destinations() -> QuerySet[Destination]:
    delivered = Q(deliveries__state=DeliveryState.DELIVERED)
    rows: QuerySet[Destination] = Destination.objects.annotate(
        latest=Max("deliveries__settled_at", filter=delivered),
        waiting=Count("deliveries", filter=Q(deliveries__state__in=UNDELIVERED)),
    )
    return rows


def _days() -> list[Day]:
    today = timezone.localdate(schedule.now())
    first = today - timedelta(days=DAYS - 1)
    counted = (
        Submission.objects.filter(accepted_at__gte=_ago(DAYS), mode="live")
        .annotate(day=TruncDate("accepted_at"))
        .values_list("day")
        .annotate(count=Count("pk"))
        .order_by()
    )
    counts = dict(counted)
    most = max([*counts.values(), 4])
    return [
        Day(day, count, at * (_COLUMN + _GAP), max(2, round(_HEIGHT * count / most)))
        for at in range(DAYS)
        for day in [first + timedelta(days=at)]
        for count in [counts.get(day, 0)]
    ]


def _ago(days: int) -> datetime:
    return schedule.now() - timedelta(days=days)
