"""A database that was away for a moment: whoever had a connection goes on with a new one."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from relay.models import Delivery
from relay.states import DeliveryState
from relay.tasks import deliver
from relay.tests.conftest import delivery_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture(autouse=True)
def _postgresql(everywhere):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no connections that break.")


@pytest.fixture
def cut():
    """End this connection from the other side, as a restart of the server would."""

    def end():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        names = {"host", "port", "user", "password", "dbname"}
        known = {k: v for k, v in connection.get_connection_params().items() if k in names}
        with psycopg.connect(**known, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", [pid])

    return end


def test_a_worker_thread_goes_on_after_the_database_was_restarted(aim, hand_in, receiver, cut):
    aim(receiver)
    pk = delivery_of(hand_in()).pk
    cut()
    # Run in place it sends the signals that a worker sends around each task.
    assert deliver.apply([str(pk)]).successful()
    assert Delivery.objects.get().state == DeliveryState.DELIVERED
