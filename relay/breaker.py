"""The breaker of a destination: while its receiver is down, one delivery at a time tries.

Closed: `open_until` is empty. Open: it is to come, and what is due waits as it is, with no
attempt counted. Half open: it is past, and one delivery may find out whether the receiver
is back. The first that is accepted closes the breaker for all.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from relay import schedule
from relay.models import Destination
from relay.results import Result
from relay.states import Outcome

OPENS_AFTER = 5
# A quarter of the time for which it has failed, but no less and no more than these.
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(minutes=15)

# What says that the receiver has a fault. A refusal may be about the one enquiry.
_THEIRS = frozenset(
    {
        Outcome.FAILED,
        Outcome.THROTTLED,
        Outcome.REDIRECTED,
        Outcome.TIMED_OUT,
        Outcome.UNREACHABLE,
        Outcome.TLS_FAILED,
        Outcome.LOGIN_FAILED,
    }
)
_WATCHED = ("consecutive_failures", "first_failure_at", "open_until")


def is_open(destination: Destination, at: datetime) -> bool:
    """Tell whether what is due has to wait."""
    return destination.open_until is not None and destination.open_until > at


def is_half_open(destination: Destination, at: datetime) -> bool:
    """Tell whether one delivery may find out whether the receiver is back."""
    return destination.open_until is not None and destination.open_until <= at


def is_failing(destination: Destination) -> bool:
    """Tell whether the next success changes something here."""
    return bool(destination.first_failure_at or destination.open_until)


def not_open(at: datetime) -> Q:
    """Return the condition of destinations that take what is due."""
    return Q(open_until=None) | Q(open_until__lte=at)


def take_probe(destination: Destination, until: datetime) -> bool:
    """Become the one that tries; tell whether nobody else did. One that dies is followed."""
    rows = Destination.objects.filter(pk=destination.pk, open_until=destination.open_until)
    return bool(rows.update(open_until=until))


def note(destination: Destination, result: Result) -> None:
    """Count a failure, or forget them; most deliveries change nothing here.

    Runs inside the transaction that settles, before the delivery's row is locked.
    """
    if result.ok:
        if is_failing(destination):
            close(destination)
        return
    rows = Destination.objects.select_for_update(no_key=True).filter(pk=destination.pk)
    row, at = rows.only(*_WATCHED).first(), schedule.now()
    if row is None:
        return  # deleted since: whoever tells this comes back after the lease
    if result.outcome not in {Outcome.CANNOT_OPEN, Outcome.KEY_MISSING}:
        row.first_failure_at = row.first_failure_at or at
    if result.outcome in _THEIRS:
        row.consecutive_failures += 1
        if row.consecutive_failures >= OPENS_AFTER:
            row.open_until = at + _pause(at - (row.first_failure_at or at))
    elif row.open_until is not None:
        row.open_until = at  # it told nothing about the receiver: let the next one try
    row.save(update_fields=_WATCHED)
    _remember(destination, {name: getattr(row, name) for name in _WATCHED})


def close(destination: Destination) -> None:
    """Let everything go out: the receiver is back."""
    closed = {"consecutive_failures": 0, "first_failure_at": None, "open_until": None}
    Destination.objects.filter(pk=destination.pk).update(**closed)
    _remember(destination, closed)


def _remember(destination: Destination, values: dict[str, Any]) -> None:
    """Keep what was written: a worker goes on with the same destination."""
    for name, value in values.items():
        setattr(destination, name, value)


def try_soon(destination_ids: list[uuid.UUID]) -> None:
    """Let one delivery try now, because somebody asked."""
    at = schedule.now()
    open_ones = Destination.objects.filter(pk__in=destination_ids, open_until__gt=at)
    open_ones.update(open_until=at)


def _pause(failing_for: timedelta) -> timedelta:
    return min(max(failing_for / 4, SHORTEST), LONGEST)
