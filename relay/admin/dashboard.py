"""What the overview says about deliveries: is everything arriving?"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relay import schedule
from relay.models import Delivery, Destination
from relay.states import DeliveryState, DestinationState
from tenants.sites import Card

_STUCK = [DeliveryState.BLOCKED, DeliveryState.DEAD]


def delivery_cards(request: HttpRequest) -> list[Card]:
    """Say what arrived in seven days and what is stuck. Two queries."""
    week = schedule.now() - timedelta(days=7)
    recent = Delivery.objects.filter(submission__accepted_at__gte=week)
    counts = recent.aggregate(
        arrived=Count("pk", filter=Q(state=DeliveryState.DELIVERED)),
        stuck=Count("pk", filter=Q(state__in=_STUCK)),
        waiting=Count("pk", filter=Q(state=DeliveryState.RETRY_WAIT)),
    )
    late = counts["stuck"] + counts["waiting"]
    href = reverse("admin:relay_delivery_changelist")
    cards = [
        Card(
            title=_("Arrived"),
            figure=str(counts["arrived"]),
            text=_("deliveries in the last seven days")
            if late or not counts["arrived"]
            else _("deliveries in the last seven days; nothing is left to do"),
            href=href,
            action=_("Show the deliveries"),
            order=2,
        )
    ]
    if late:
        said = ngettext(
            "%(n)s delivery has not arrived yet.", "%(n)s deliveries have not arrived yet.", late
        )
        cards.append(
            Card(
                title=_("Needs you") if counts["stuck"] else _("Waits"),
                figure=str(late),
                text=said % {"n": late},
                href=href,
                action=_("Show the deliveries"),
                order=0,
                attention=True,
            )
        )
    return [*cards, *_first_destination()]


def _first_destination() -> list[Card]:
    if Destination.objects.filter(state=DestinationState.ACTIVE).exists():
        return []
    return [
        Card(
            title=_("No destination yet"),
            figure="",
            text=_("Say where enquiries go, and send a test. Then you can publish."),
            href=reverse("admin:relay_destination_changelist"),
            action=_("Set up a destination"),
            order=2,
        )
    ]
