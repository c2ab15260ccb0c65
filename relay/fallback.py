"""Whom an end user can turn to while nobody takes their enquiry: its recipient, in another way."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django_scopes import scope

from builder.flows.messages import page_text
from relay.doors import Door
from relay.models import Delivery, Destination, Submission
from relay.states import UNDELIVERED, DestinationState

logger = logging.getLogger(__name__)


def notice(door: Door, submission: Submission, locale: str) -> str:
    """Say that it takes longer, that we keep trying, and how to reach the recipient; else nothing.

    Costs no query as long as all destinations of the assistant take enquiries. The enquiry is
    accepted by now: whatever fails here must not make its end user believe that it isn't.
    """
    recipient = door.document.recipient
    try:
        with scope(tenant=door.tenant):
            if all(map(takes, door.destinations())) or not is_stuck(submission):
                return ""
    except DatabaseError as error:
        logger.warning("Submission %s: no notice (%s).", submission.pk, type(error).__name__)
        return ""
    return words(submission, recipient.name, recipient.contact or door.tenant.contact, locale)


def words(submission: Submission, recipient: str, contact: str, locale: str) -> str:
    """Say it in the end user's language; nothing where there is no contact to name."""
    if not contact:
        return ""
    with translation.override(locale):
        until = date_format(localtime(submission.hold_until), "DATE_FORMAT")
    said = {"recipient": recipient, "contact": contact, "until": until}
    return page_text("unreachable", locale, **said)


def is_stuck(submission: Submission) -> bool:
    """Tell whether something is left to deliver, and nothing of it is taken now. One query."""
    rows = Delivery.objects.filter(submission=submission).select_related("destination")
    deliveries = list(rows)
    left = any(one.state in UNDELIVERED for one in deliveries)
    return left and not any(one.destination and takes(one.destination) for one in deliveries)


def takes(destination: Destination) -> bool:
    """Tell whether a destination takes enquiries: it is on, and its breaker is closed."""
    return destination.state == DestinationState.ACTIVE and destination.open_until is None
