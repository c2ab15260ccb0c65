"""A database that was away for a moment: whoever had a connection goes on with a new one."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from relay import intake, storing
from relay.models import Delivery, Submission
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
    assert deliver.apply((str(pk),)).successful()
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_an_enquiry_is_accepted_over_a_connection_that_broke(aim, hand_in, receiver, cut):
    aim(receiver)
    hand_in(1)
    cut()
    hand_in(2)
    assert Submission.objects.count() == Delivery.objects.count() == 2


def test_an_enquiry_whose_answer_was_lost_with_the_connection_is_stored_once(
    aim, hand_in, receiver, cut, monkeypatch
):
    aim(receiver)
    write, answers = storing._in_one_statement, [cut]

    def lose_the_first_answer(*rows):
        write(*rows)
        if answers:
            answers.pop()()
            Submission.objects.count()

    monkeypatch.setattr(storing, "_in_one_statement", lose_the_first_answer)
    submission = hand_in()
    assert not answers
    assert [submission.pk] == list(Submission.objects.values_list("pk", flat=True))
    assert Delivery.objects.count() == 1


def test_an_enquiry_is_refused_while_there_is_no_database(aim, hand_in, receiver, monkeypatch):
    aim(receiver)
    hand_in(1)
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    with pytest.raises(intake.UnavailableError):
        hand_in(2)
    connection.close()
