"""What the overview says about assistants that wait for the customer."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from builder.models import Assistant
from tenants.sites import Card, customers

_MOST_DRAFTS = 3


def assistant_cards(request: HttpRequest) -> list[Card]:
    """Name the first thing to do, or the drafts to go on with. Two queries at most."""
    drafts = Assistant.objects.filter(state=Assistant.State.DRAFT).order_by("-changed_at")
    found = [_draft(draft) for draft in drafts[:_MOST_DRAFTS]]
    return found if found or Assistant.objects.exists() else [_first()]


def _first() -> Card:
    return Card(
        title=_("Your first assistant"),
        text=_(
            "An assistant asks the visitors of your website a few questions, one step "
            "after the other, and sends you the answers."
        ),
        href=reverse("admin:builder_assistant_add"),
        action=_("Design an assistant"),
        order=1,
    )


def _draft(draft: Assistant) -> Card:
    return Card(
        title=_("A draft"),
        text=_("“%(name)s” has not been published yet.") % {"name": draft.name},
        href=reverse("admin:builder_assistant_change", args=[draft.pk]),
        action=_("Go on with the draft"),
        order=3,
    )


customers.cards.append(assistant_cards)
