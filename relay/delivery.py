"""One attempt: claim, open, send, settle. And what a worker does next."""

from __future__ import annotations

import time
import uuid
from contextlib import closing
from typing import Any

from django.db import transaction
from django_scopes import scope

from relay import (
    batches,
    breaker,
    destinations,
    failpoints,
    files,
    outages,
    quarantine,
    retention,
    schedule,
    secret_rotation,
    settling,
    signing,
    turns,
    vault,
)
from relay.channels import CHANNELS
from relay.claims import FREE, Claim
from relay.claims import claim as claim  # noqa: PLC0414
from relay.models import Attempt, Delivery, Destination, HeldPayload, Submission
from relay.moves import move
from relay.results import Result
from relay.states import UNDECIDED, DeliveryState, Outcome, Suspicion

# A task starts nothing new after this long; an attempt more still fits into Celery's limit.
SHIFT = 20.0


def work(delivery_id: uuid.UUID) -> int:
    """Try a delivery, then whatever else is due, for a while; return how many were tried.

    Returns at once when another worker already did it: it is at the others, too.
    """
    ends_at = time.monotonic() + SHIFT
    if not attempt(delivery_id):
        return 0
    return 1 + work_off(ends_at)


def work_off(ends_at: float) -> int:
    """Try what is due, destinations in turns, until nothing is or the time is up."""
    tried = 0
    while time.monotonic() < ends_at and (destination := turns.take()):
        done = _turn(destination, ends_at)
        if not done:
            break
        tried += done
    return tried


def _turn(destination: Destination, ends_at: float) -> int:
    done = 0
    with closing(batches.turn(destination, ends_at)) as claimed_ones:
        for claimed in claimed_ones:
            done += 1
            if not _try(claimed):
                break  # this worker came back too late: what else does it not know?
    return done


def attempt(delivery_id: uuid.UUID) -> bool:
    """Try one delivery if it is due and nobody else does; tell whether it was tried."""
    claimed = claim(delivery_id)
    if claimed is None:
        return False
    _try(claimed)
    return True


def _try(claimed: Claim) -> bool:
    """Send and settle; tell whether it counted."""
    with scope(tenant=claimed.submission.tenant):
        return settle(claimed, send(claimed))


def send(claimed: Claim) -> Result:
    """Open the contents and hand them over, outside of any transaction."""
    held = claimed.held or HeldPayload.objects.filter(pk=claimed.submission.pk).first()
    if held is None:
        return Result(Outcome.CANNOT_OPEN)
    channel = CHANNELS[claimed.destination.channel]
    message_id = signing.webhook_id(claimed.delivery.pk)
    deadline = schedule.deadline(claimed.submission.size_bucket)
    try:
        contents = files.open_contents(held, claimed.submission)
        config = _config_of(claimed.destination)
        result = channel.send(config, message_id, contents, deadline)
        failpoints.reach("sent")
        return result
    except vault.KeyMissingError:
        # It isn't the enquiry: tried again, until the key is back or judged lost.
        return Result(Outcome.KEY_MISSING)
    except vault.CannotOpenError:
        return Result(Outcome.CANNOT_OPEN)


def _config_of(destination: Destination) -> dict[str, Any]:
    config = vault.open_config(destination)
    if secret_rotation.is_over(config):
        secret_rotation.forget_old(destination)
    return config


def settle(claimed: Claim, result: Result) -> bool:
    """Record how an attempt ended, in one transaction; tell whether it still counted.

    1. The submission's row is locked first: two destinations that settle at once would
       each see the other one unfinished, and nobody would purge. The destination's comes
       before the delivery's, as for whoever switches a destination on or off.
    2. The token must be the one of this claim: who comes back after the lease lapsed
       changes nothing, whatever the receiver said. That can repeat a delivery, under
       the same id, and never lose one.
    3. If this was the last delivery left to do, the contents are destroyed here.
    4. Whether the hold has ended is judged by the locked row: an outage of our own may have
       been noticed, and the end postponed, since the attempt began.
    """
    arrived = result.ok and not result.may_come_back_for
    usual = arrived and not breaker.is_failing(claimed.destination)
    if usual and settling.arrived(claimed, result):
        failpoints.reach("settled")
        return True
    with transaction.atomic():
        submission = _locked(claimed.submission)
        to = _verdict(claimed, result)
        destinations.note(claimed.destination, result)
        counted = move(
            Delivery.objects.filter(pk=claimed.delivery.pk, lease_token=claimed.token),
            to,
            come_from=[DeliveryState.LEASED],
            **_changes(claimed, result, to),
        )
        if not counted:
            transaction.set_rollback(True)
            return False
        _record(claimed, result)
        if result.outcome == Outcome.CANNOT_OPEN:
            quarantine.put_aside(submission, Suspicion.POISON)
        purged = retention.purge_if_done(submission)
        failpoints.reach("settling")
    failpoints.reach("settled")
    if result.outcome == Outcome.GONE:
        destinations.stop_waiting(claimed.destination)
    if purged:
        retention.overwrite_deleted()
    return True


def give_up(delivery: Delivery) -> None:
    """End a delivery whose hold has ended and that nobody can try any more."""
    with transaction.atomic():
        submission = _locked(delivery.submission)
        ended = move(
            Delivery.objects.filter(pk=delivery.pk),
            DeliveryState.DEAD,
            come_from=[DeliveryState.BLOCKED, *UNDECIDED],
            settled_at=schedule.now(),
        )
        if ended:
            retention.purge_if_done(submission)


def _locked(submission: Submission) -> Submission:
    """Lock the row, and look when its hold ends; what came along with it stays."""
    row = Submission.objects.select_for_update().only("hold_until").get(pk=submission.pk)
    submission.hold_until = row.hold_until
    return submission


def _verdict(claimed: Claim, result: Result) -> DeliveryState:
    if result.ok:
        may_come_back = result.may_come_back_for and not claimed.is_last
        return DeliveryState.HANDED_OVER if may_come_back else DeliveryState.DELIVERED
    if claimed.is_last and not outages.is_unnoticed():
        return DeliveryState.DEAD
    if result.permanent or result.outcome == Outcome.CANNOT_OPEN:
        return DeliveryState.BLOCKED
    return DeliveryState.RETRY_WAIT


def _changes(claimed: Claim, result: Result, to: DeliveryState) -> dict[str, object]:
    at = schedule.now()
    changes: dict[str, object] = {**FREE}
    if to == DeliveryState.RETRY_WAIT:
        end = claimed.submission.hold_until
        when = schedule.next_attempt(claimed.number, at, end, result.retry_after)
        changes["next_attempt_at"] = when
    elif to != DeliveryState.BLOCKED:
        changes["settled_at"] = at
    if to == DeliveryState.HANDED_OVER:
        ends_at = min(at + result.may_come_back_for, claimed.submission.hold_until)
        changes["next_attempt_at"] = ends_at
    return changes


def _record(claimed: Claim, result: Result) -> None:
    Attempt.objects.create(
        delivery=claimed.delivery,
        number=claimed.number,
        started_at=claimed.started_at,
        milliseconds=result.milliseconds,
        outcome=result.outcome,
        http_status=result.status,
    )
