"""Our own outages: what was held while nobody swept is held for that much longer.

A receiver's week to be back begins again where ours stopped. Without this an enquiry would be
given up after the one attempt that follows an outage as long as its hold.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, ExpressionWrapper, F, Value

from relay import schedule
from relay.models import Submission, Sweep
from relay.states import STILL_HELD

# Longer than a restart or an update takes, and than a sweep that has much to do.
NOTICED = timedelta(minutes=10)
_NOTED_EVERY = timedelta(minutes=1)
_ONE = 1


def notice() -> int:
    """Postpone the end of every hold by the time in which nobody swept; return how many.

    Of several that sweep at once one moves the row, and postpones. A clock that was set
    forward looks like an outage, and one that was set back like nothing.
    """
    at = schedule.now()
    row = Sweep.objects.filter(pk=_ONE).first()
    if row is None:
        Sweep.objects.bulk_create([Sweep(pk=_ONE, at=at)], ignore_conflicts=True)
        return 0
    if row.at <= at < row.at + _NOTED_EVERY:
        return 0
    with transaction.atomic():
        mine = Sweep.objects.filter(pk=_ONE, at=row.at).update(at=at)
        return _postpone(row.at, at) if mine and at - row.at > NOTICED else 0


def is_unnoticed() -> bool:
    """Tell whether no sweep was at work just now: until one is, no hold has surely ended."""
    return Sweep.objects.filter(pk=_ONE, at__lte=schedule.now() - NOTICED).exists()


def _postpone(since: datetime, at: datetime) -> int:
    held = Submission.objects.filter(state__in=STILL_HELD)
    before = held.filter(accepted_at__lte=since).update(hold_until=F("hold_until") + (at - since))
    # What came meanwhile waited from then on.
    waited = ExpressionWrapper(
        F("hold_until") + (Value(at) - F("accepted_at")), output_field=DateTimeField()
    )
    return before + held.filter(accepted_at__gt=since, accepted_at__lte=at).update(
        hold_until=waited
    )
