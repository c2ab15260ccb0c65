"""Key epochs die: closed, emptied of what is still held, their keys destroyed, and that said.

Each step commits before the next begins and finds for itself what is to be done, so that
each may be repeated, and a crash between any two costs nothing but time.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta

from django.db import router, transaction
from django.db.models import Exists, OuterRef

from relay import epochs, receipts, retention, schedule, vault
from relay.epochs import Epoch, EpochClosedError
from relay.models import EpochKey, HeldPayload, KeyEpoch, Receipt, Submission
from relay.moves import move
from relay.sealing import Box, CannotOpenError, KeyMissingError
from relay.states import EpochState, SubmissionState

logger = logging.getLogger(__name__)

# What is still held so long after its epoch closed is wrapped anew, so that the epoch can die.
STRAGGLES_AFTER = timedelta(hours=24)
_MOST_EPOCHS = 50
_MOST_PAYLOADS = 200
_MOST_RECEIPTS = 500

_NOT_DESTROYED = [EpochState.OPEN, EpochState.CLOSED]


def go_on() -> None:
    """Take every epoch as far as it can go now."""
    close_epochs()
    wrap_stragglers()
    destroy_keys()
    testify()


@transaction.atomic
def close_epochs() -> int:
    """Close the epochs whose hour is over; return how many.

    An enquiry that is being accepted holds the row FOR SHARE: its epoch is closed by a
    later sweep, and nobody waits for anybody.
    """
    over = KeyEpoch.objects.filter(state=EpochState.OPEN, closes_at__lte=schedule.now())
    free = over.select_for_update(no_key=True, skip_locked=True)
    ids = list(free.values_list("pk", flat=True)[:_MOST_EPOCHS])
    return move(KeyEpoch.objects.filter(pk__in=ids), EpochState.CLOSED, come_from=[EpochState.OPEN])


def wrap_stragglers() -> int:
    """Wrap the keys of what is held for long by the current epoch's; return how many."""
    before = schedule.now() - STRAGGLES_AFTER
    old = KeyEpoch.objects.filter(
        Exists(HeldPayload.objects.filter(epoch=OuterRef("pk"))),
        state=EpochState.CLOSED,
        closes_at__lte=before,
        missing_since=None,
    )
    left = _MOST_PAYLOADS
    for epoch_id in list(old.order_by("closes_at").values_list("pk", flat=True)[:_MOST_EPOCHS]):
        left -= _empty(epoch_id, left)
        if left <= 0:
            break
    return _MOST_PAYLOADS - left


def _empty(epoch_id: uuid.UUID, most: int) -> int:
    """Wrap anew what names an epoch, without its contents; return how many."""
    try:
        epochs.key_of(epoch_id)
    except CannotOpenError:
        return 0  # not the payloads' fault: see missing_keys.py
    payloads = HeldPayload.objects.filter(epoch=epoch_id).defer("ciphertext", "nonce")
    return sum(_wrap_anew(held) for held in payloads.order_by("pk")[:most])


def _wrap_anew(held: HeldPayload) -> bool:
    """Wrap one; tell whether it still named its old epoch.

    What is broken can be opened by no key. It goes along as it is: it must not keep a key
    alive that opens everything else of its hour.
    """
    rows = HeldPayload.objects.filter(pk=held.pk, epoch=held.epoch_id)
    try:
        epoch = epochs.current()
        box = _wrapped(held, epoch)
        with transaction.atomic():
            epochs.hold_open(epoch)
            changed = rows.update(epoch=epoch.id, key_nonce=box.nonce, wrapped_key=box.ciphertext)
    except (KeyMissingError, EpochClosedError):
        epochs.forget()
        return False
    return bool(changed)


def _wrapped(held: HeldPayload, epoch: Epoch) -> Box:
    try:
        return vault.wrap_anew(held, epoch)
    except KeyMissingError:
        raise
    except CannotOpenError:
        logger.warning("HeldPayload %s is broken: its key stays as it is.", held.pk)
        return Box(held.key_nonce, held.wrapped_key)


def destroy_keys() -> int:
    """Destroy the keys of closed epochs that nothing held names; return how many are gone.

    1. Nothing can come to name a closed epoch: accepting and wrapping anew take its row
       FOR SHARE and find it open, and it was closed in a transaction of its own.
    2. The key is deleted before the epoch says so: a crash in between deletes again.
    3. On SQLite it is gone once the log is emptied; while somebody reads, that fails, and
       the epoch stays closed until a later sweep.
    """
    empty = KeyEpoch.objects.filter(
        ~Exists(HeldPayload.objects.filter(epoch=OuterRef("pk"))), state=EpochState.CLOSED
    )
    ids = list(empty.order_by("closes_at").values_list("pk", flat=True)[:_MOST_EPOCHS])
    if not ids:
        return 0
    EpochKey.objects.filter(pk__in=ids).delete()
    for epoch_id in ids:
        epochs.forget(epoch_id)
    if not retention.empty_log(router.db_for_write(EpochKey)):
        return 0
    rows = KeyEpoch.objects.filter(pk__in=ids)
    at = schedule.now()
    return move(rows, EpochState.DESTROYED, come_from=[EpochState.CLOSED], destroyed_at=at)


@transaction.atomic
def testify() -> int:
    """Say in the receipts of what can't be opened by anybody any more that it is so; return how many.

    Contents that were wrapped anew had several keys. Those epochs lie between the one in
    which the enquiry came and the one that its receipt names: all of them must be gone.
    """
    at = schedule.now()
    alive = KeyEpoch.objects.filter(
        state__in=_NOT_DESTROYED,
        hour__lte=OuterRef("epoch__hour"),
        closes_at__gt=OuterRef("submission__accepted_at"),
    )
    found = Receipt.objects.filter(
        ~Exists(alive),
        destruction__isnull=True,
        epoch__state=EpochState.DESTROYED,
        submission__state=SubmissionState.PURGED,
    ).select_for_update(no_key=True, skip_locked=True, of=("self",))
    rows = list(found[:_MOST_RECEIPTS])
    for receipt in rows:
        receipt.destruction = receipts.testify(receipt, at)
    Receipt.objects.bulk_update(rows, ["destruction"])
    shredded = Submission.objects.filter(pk__in=[receipt.pk for receipt in rows])
    return move(shredded, SubmissionState.SHREDDED, come_from=[SubmissionState.PURGED])
