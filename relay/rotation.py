"""Wrap by the newest master key what an older one still wraps, a few rows at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db import router, transaction
from django.db.models import Count, Model, QuerySet
from django_scopes import scopes_disabled

from relay import epochs, retention, vault
from relay.models import Destination, EpochKey
from relay.sealing import CannotOpenError

BATCH = 200

_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Progress:
    """What a batch did."""

    what: str
    wrapped: int
    failed: int


def newest() -> str:
    """Return the id of the master key that wraps from now on."""
    return next(iter(settings.MASTER_KEYS))


def rotate() -> Generator[Progress]:
    """Go through epoch keys, then through destinations; give what each batch did.

    Each row is changed only if it still is what was read, and by itself it is always whole:
    whoever stops here, or starts twice, changes nothing but how much is left.
    """
    yield from _epoch_keys()
    with scopes_disabled():
        yield from _destinations()


def in_use() -> Counter[str]:
    """Count what each master key still wraps."""
    keys = EpochKey.objects.values_list("master_kid").annotate(count=Count("pk")).order_by()
    found = Counter(dict(keys))
    with scopes_disabled():
        found.update(vault.config_kid(one) for one in _all_destinations().iterator())
    return found


def _epoch_keys() -> Iterator[Progress]:
    alias = router.db_for_write(EpochKey)
    last = None
    while True:
        rows = EpochKey.objects.exclude(master_kid=newest()).order_by("pk")
        batch = list((rows.filter(pk__gt=last) if last else rows)[:BATCH])
        if not batch:
            break
        with transaction.atomic(using=alias):
            done = sum(_surely(epochs.wrap_anew, one) for one in batch)
        last = batch[-1].pk
        yield Progress("epoch keys", done, len(batch) - done)
    retention.empty_log(alias)


def _destinations() -> Iterator[Progress]:
    last = None
    while True:
        rows = _all_destinations().order_by("pk")
        batch = list((rows.filter(pk__gt=last) if last else rows)[:BATCH])
        if not batch:
            return
        old = [one for one in batch if vault.config_kid(one) != newest()]
        done = sum(_surely(_reseal, one) for one in old)
        last = batch[-1].pk
        if old:
            yield Progress("destinations", done, len(old) - done)


def _reseal(destination: Destination) -> None:
    """Seal the settings anew, unless somebody has just changed them: then they are."""
    before = bytes(destination.sealed_config)
    sealed = vault.seal_config(destination, vault.open_config(destination))
    rows = Destination.objects.filter(pk=destination.pk, sealed_config=before)
    rows.update(sealed_config=sealed)


def _all_destinations() -> QuerySet[Destination]:
    rows: QuerySet[Destination] = Destination.objects.only("tenant_id", "sealed_config")
    return rows


def _surely(act: Callable[[_Row], None], row: _Row) -> bool:
    try:
        act(row)
    except CannotOpenError:
        return False
    return True
