"""The states of submissions and deliveries, and the only ways between them."""

from __future__ import annotations

from collections.abc import Iterable

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
    WITHHELD = "withheld", _("Waits for your judgement")
    ASKED = "asked", _("Waits for your answer")
    HANDED_OVER = "handed_over", _("Handed over, may still come back")
    DELIVERED = "delivered", _("Delivered")
    DEAD = "dead", _("Given up")


class Suspicion(models.TextChoices):
    """Why an enquiry is in quarantine: what spoke against it, never what stood in it."""

    POISON = "poison", _("It can't be opened")
    TRAP = "trap", _("A field was filled in that people don't see")
    HASTE = "haste", _("It was filled in faster than people can")
    LINKS = "links", _("Its texts hold many links")
    MARKUP = "markup", _("Its texts hold markup for links")
    BURST = "burst", _("Many enquiries came from one place at once")


class DestinationState(models.TextChoices):
    UNVERIFIED = "unverified", _("Not verified yet")
    ACTIVE = "active", _("Active")
    OFF = "off", _("Switched off")
    GONE = "gone", _("Answered that it is gone")


class EpochState(models.TextChoices):
    OPEN = "open"
    CLOSED = "closed"
    DESTROYED = "destroyed"


class Outcome(models.TextChoices):
    """How an attempt ended: codes only, never a text from the other side."""

    DELIVERED = "delivered", _("Accepted")
    PARTLY = "partly", _("Accepted for some of the addresses")
    REFUSED = "refused", _("Refused by the receiver")
    FAILED = "failed", _("The receiver has a fault")
    GONE = "gone", _("The receiver says it is gone")
    THROTTLED = "throttled", _("The receiver asks to wait")
    REDIRECTED = "redirected", _("The receiver answered with a redirect")
    TIMED_OUT = "timed_out", _("The receiver took too long")
    UNREACHABLE = "unreachable", _("The receiver can't be reached")
    TLS_FAILED = "tls_failed", _("The receiver's certificate can't be trusted")
    ADDRESS_REFUSED = "address_refused", _("The address is not allowed")
    TOO_LARGE = "too_large", _("Too large for the mail server")
    LOGIN_FAILED = "login_failed", _("The mail server refused the log-in")
    UNCONFIRMED = "unconfirmed", _("No address is confirmed")
    NO_MAILER = "no_mailer", _("This instance can't send mail")
    BOUNCED = "bounced", _("The mail came back")
    CANNOT_OPEN = "cannot_open", _("The enquiry can't be opened")
    KEY_MISSING = "key_missing", _("The key is missing here")


class IllegalMoveError(Exception):
    """A change of state that the tables below don't know."""


Move = tuple[str, str]

D, S, T, E = DeliveryState, SubmissionState, DestinationState, EpochState

DELIVERY_MOVES: frozenset[Move] = frozenset(
    {
        (D.QUEUED, D.LEASED),
        (D.RETRY_WAIT, D.LEASED),
        (D.LEASED, D.DELIVERED),
        (D.LEASED, D.RETRY_WAIT),
        (D.LEASED, D.BLOCKED),
        (D.LEASED, D.QUEUED),  # the lease lapsed, or its turn didn't come
        (D.BLOCKED, D.QUEUED),  # the destination was mended
        (D.QUEUED, D.BLOCKED),  # the destination was switched off
        (D.RETRY_WAIT, D.BLOCKED),
        (D.RETRY_WAIT, D.QUEUED),  # somebody asked to try again at once
        (D.BLOCKED, D.DEAD),  # the hold ended, and there is nowhere to try
        (D.LEASED, D.DEAD),  # the attempt that ended the hold
        (D.QUEUED, D.DEAD),  # the key is lost, or the tenant deleted what can't be opened
        (D.RETRY_WAIT, D.DEAD),
        (D.QUEUED, D.WITHHELD),  # it looks like spam
        (D.WITHHELD, D.QUEUED),  # the tenant released it
        (D.WITHHELD, D.DELIVERED),  # a receipt proves that it was released before a restore
        (D.WITHHELD, D.DEAD),  # the tenant deleted it, the hold ended, or the key is lost
        (D.QUEUED, D.ASKED),  # the database was restored: it may have arrived long ago
        (D.RETRY_WAIT, D.ASKED),
        (D.LEASED, D.ASKED),
        (D.BLOCKED, D.ASKED),
        (D.ASKED, D.QUEUED),  # the tenant wants it sent
        (D.ASKED, D.DELIVERED),  # the tenant has it, or a receipt proves it
        (D.ASKED, D.DEAD),  # nobody said in time, a receipt proves it, or the key is lost
        (D.LEASED, D.HANDED_OVER),  # a mail server took it, and may yet send it back
        (D.HANDED_OVER, D.DELIVERED),  # it did not, in time
        (D.HANDED_OVER, D.QUEUED),  # it did
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

DESTINATION_MOVES: frozenset[Move] = frozenset(
    {
        (T.UNVERIFIED, T.ACTIVE),  # a test was accepted
        (T.GONE, T.ACTIVE),
        (T.OFF, T.ACTIVE),
        (T.ACTIVE, T.OFF),
        (T.GONE, T.OFF),
        (T.ACTIVE, T.GONE),  # it answered 410
        (T.ACTIVE, T.UNVERIFIED),  # its address was changed
        (T.GONE, T.UNVERIFIED),
        (T.OFF, T.UNVERIFIED),
    }
)

EPOCH_MOVES: frozenset[Move] = frozenset({(E.OPEN, E.CLOSED), (E.CLOSED, E.DESTROYED)})

STILL_HELD = frozenset({S.HELD, S.QUARANTINED})
WAITING = frozenset({D.QUEUED, D.RETRY_WAIT})
# Nothing goes out before the tenant has said so, not even when the hold ends.
UNDECIDED = frozenset({D.WITHHELD, D.ASKED})
SETTLED = frozenset({D.DELIVERED, D.DEAD})
UNSETTLED = frozenset(D) - SETTLED
# What a destination is to get, and what its tenant has to say something about first.
TO_DELIVER = WAITING | {D.LEASED, D.BLOCKED}
UNDELIVERED = UNSETTLED - {D.HANDED_OVER}


def check_move(moves: frozenset[Move], come_from: Iterable[str], to: str) -> None:
    """Raise IllegalMoveError unless every one of the moves stands in the table."""
    for state in come_from:
        if (state, to) not in moves:
            raise IllegalMoveError(f"{state} -> {to}")
