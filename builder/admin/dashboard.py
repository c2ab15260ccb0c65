"""What the overview says about assistants: how many there are, and the next step to do."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from builder.models import Assistant
from tenants.sites import Card, customers


def assistant_cards(request: HttpRequest) -> list[Card]:
    """Say how many assistants are live, and where to go on. Two queries."""
    counts = Assistant.objects.aggregate(
        every=Count("pk"), live=Count("pk", filter=Q(state=Assistant.State.LIVE))
    )
    href = reverse("admin:builder_assistant_changelist")
    if not counts["every"]:
        add = reverse("admin:builder_assistant_add")
        return [
            Card(
                title=_("Your first assistant"),
                figure="",
                text=_(
                    "An assistant asks the visitors of your website a few questions, one step "
                    "after the other, and sends you the answers."
                ),
                href=add,
                action=_("Design an assistant"),
                order=1,
            )
        ]
    every = ngettext("of %(n)s assistant", "of %(n)s assistants", counts["every"])
    live = Card(
        title=_("Live"),
        figure=str(counts["live"]),
        text=every % {"n": counts["every"]},
        href=href,
        action=_("Show the assistants"),
        order=1,
    )
    return [live, *_next_step()]


def _next_step() -> list[Card]:
    draft = Assistant.objects.filter(state=Assistant.State.DRAFT).order_by("-changed_at").first()
    if draft is None:
        return []
    return [
        Card(
            title=_("Next step"),
            figure="",
            text=_("“%(name)s” is a draft. Look at it and publish it.") % {"name": draft.name},
            href=reverse("admin:builder_assistant_change", args=[draft.pk]),
            action=_("Go on with the draft"),
            order=3,
        )
    ]


customers.cards.append(assistant_cards)
