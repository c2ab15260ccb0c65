"""PostgreSQL: an enquiry's rows in one statement, which is read and planned once."""

from __future__ import annotations

import pytest
from django.db import connection

from relay import storing
from relay.models import Delivery, HeldPayload, Submission

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture(autouse=True)
def _postgresql(everywhere):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no prepared statements that outlive a cursor.")


@pytest.fixture
def written(monkeypatch):
    """Catch the rows as they were meant."""
    rows, write = [], storing._in_one_statement

    def catch(submission, held, deliveries):
        rows.extend([submission, held, *deliveries])
        write(submission, held, deliveries)

    monkeypatch.setattr(storing, "_in_one_statement", catch)
    return rows


def prepared():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement ~ 'relay_held'")
        return cursor.fetchone()[0]


def test_the_statement_is_planned_once_for_a_connection(aim, hand_in):
    aim("http://127.0.0.1:9/")
    connection.close()
    for number in range(3):
        hand_in(number)
    assert prepared() == 1


def test_where_statements_must_not_be_prepared_it_works_as_well(aim, hand_in):
    aim("http://127.0.0.1:9/")
    connection.close()
    connection.ensure_connection()
    connection.connection.prepare_threshold = None
    hand_in()
    assert prepared() == 0
    assert Delivery.objects.count() == 1
    connection.close()


def test_every_column_is_stored_as_it_was_meant(aim, hand_in, written):
    aim("http://127.0.0.1:9/a", "A")
    aim("http://127.0.0.1:9/b", "B")
    hand_in()
    assert [type(row) for row in written] == [Submission, HeldPayload, Delivery, Delivery]
    for row in written:
        names = [field.attname for field in row._meta.concrete_fields]
        stored = type(row).objects.get(pk=row.pk)
        for name in names:
            assert _plain(getattr(stored, name)) == _plain(getattr(row, name)), name


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def test_the_largest_enquiry_fits(aim, hand_in):
    aim("http://127.0.0.1:9/")
    hand_in(1)
    hand_in(2, message="ä" * 5000)
    assert sorted(Submission.objects.values_list("size_bucket", flat=True))[1] > 2**13
