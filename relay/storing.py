"""Write an accepted enquiry: all of its rows or none, in as few round trips as there can be."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from django.db import connections, models, router, transaction

from relay import epochs
from relay.epochs import EpochClosedError
from relay.models import Delivery, HeldPayload, KeyEpoch, Submission
from relay.vault import Sealed


def store(submission: Submission, sealed: Sealed, deliveries: Sequence[Delivery]) -> None:
    """Write submission, contents and deliveries in one transaction; return once it is durable.

    Raises IntegrityError if the submission came before, EpochClosedError if the epoch
    takes no more.
    """
    held = sealed.as_row(submission)
    connection = connections[router.db_for_write(Submission)]
    if connection.vendor == "postgresql":
        # Inside of a transaction of somebody else's, a repeat must not break that one.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            _in_one_statement(submission, held, deliveries)
        return
    with transaction.atomic():
        epochs.hold_open(sealed.epoch)
        submission.save(force_insert=True)
        held.save(force_insert=True)
        Delivery.objects.bulk_create(deliveries)


def renew_connection() -> bool:
    """Close the connection if it broke, so that the next try gets a new one; tell whether it had."""
    connection = connections[router.db_for_write(Submission)]
    if connection.connection is None or connection.in_atomic_block or connection.is_usable():
        return False
    connection.close()
    return True


def _in_one_statement(
    submission: Submission, held: HeldPayload, deliveries: Sequence[Delivery]
) -> None:
    """Do the same in one statement, which is a transaction of its own.

    BEGIN, a lock, three INSERTs and COMMIT are six round trips, and building the INSERTs
    anew costs more than running them: that was two thirds of all the time of accepting.

    1. The epoch's row is locked FOR SHARE and must be open, as in `epochs.hold_open`;
       without it the INSERTs select nothing.
    2. PostgreSQL runs every INSERT of a WITH to its end, whoever reads what it returns.
    3. Foreign keys are checked at the end of the statement's transaction.
    4. Whether the connection still works is not asked first, as Django would in a round
       trip of its own: `intake.accept` repeats what failed for that on a new one.
    """
    parts = [("submission", "epoch", submission), ("held", "submission", held)]
    parts += [(f"delivery_{at}", "submission", one) for at, one in enumerate(deliveries)]
    connection: Any = connections[router.db_for_write(Submission)]
    statements = [
        "epoch AS MATERIALIZED (SELECT 1 FROM relay_keyepoch"
        " WHERE id = %s AND state = 'open' FOR SHARE)"
    ]
    values: list[Any] = [held.epoch_id]
    for name, source, row in parts:
        statements.append(f"{name} AS ({_insert(type(row))} FROM {source} RETURNING 1)")
        values += _values(row, connection)
    connection.health_check_done = True
    with connection.cursor() as cursor:
        statement = f"WITH {', '.join(statements)} SELECT count(*) FROM submission"  # noqa: S608
        cursor.execute(statement, values)
        if not cursor.fetchone()[0]:
            raise EpochClosedError


_inserts: dict[type[models.Model], str] = {}


def _insert(model: type[models.Model]) -> str:
    """Return the model's INSERT as far as FROM; names come from the model, values never."""
    known = _inserts.get(model)
    if known is None:
        columns = [f'"{field.column}"' for field in model._meta.concrete_fields]
        holes = ", ".join(["%s"] * len(columns))
        known = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {holes}"
        _inserts[model] = known
    return known


def _values(row: models.Model, connection: Any) -> list[Any]:
    return [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for field in row._meta.concrete_fields
    ]


assert KeyEpoch._meta.db_table == "relay_keyepoch"  # noqa: S101  # the statement names it
