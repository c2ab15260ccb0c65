"""Change states: the only module that does, so that the tables in states.py hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from relay.models import Delivery, Destination, KeyEpoch, Submission
from relay.states import (
    DELIVERY_MOVES,
    DESTINATION_MOVES,
    EPOCH_MOVES,
    SUBMISSION_MOVES,
    check_move,
)

_TABLES: dict[type, frozenset[tuple[str, str]]] = {
    Delivery: DELIVERY_MOVES,
    Submission: SUBMISSION_MOVES,
    Destination: DESTINATION_MOVES,
    KeyEpoch: EPOCH_MOVES,
}


def move(rows: QuerySet[Any], to: str, *, come_from: Iterable[str], **changes: Any) -> int:
    """Move those of the rows that are in one of `come_from`, in one conditional UPDATE.

    Returns how many moved: what another process moved first is not among them.
    Raises IllegalMoveError for a way that the model's table doesn't know.

    The rows must come from one table. Through a join Django writes `id IN (SELECT ...)`,
    and PostgreSQL would judge the state inside as it was before another process moved it.
    """
    states = list(come_from)
    if sum(1 for count in rows.query.alias_refcount.values() if count) > 1:
        raise ValueError("Change states of one table's rows: look up their ids first.")
    check_move(_TABLES[rows.model], states, to)
    return rows.filter(state__in=states).update(state=to, **changes)
