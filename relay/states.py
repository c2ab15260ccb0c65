"""The states of submissions and deliveries, and the only ways between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubmissionState(models.TextChoices):
    HELD = "held", _("Held")
    QUARANTINED = "quarantined", _("In quarantine")
    EXPIRED = "expired", _("Expired")
    PURGED = "purged", _("Purged")
    SHREDDED = "shredded", _("Shredded")
    LOST = "lost", _("Lost")


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    LEASED = "leased", _("Being sent")
    RETRY_WAIT = "retry_wait", _("Waiting to try again")
    BLOCKED = "blocked", _("Stopped")
    DELIVERED = "delivered", _("Delivered")
    DEAD = "dead", _("Given up")


class DestinationState(models.TextChoices):
    UNVERIFIED = "unverified", _("Not verified yet")
    ACTIVE = "active", _("Active")
    OFF = "off", _("Switched off")
    GONE = "gone", _("Answered that it is gone")


class Outcome(models.TextChoices):
    """How an attempt ended: codes only, never a text from the other side."""

    DELIVERED = "delivered", _("Accepted")
    REFUSED = "refused", _("Refused by the receiver")
    GONE = "gone", _("The receiver says it is gone")
    THROTTLED = "throttled", _("The receiver asks to wait")
    REDIRECTED = "redirected", _("The receiver answered with a redirect")
    TIMED_OUT = "timed_out", _("The receiver took too long")
    UNREACHABLE = "unreachable", _("The receiver can't be reached")
    TLS_FAILED = "tls_failed", _("The receiver's certificate can't be trusted")
    ADDRESS_REFUSED = "address_refused", _("The address is not allowed")
    CANNOT_OPEN = "cannot_open", _("The enquiry can't be opened")


Move = tuple[str, str]

D, S = DeliveryState, SubmissionState

DELIVERY_MOVES: frozenset[Move] = frozenset(
    {
        (D.QUEUED, D.LEASED),
        (D.RETRY_WAIT, D.LEASED),
        (D.LEASED, D.DELIVERED),
        (D.LEASED, D.RETRY_WAIT),
        (D.LEASED, D.BLOCKED),
        (D.LEASED, D.QUEUED),  # the lease lapsed
        (D.BLOCKED, D.QUEUED),  # the destination was mended
        (D.QUEUED, D.BLOCKED),  # the destination was switched off
        (D.RETRY_WAIT, D.BLOCKED),
        (D.RETRY_WAIT, D.QUEUED),  # somebody asked to try again at once
        (D.QUEUED, D.DEAD),
        (D.RETRY_WAIT, D.DEAD),
        (D.BLOCKED, D.DEAD),
        (D.LEASED, D.DEAD),  # the attempt that ended the hold
    }
)

SUBMISSION_MOVES: frozenset[Move] = frozenset(
    {
        (S.HELD, S.PURGED),
        (S.HELD, S.EXPIRED),
        (S.EXPIRED, S.PURGED),
        (S.PURGED, S.SHREDDED),
        (S.HELD, S.QUARANTINED),
        (S.QUARANTINED, S.HELD),
        (S.QUARANTINED, S.EXPIRED),
        (S.QUARANTINED, S.PURGED),
        (S.HELD, S.LOST),
        (S.QUARANTINED, S.LOST),
    }
)
