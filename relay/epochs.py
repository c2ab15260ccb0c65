"""Key epochs: an hour's key, alone in a database of its own, until it is destroyed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock, Timer

from django.db import connections, router, transaction

from relay import schedule, sealing
from relay.models import EpochKey, KeyEpoch
from relay.sealing import Box, KeyMissingError

LENGTH = timedelta(hours=1)
# Long enough for a turn of deliveries: a key that is destroyed meanwhile opens nothing for longer.
_KEPT_IN_MEMORY = timedelta(minutes=1)
_MOST_IN_MEMORY = 200


class EpochClosedError(Exception):
    """The epoch that this process knows takes no more payloads."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """An epoch and its key, in the memory of this process."""

    id: uuid.UUID
    key: bytes
    closes_at: datetime


_lock = Lock()
_current: Epoch | None = None
_opened: dict[uuid.UUID, tuple[datetime, bytes]] = {}
_timer: Timer | None = None


def current() -> Epoch:
    """Return the epoch that seals now; the first to ask in an hour opens it."""
    global _current  # noqa: PLW0603  # one per process is what is meant
    at = schedule.now()
    known = _current
    if known is None or not known.closes_at - LENGTH <= at < known.closes_at:
        with _lock:
            _current = known = _find_or_open(at)
    return known


def forget(epoch_id: uuid.UUID | None = None) -> None:
    """Drop what this process remembers of an epoch, or of all."""
    global _current  # noqa: PLW0603
    if epoch_id is None or (_current is not None and _current.id == epoch_id):
        _current = None
    if epoch_id is None:
        _opened.clear()
    else:
        _opened.pop(epoch_id, None)


def hold_open(epoch: Epoch) -> None:
    """Keep an epoch from being closed until this transaction ends.

    Raises EpochClosedError if it is closed already. Closing takes the row FOR UPDATE,
    so that no payload can slip in between "nothing uses this key" and its destruction.
    SQLite has one writer at a time, and its transactions begin by becoming it.
    """
    connection = connections[router.db_for_write(KeyEpoch)]
    lock = " FOR SHARE" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM relay_keyepoch WHERE id = %s AND state = 'open'{lock}",  # noqa: S608
            [epoch.id if connection.vendor == "postgresql" else epoch.id.hex],
        )
        if cursor.fetchone() is None:
            raise EpochClosedError


def key_of(epoch_id: uuid.UUID) -> bytes:
    """Return an epoch's key. Raises KeyMissingError if it is gone or its master key is."""
    at = schedule.now()
    kept = _opened.get(epoch_id)
    if kept and kept[0] > at:
        return kept[1]
    row = EpochKey.objects.filter(pk=epoch_id).first()
    if row is None:
        raise KeyMissingError
    key = _unwrapped(row)
    if len(_opened) >= _MOST_IN_MEMORY:
        _opened.clear()
    _opened[epoch_id] = (at + _KEPT_IN_MEMORY, key)
    _forget_soon()
    return key


def wrap_anew(row: EpochKey) -> None:
    """Wrap an epoch's key by the newest master key, unless it is destroyed or that was done.

    Raises CannotOpenError.
    """
    key = _unwrapped(row)
    kid, box = sealing.wrap_by_master(key, _purpose(row.pk))
    rows = EpochKey.objects.filter(pk=row.pk, master_kid=row.master_kid)
    rows.update(master_kid=kid, nonce=box.nonce, wrapped=box.ciphertext)


def _forget_soon() -> None:
    """See to it that a process that has nothing more to do forgets its keys as well."""
    global _timer  # noqa: PLW0603
    if _timer is None or not _timer.is_alive():
        _timer = Timer(_KEPT_IN_MEMORY.total_seconds(), _forget_what_is_over)
        _timer.daemon = True
        _timer.start()


def _forget_what_is_over() -> None:
    global _current, _timer  # noqa: PLW0603
    at = schedule.now()
    if _current is not None and _current.closes_at <= at:
        _current = None
    for epoch_id, (until, _) in list(_opened.items()):
        if until <= at:
            _opened.pop(epoch_id, None)
    _timer = None
    if _current is not None or _opened:
        _forget_soon()


def _find_or_open(at: datetime) -> Epoch:
    hour = at.replace(minute=0, second=0, microsecond=0)
    row = _open_row(hour) or _open(hour) or _open_row(hour)
    if row is None:
        raise EpochClosedError
    return Epoch(row.id, key_of(row.id), row.closes_at)


def _open_row(hour: datetime) -> KeyEpoch | None:
    return KeyEpoch.objects.filter(hour=hour, state=KeyEpoch.State.OPEN).first()


def _open(hour: datetime) -> KeyEpoch | None:
    """Open an hour's epoch, or return None if another process was faster.

    The key is committed to its own database before the row that lets payloads name
    it: a crash in between leaves a key that nothing uses, never a payload without one.
    """
    epoch = KeyEpoch(hour=hour, opened_at=schedule.now(), closes_at=hour + LENGTH)
    kid, box = sealing.wrap_by_master(sealing.make_key(), _purpose(epoch.id))
    EpochKey.objects.create(
        epoch_id=epoch.id, master_kid=kid, nonce=box.nonce, wrapped=box.ciphertext
    )
    with transaction.atomic():
        KeyEpoch.objects.bulk_create([epoch], ignore_conflicts=True)
    if KeyEpoch.objects.filter(pk=epoch.pk).exists():
        return epoch
    EpochKey.objects.filter(pk=epoch.id).delete()
    return None


def _unwrapped(row: EpochKey) -> bytes:
    box = Box(row.nonce, row.wrapped)
    return sealing.unwrap_by_master(row.master_kid, box, _purpose(row.pk))


def _purpose(epoch_id: uuid.UUID) -> bytes:
    return sealing.bound_to("zenflow/epoch-key/1", epoch_id)
