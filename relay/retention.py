"""Purge what is done, end what can't be delivered."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence

from django.db import connections, router
from django.db.models import Q, QuerySet

from relay import receipts, schedule
from relay.models import Delivery, EpochKey, HeldFile, HeldPayload, Submission
from relay.moves import move
from relay.states import (
    STILL_HELD,
    UNDECIDED,
    UNSETTLED,
    DeliveryState,
    DestinationState,
    SubmissionState,
)

logger = logging.getLogger(__name__)

_MOST_AT_ONCE = 500
_CHECKPOINT_WAITS_MS = 200


def purge_if_done(submission: Submission) -> bool:
    """Destroy the contents if no delivery is left to do, and sign a receipt; tell whether.

    Runs inside the transaction that settled a delivery, which has locked the submission's
    row: of two that settle at once the second sees what the first did. Payload and
    receipt change hands in one commit, so there is never neither nor both.
    """
    rows_to_judge = Delivery.objects.filter(submission=submission).order_by("pk")
    deliveries = list(rows_to_judge.select_related("destination"))
    if any(delivery.state in UNSETTLED for delivery in deliveries):
        return False
    rows = Submission.objects.filter(pk=submission.pk)
    state: list[str] = list(STILL_HELD)
    if any(delivery.state == DeliveryState.DEAD for delivery in deliveries):
        move(rows, SubmissionState.EXPIRED, come_from=STILL_HELD)
        state = [SubmissionState.EXPIRED]
    destroy(submission, deliveries)
    move(rows, SubmissionState.PURGED, come_from=state, purged_at=submission.purged_at)
    return True


def destroy(submission: Submission, deliveries: Sequence[Delivery], outcome: str = "") -> None:
    """Delete the contents and sign what became of them, by default as the deliveries ended."""
    submission.purged_at = schedule.now()
    receipt = receipts.issue(submission, deliveries, outcome)
    receipt.epoch_id = destroy_contents(submission)
    receipt.save(force_insert=True)


def destroy_contents(submission: Submission) -> uuid.UUID | None:
    """Delete payload and files; return the epoch whose key was the last to open them.

    One statement deletes and tells: it may have been wrapped anew a moment ago.
    """
    connection = connections[router.db_for_write(HeldPayload)]
    key = submission.pk if connection.vendor == "postgresql" else submission.pk.hex
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM relay_heldpayload WHERE submission_id = %s RETURNING epoch_id", [key]
        )
        found = cursor.fetchall()
    HeldFile.objects.filter(submission=submission.pk).delete()
    return uuid.UUID(str(found[0][0])) if found else None


def try_a_last_time() -> int:
    """Give what was stopped when its hold ended one more fresh attempt; return how many.

    One by one: many rows locked in one order are a trap for whoever locks them in another.
    """
    reachable = [DestinationState.ACTIVE, DestinationState.GONE]
    found = _stopped_past_hold(DeliveryState.BLOCKED).filter(destination__state__in=reachable)
    ids = list(found.values_list("pk", flat=True)[:_MOST_AT_ONCE])
    return sum(
        move(
            Delivery.objects.filter(pk=pk),
            DeliveryState.QUEUED,
            come_from=[DeliveryState.BLOCKED],
            next_attempt_at=schedule.now(),
        )
        for pk in ids
    )


def nowhere_to_try() -> list[Delivery]:
    """Return what was stopped when its hold ended, and is not tried once more.

    Its tenant shut the destination, or didn't say whether it is spam, or wanted at all.
    """
    shut = [DestinationState.OFF, DestinationState.UNVERIFIED]
    found = _stopped_past_hold(DeliveryState.BLOCKED, *UNDECIDED).filter(
        Q(destination__state__in=shut) | Q(destination=None) | Q(state__in=UNDECIDED)
    )
    along = found.select_related("submission__tenant", "submission__version")
    return list(along.defer("submission__version__document")[:_MOST_AT_ONCE])


def _stopped_past_hold(*states: DeliveryState) -> QuerySet[Delivery]:
    rows: QuerySet[Delivery] = Delivery.objects.filter(
        state__in=states,
        submission__hold_until__lte=schedule.now(),
        submission__state__in=STILL_HELD,  # there is an index of those
    )
    return rows


def overwrite_deleted() -> bool:
    """Empty SQLite's write-ahead logs, which keep what was deleted; tell whether that worked.

    `secure_delete` overwrites only what is in the database file. Another connection that
    reads or writes right now makes this fail: the next sweep tries again.
    """
    emptied = [empty_log(router.db_for_write(model)) for model in (HeldPayload, EpochKey)]
    return all(emptied)


def empty_log(alias: str) -> bool:
    """Empty a SQLite database's write-ahead log; tell whether that worked, or isn't needed."""
    connection = connections[alias]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return connection.vendor != "sqlite"
    patience = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout={_CHECKPOINT_WAITS_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={patience}")
    return not busy
