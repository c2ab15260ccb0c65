"""The sweep: finds what no message told of, and ends what is to end."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import connections, router
from django.db.models import Model, QuerySet
from django_scopes import scopes_disabled

from relay import (
    bouncing,
    delivery,
    destinations,
    doorbell,
    evidence,
    missing_keys,
    outages,
    restoring,
    retention,
    schedule,
    secret_rotation,
    shredding,
    telling,
    turns,
    watermark,
)
from relay.claims import FREE
from relay.models import Delivery, Destination
from relay.moves import move
from relay.states import DeliveryState, DestinationState

logger = logging.getLogger(__name__)

_Row = TypeVar("_Row", bound=Model)
_Result = TypeVar("_Result")

_MOST_RUNG = 60
_MOST_REAPED = 500
_TIDY_EVERY = 60.0

_tidied_at = 0.0


def sweep() -> int:
    """Put in order what crashes left and ring for what is due; return how many were rung for."""
    _surely(go_round)
    ids = turns.due_everywhere(_MOST_RUNG)
    doorbell.ring(ids)
    tell()
    return len(ids)


def go_round() -> None:
    """Hold everything longer if nobody swept for a while; only then put in order, and end things."""
    with scopes_disabled():
        outages.notice()
    put_in_order()


def tell() -> None:
    """Write to tenants what they should know: after all else, for a mail server may take its time."""
    with scopes_disabled():
        _surely(telling.go_on)


def put_in_order() -> None:
    """Do what no single delivery can: each step may be repeated or left out without harm.

    One that fails keeps no other from its turn.
    """
    with scopes_disabled():
        if _surely(watermark.is_restored):
            logger.critical("The database was restored: see docs/keys.md, nothing is sent.")
            restoring.stop()
            return
        for step in (
            reap,
            _stop_where_nothing_is_taken,
            retention.try_a_last_time,
            _give_up,
            _end_bounce_windows,
            *_tidying(),
            shredding.go_on,
            missing_keys.look,
            retention.overwrite_deleted,
        ):
            _surely(step)


def _tidying() -> Sequence[Callable[[], object]]:
    """Return what is to be done now and then, if now is the time; keys die after the mark rose."""
    global _tidied_at  # noqa: PLW0603  # one per process is what is meant
    if time.monotonic() - _tidied_at <= _TIDY_EVERY:
        return ()
    _tidied_at = time.monotonic()
    return evidence.forget_old, _forget_old_secrets, watermark.rise


def _give_up() -> None:
    _each(retention.nowhere_to_try(), delivery.give_up)


def _end_bounce_windows() -> None:
    _each(bouncing.over(), bouncing.end)


def _forget_old_secrets() -> None:
    _each(secret_rotation.due(), secret_rotation.forget_old)


def reap() -> int:
    """Queue again what lapsed with its worker. What had begun may have arrived: it is marked uncertain.

    The retry table spaces that, too: an enquiry that kills its worker must not do so
    again and again. What the worker had only leased is due as it was.
    """
    at = schedule.now()
    return sum(_queue_again(one, at) for one in _lapsed(at)[:_MOST_REAPED])


def _lapsed(at: datetime) -> QuerySet[Delivery]:
    rows: QuerySet[Delivery] = Delivery.objects.filter(
        state=DeliveryState.LEASED, lease_until__lt=at
    )
    return rows


def _queue_again(lapsed: Delivery, at: datetime) -> int:
    changes: dict[str, object] = {**FREE}
    if lapsed.started_at is not None:
        number = lapsed.attempt_count
        changes["next_attempt_at"] = at if number <= 1 else at + schedule.wait_after(number)
        changes["uncertain"] = True
    # Its lease as it was: a worker that began a moment ago has renewed it.
    rows = Delivery.objects.filter(
        pk=lapsed.pk, lease_token=lapsed.lease_token, lease_until=lapsed.lease_until
    )
    return move(rows, DeliveryState.QUEUED, come_from=[DeliveryState.LEASED], **changes)


def _stop_where_nothing_is_taken() -> None:
    """Stop what was accepted in the moment in which its destination went off."""
    closed = Destination.objects.exclude(state=DestinationState.ACTIVE)
    waiting = closed.alias(waits_since=turns.waits_since()).exclude(waits_since=None)
    _each(waiting, destinations.stop_waiting)


def _surely(step: Callable[[], _Result]) -> _Result | None:
    """Do a step; unless the database itself is away, what fails is left to the next sweep.

    So while the keys database is away, or one row is odd, everything else goes on.
    """
    try:
        return step()
    except Exception as error:
        if not connections[router.db_for_write(Delivery)].is_usable():
            raise
        name = f"{step.__module__}.{step.__name__}"
        logger.error("%s: %s, tried again later", name, type(error).__name__)
        return None


def _each(rows: Iterable[_Row], act: Callable[[_Row], object]) -> None:
    """Do it for every row: one that fails waits for the next sweep and keeps no other waiting.

    Its id and the kind of error are logged; what the error says may quote what somebody typed.
    """
    for row in rows:
        try:
            act(row)
        except Exception as error:
            if not connections[router.db_for_write(type(row))].is_usable():
                raise  # it isn't the row
            kind = type(error).__name__
            logger.error("%s %s: %s, tried again later", type(row).__name__, row.pk, kind)
