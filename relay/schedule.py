"""When to try: the one clock, the retry table, and how long things may take."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

# How long to wait after the first, second, ... attempt that failed; then EVERY until the hold ends.
RETRY_AFTER = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
    timedelta(hours=8),
)
EVERY = timedelta(hours=12)
JITTER = 0.2
LONGEST_RETRY_AFTER = timedelta(hours=24)

# A whole attempt, from looking up the name to the last byte of the answer that is read.
DEADLINE = timedelta(seconds=25)
# What an attempt may take longer for each mebibyte of files: they travel as base64.
PER_MEBIBYTE = timedelta(seconds=1)
# How long settling can take after an attempt: a lease that lapses means a dead worker.
_SETTLING = timedelta(seconds=20)


def now() -> datetime:
    """Return the time. All of relay asks here, so that tests can set it."""
    return timezone.now()


def deadline(size: int) -> timedelta:
    """Return how long an attempt may take with contents of so many bytes."""
    return DEADLINE + PER_MEBIBYTE * (size // 2**20)


def lease(size: int) -> timedelta:
    """Return how long a worker has a delivery to itself: longer than the attempt and its settling."""
    return deadline(size) + _SETTLING


def hold_until(accepted_at: datetime) -> datetime:
    """Return the end of the hold."""
    return accepted_at + timedelta(days=settings.HOLD_DAYS)


def wait_after(attempts: int, asked: timedelta | None = None) -> timedelta:
    """Return how long to wait after so many attempts.

    A receiver's Retry-After can only lengthen the wait, by a day at most. Jitter
    spreads what failed together; it never shortens what the receiver asked for.
    """
    table = RETRY_AFTER[attempts - 1] if attempts <= len(RETRY_AFTER) else EVERY
    spread = table * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  # no secret
    return max(spread, min(asked or timedelta(0), LONGEST_RETRY_AFTER))


def next_attempt(
    attempts: int, at: datetime, end_of_hold: datetime, asked: timedelta | None = None
) -> datetime:
    """Return when to try again: never after the hold ends, so that its end brings a fresh try."""
    when = at + wait_after(attempts, asked)
    return min(when, end_of_hold) if at < end_of_hold else when
