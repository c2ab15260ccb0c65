"""Keys that should be there and aren't: noticed at once, judged lost a day later."""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django_scopes import scopes_disabled

from relay import receipts, retention, schedule
from relay.models import Delivery, EpochKey, HeldPayload, KeyEpoch, Submission
from relay.moves import move
from relay.states import STILL_HELD, UNDECIDED, WAITING, DeliveryState, EpochState, SubmissionState

logger = logging.getLogger(__name__)

# A key that isn't found may be a wrong setting, or a replica that lags: the judgement can't be undone.
JUDGED_AFTER = timedelta(hours=24)
_MOST_AT_ONCE = 100
_ENDED = [*WAITING, *UNDECIDED, DeliveryState.BLOCKED]
# Somebody may have it: being sent, or handed over and perhaps on its way back.
_BUSY = [DeliveryState.LEASED, DeliveryState.HANDED_OVER]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing of what is needed now."""

    epochs: frozenset[uuid.UUID]
    """Epochs whose keys aren't in the keys database."""
    master_kids: frozenset[str]
    """Ids of master keys that wrap a needed key and aren't in MASTER_KEYS."""

    def __bool__(self) -> bool:
        return bool(self.epochs or self.master_kids)


def find() -> Missing:
    """Compare what is needed with what is there. Two queries.

    What is needed is asked first: a key is written before its epoch, and destroyed only
    when nothing names that.
    """
    with scopes_disabled():  # an hour's key is all tenants'
        needed = set(_needed().values_list("pk", flat=True))
    found = dict(EpochKey.objects.filter(pk__in=needed).values_list("pk", "master_kid"))
    unknown = set(found.values()) - set(settings.MASTER_KEYS)
    return Missing(frozenset(needed - found.keys()), frozenset(unknown))


def look() -> None:
    """Note which keys are missing since when, and end what has been lost with them."""
    missing = find().epochs
    noted = KeyEpoch.objects.exclude(missing_since=None).exclude(state=EpochState.DESTROYED)
    noted.exclude(pk__in=missing).update(missing_since=None)
    if not missing:
        return
    at = schedule.now()
    rows = KeyEpoch.objects.filter(pk__in=missing)
    if rows.filter(missing_since=None).update(missing_since=at):
        logger.critical("Keys of held enquiries are missing: see docs/keys.md.")
    # What is sealed from now on gets a key that is there.
    move(rows, EpochState.CLOSED, come_from=[EpochState.OPEN])
    _judge(rows.filter(missing_since__lte=at - JUDGED_AFTER))


def _needed() -> QuerySet[KeyEpoch]:
    held = Exists(HeldPayload.objects.filter(epoch=OuterRef("pk")))
    living = KeyEpoch.objects.exclude(state=EpochState.DESTROYED)
    rows: QuerySet[KeyEpoch] = living.filter(Q(state=EpochState.OPEN) | held)
    return rows


def _judge(lost: QuerySet[KeyEpoch]) -> None:
    """End what only those keys could open, as far as nobody is at it."""
    held = HeldPayload.objects.filter(epoch__in=list(lost.values_list("pk", flat=True)))
    for pk, epoch_id in list(held.values_list("pk", "epoch_id")[:_MOST_AT_ONCE]):
        if not EpochKey.objects.filter(pk=epoch_id).exists():  # read once more
            _lose(pk, epoch_id)


@transaction.atomic
def _lose(submission_id: uuid.UUID, epoch_id: uuid.UUID) -> None:
    """End one: its deliveries, its contents; and sign what became of it.

    Somebody who sends it right now may have opened it before: a later sweep comes back.
    """
    rows = Submission.objects.filter(pk=submission_id)
    rows.select_for_update().only("pk").get()
    submission = rows.select_related("tenant", "version").get()
    deliveries = Delivery.objects.filter(submission=submission)
    named = HeldPayload.objects.filter(pk=submission_id, epoch=epoch_id).exists()
    if not named or deliveries.filter(state__in=_BUSY).exists():
        return
    submission.purged_at = schedule.now()
    move(deliveries, DeliveryState.DEAD, come_from=_ENDED, settled_at=submission.purged_at)
    if deliveries.filter(state=DeliveryState.LEASED).exists():
        transaction.set_rollback(True)  # a worker took it just now
        return
    ended = list(deliveries.order_by("pk").select_related("destination"))
    retention.destroy_contents(submission)
    outcome = receipts.UNKNOWN if receipts.may_have_arrived(ended) else receipts.LOST
    receipts.issue(submission, ended, outcome).save(force_insert=True)
    move(rows, SubmissionState.LOST, come_from=STILL_HELD, purged_at=submission.purged_at)
