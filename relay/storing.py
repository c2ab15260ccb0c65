"""Write an accepted enquiry: all of its rows or none, in as few round trips as there can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connections, models, router, transaction

from relay import epochs
from relay.epochs import EpochClosedError
from relay.models import Delivery, HeldFile, HeldPayload, KeyEpoch, Submission
from relay.statements import prepared
from relay.uploads import Spool
from relay.vault import Sealed


def store(
    submission: Submission,
    sealed: Sealed,
    deliveries: Sequence[Delivery],
    files: Sequence[Spool] = (),
    first: Callable[[], None] | None = None,
) -> None:
    """Write submission, contents and deliveries in one transaction; return once it is durable.

    What is done `first` is done in it too, and whatever that raises ends it.

    Raises IntegrityError if the submission came before, EpochClosedError if the epoch
    takes no more.
    """
    held = sealed.as_row(submission)
    connection = connections[router.db_for_write(Submission)]
    if connection.vendor == "postgresql":
        # Inside of a transaction of somebody else's, a repeat must not break that one.
        needs_one = files or first or connection.in_atomic_block
        with transaction.atomic() if needs_one else nullcontext():
            if first:
                first()
            _in_one_statement(submission, held, deliveries)
            _store_files(submission, files)
        return
    with transaction.atomic():
        if first:
            first()
        epochs.hold_open(sealed.epoch)
        submission.save(force_insert=True)
        held.save(force_insert=True)
        Delivery.objects.bulk_create(deliveries)
        _store_files(submission, files)


def _store_files(submission: Submission, files: Sequence[Spool]) -> None:
    """Write the sealed pieces, of which one at a time is in memory."""
    rows = (
        HeldFile(
            submission_id=submission.pk,
            tenant_id=submission.tenant_id,
            number=file.number,
            chunk=at,
            nonce=box.nonce,
            ciphertext=box.ciphertext,
        )
        for file in files
        for at, box in enumerate(file.boxes())
    )
    for row in rows:
        if connections[router.db_for_write(HeldFile)].vendor != "postgresql":
            row.save(force_insert=True)
            continue
        # Bound by the server: written into the statement, a piece would take sixty times its size.
        columns = _columns(HeldFile)
        with prepared() as cursor:
            cursor.execute(columns.insert, columns.values_of(row))


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
    5. PostgreSQL reads and plans it once for a connection, which takes longer than running it.
       Django's cursors never let it; this one does, where the settings do.
    """
    connection: Any = connections[router.db_for_write(Submission)]
    values: list[Any] = [held.epoch_id]
    for row in (submission, held, *deliveries):
        values += _columns(type(row)).values_of(row)
    connection.health_check_done = True
    with prepared() as cursor:
        cursor.execute(_statement(len(deliveries)), values)
        if not cursor.fetchone()[0]:
            raise EpochClosedError


@cache
def _statement(deliveries: int) -> str:
    """Return the statement for so many deliveries; names come from the models, values never."""
    parts = [("submission", "epoch", Submission), ("held", "submission", HeldPayload)]
    parts += [(f"delivery_{at}", "submission", Delivery) for at in range(deliveries)]
    inserts = [
        f"{name} AS ({_columns(model).insert} FROM {source} RETURNING 1)"
        for name, source, model in parts
    ]
    epoch = (
        "epoch AS MATERIALIZED (SELECT 1 FROM relay_keyepoch"
        " WHERE id = %s AND state = 'open' FOR SHARE)"
    )
    return f"WITH {', '.join([epoch, *inserts])} SELECT count(*) FROM submission"  # noqa: S608


@dataclass(frozen=True, slots=True)
class _Columns:
    """What is written of a model's new row: all but what is empty as long as it is new."""

    insert: str
    values_of: Callable[[Any], tuple[Any, ...]]


@cache
def _columns(model: type[models.Model]) -> _Columns:
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.attname not in _EMPTY and not isinstance(field, models.AutoField)
    ]
    names = ", ".join(f'"{field.column}"' for field in fields)
    holes = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {model._meta.db_table} ({names}) SELECT {holes}"
    return _Columns(insert, attrgetter(*(field.attname for field in fields)))


# PostgreSQL can't tell the type of an empty value beforehand; where nothing is written, it is NULL.
_EMPTY = {"purged_at", "quarantined_at", "lease_token", "lease_until", "started_at", "settled_at"}

assert KeyEpoch._meta.db_table == "relay_keyepoch"  # noqa: S101  # the statement names it
