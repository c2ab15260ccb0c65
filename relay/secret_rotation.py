"""A webhook's signing secret is replaced: for a day the old one signs, too."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from relay import schedule, signing, vault
from relay.models import Destination

BOTH_SIGN = timedelta(hours=24)
_MOST_AT_ONCE = 100
_OLD = "old_secret"
_UNTIL = "old_until"


def secrets(config: dict[str, Any]) -> list[str]:
    """Return what signs now, the newest first."""
    return [config["secret"], config[_OLD]] if ends_at(config) else [config["secret"]]


def ends_at(config: dict[str, Any]) -> datetime | None:
    """Return until when the old secret signs beside the new one; None if it does not."""
    until = datetime.fromisoformat(config[_UNTIL]) if _UNTIL in config else None
    return until if until and until > schedule.now() else None


def is_over(config: dict[str, Any]) -> bool:
    """Tell whether an old secret is kept that signs no more."""
    return _UNTIL in config and ends_at(config) is None


def can_rotate(config: dict[str, Any]) -> bool:
    """Tell whether one secret alone signs: a third one would leave a receiver without any."""
    return ends_at(config) is None


@transaction.atomic
def rotate(destination: Destination) -> bool:
    """Make a new secret; tell whether that was possible. Raises CannotOpenError."""
    config = _locked(destination)
    if not can_rotate(config):
        return False
    until = schedule.now() + BOTH_SIGN
    old = {_OLD: config["secret"], _UNTIL: until.isoformat()}
    _seal(destination, {**config, **old, "secret": signing.make_secret()}, until)
    return True


@transaction.atomic
def end(destination: Destination) -> None:
    """Forget the old secret, if there is one. Raises CannotOpenError."""
    config = _locked(destination)
    left = {name: config[name] for name in config if name not in {_OLD, _UNTIL}}
    _seal(destination, left, None)


def due() -> list[Destination]:
    """Return some destinations whose old secret's day is over, for the sweep."""
    rows = Destination.objects.filter(forget_secret_at__lte=schedule.now())
    return list(rows.order_by("forget_secret_at")[:_MOST_AT_ONCE])


@transaction.atomic
def forget_old(destination: Destination) -> None:
    """Forget an old secret whose day is over. Raises CannotOpenError."""
    if is_over(_locked(destination)):
        end(destination)


def _locked(destination: Destination) -> dict[str, Any]:
    """Lock the row, for whoever seals the settings anew at this moment; return them as they are."""
    row = Destination.objects.select_for_update(no_key=True).get(pk=destination.pk)
    destination.sealed_config = row.sealed_config
    return vault.open_config(destination)


def _seal(destination: Destination, config: dict[str, Any], until: datetime | None) -> None:
    destination.sealed_config = vault.seal_config(destination, config)
    destination.forget_secret_at = until
    destination.save(update_fields=["sealed_config", "forget_secret_at"])
