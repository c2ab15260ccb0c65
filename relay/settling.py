"""Settle what happens most, in one statement: an enquiry's only delivery has arrived."""

from __future__ import annotations

import copy
from datetime import datetime

from psycopg.types.json import Jsonb

from relay import failpoints, receipts, schedule, statements
from relay.claims import Claim
from relay.models import Delivery, Receipt
from relay.results import Result
from relay.states import (
    DELIVERY_MOVES,
    SUBMISSION_MOVES,
    DeliveryState,
    SubmissionState,
    check_move,
)

# Locked first, and judged again if another process had it: as whoever settles does. Without a row
# in `mine` nothing else happens: another delivery of it is left to do, the lease was lost, or
# whatever else is not what happens most.
_ARRIVED = """
WITH held AS MATERIALIZED (
    SELECT id FROM relay_submission WHERE id = %(submission)s AND state = %(held)s FOR UPDATE
), mine AS (
    UPDATE relay_delivery AS delivery
    SET state = %(delivered)s, settled_at = %(at)s,
        lease_token = NULL, lease_until = NULL, started_at = NULL
    FROM held
    WHERE delivery.id = %(delivery)s AND delivery.submission_id = held.id
        AND delivery.state = %(leased)s AND delivery.lease_token = %(token)s
        AND NOT EXISTS (
            SELECT 1 FROM relay_delivery AS other
            WHERE other.submission_id = %(submission)s AND other.id <> %(delivery)s
        )
    RETURNING delivery.submission_id
), attempt AS (
    INSERT INTO relay_attempt
        (delivery_id, number, started_at, milliseconds, outcome, http_status)
    SELECT %(delivery)s, %(number)s, %(started_at)s, %(milliseconds)s, %(outcome)s,
        %(status)s::smallint
    FROM mine
), payload AS (
    DELETE FROM relay_heldpayload USING mine
    WHERE relay_heldpayload.submission_id = mine.submission_id
    RETURNING epoch_id
), files AS (
    DELETE FROM relay_heldfile USING mine WHERE relay_heldfile.submission_id = mine.submission_id
), receipt AS (
    INSERT INTO relay_receipt (submission_id, body, kid, signature, issued_at, epoch_id)
    SELECT submission_id, %(body)s, %(kid)s, %(signature)s, %(at)s, (SELECT epoch_id FROM payload)
    FROM mine
), purged AS (
    UPDATE relay_submission SET state = %(purged)s, purged_at = %(at)s
    FROM mine WHERE relay_submission.id = mine.submission_id
)
SELECT count(*) FROM mine
"""
_STATES = {
    "held": SubmissionState.HELD.value,
    "purged": SubmissionState.PURGED.value,
    "leased": DeliveryState.LEASED.value,
    "delivered": DeliveryState.DELIVERED.value,
}
check_move(SUBMISSION_MOVES, [SubmissionState.HELD], SubmissionState.PURGED)
check_move(DELIVERY_MOVES, [DeliveryState.LEASED], DeliveryState.DELIVERED)


def arrived(claimed: Claim, result: Result) -> bool:
    """Record that an enquiry arrived, destroy its contents and write its receipt; tell whether.

    Ten statements and their round trips were three quarters of what a delivery cost. This is
    what `delivery.settle` does with them, as one transaction that locks in the same order,
    for an enquiry with one destination. False means that nothing was done.
    """
    if not statements.are_possible():
        return False
    at = schedule.now()
    receipt = _receipt(claimed, at)
    values = {
        **_STATES,
        "submission": claimed.submission.pk,
        "delivery": claimed.delivery.pk,
        "token": claimed.token,
        "at": at,
        "number": claimed.number,
        "started_at": claimed.started_at,
        "milliseconds": result.milliseconds,
        "outcome": result.outcome.value,
        "status": result.status,
        "body": Jsonb(receipt.body),
        "kid": receipt.kid,
        "signature": receipt.signature,
    }
    failpoints.reach("settling")
    with statements.prepared() as cursor:
        cursor.execute(_ARRIVED, values)
        return bool(cursor.fetchone()[0])


def _receipt(claimed: Claim, at: datetime) -> Receipt:
    """Sign what is about to become true; without a row of `mine` nobody ever sees it."""
    submission, delivery = copy.copy(claimed.submission), copy.copy(claimed.delivery)
    submission.purged_at = at
    delivery.state, delivery.settled_at = DeliveryState.DELIVERED, at
    delivery.attempt_count, delivery.destination = claimed.number, claimed.destination
    return receipts.issue(submission, [delivery])


assert Delivery._meta.db_table == "relay_delivery"  # noqa: S101  # the statement names it
