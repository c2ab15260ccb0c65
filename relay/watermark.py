"""How far an instance has come, noted in both databases: a restored main database stands lower.

Each rise is committed to the main database before it reaches the keys database. So that one is
never higher, unless the main database is an older copy of itself; and a keys database that is
higher is younger than the copy: it holds every key that the copy names and that was not destroyed
since, on purpose.
"""

from __future__ import annotations

from django.db import router
from django.db.models import F

from relay.models import EpochKey, KeyEpoch, Watermark


def is_restored() -> bool:
    """Tell whether the main database is an older copy. Two queries."""
    return _level(_main()) < _level(_keys())


def rise() -> None:
    """Note that a while has passed, unless that would hide a restore."""
    if is_restored():
        return
    rows = Watermark.objects.using(_main())
    if not rows.update(level=F("level") + 1):
        rows.bulk_create([Watermark()], ignore_conflicts=True)
    _lift(_keys(), _level(_main()))


def accept() -> None:
    """Go on from where the keys database stands."""
    _lift(_main(), _level(_keys()))


def _main() -> str:
    return router.db_for_write(KeyEpoch)


def _keys() -> str:
    return router.db_for_write(EpochKey)


def _level(alias: str) -> int:
    return Watermark.objects.using(alias).values_list("level", flat=True).first() or 0


def _lift(alias: str, level: int) -> None:
    rows = Watermark.objects.using(alias)
    if not rows.filter(level__lt=level).update(level=level):
        rows.bulk_create([Watermark(level=level)], ignore_conflicts=True)
