from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay import schedule, sealing

START = datetime(2026, 1, 1, tzinfo=UTC)


def test_the_table_is_the_one_that_is_promised():
    seconds = [int(wait.total_seconds()) for wait in schedule.RETRY_AFTER]
    assert seconds == [5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800]
    assert sum(seconds) == 15 * 3600 + 42 * 60 + 35
    assert timedelta(hours=12) == schedule.EVERY


def test_attempts_go_on_until_the_hold_ends(settings):
    end = schedule.hold_until(START)
    assert end - START == timedelta(days=settings.HOLD_DAYS)
    at, attempts = START, 1
    while at < end:
        at = schedule.next_attempt(attempts, at, end)
        attempts += 1
    assert at == end
    assert 20 <= attempts <= 28


@given(st.integers(1, 60), st.integers(0, 10**7))
def test_a_wait_stays_within_jitter_and_what_was_asked(attempts, asked):
    table = [*schedule.RETRY_AFTER, *[schedule.EVERY] * 60][attempts - 1]
    wait = schedule.wait_after(attempts, timedelta(seconds=asked))
    least = max(table * 0.8, min(timedelta(seconds=asked), timedelta(hours=24)))
    assert least <= wait <= max(table * 1.2, timedelta(hours=24))


def test_jitter_spreads_what_failed_together():
    assert len({schedule.wait_after(6) for _ in range(50)}) > 40


@pytest.mark.parametrize("size", [1024, 2**20, 2**26])
def test_a_lease_is_longer_than_an_attempt_and_a_task_than_both(size):
    from relay.delivery import SHIFT
    from zenflow import settings

    assert sealing.bucket(settings.SUBMISSION_FILES_MAX_MB * 2**20) <= 2**26
    assert schedule.lease(size) > schedule.deadline(size) >= schedule.DEADLINE
    assert SHIFT + schedule.lease(size).total_seconds() < settings.CELERY_TASK_TIME_LIMIT


def test_an_attempt_may_take_longer_with_files():
    assert schedule.deadline(2**26) - schedule.deadline(1024) == timedelta(seconds=64)
