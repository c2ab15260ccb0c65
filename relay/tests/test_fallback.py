"""While nobody takes an enquiry, its end user is told so, and whom to turn to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError

from builder.flows.messages import languages
from relay import delivery, doors, fallback, schedule
from relay.models import Destination
from relay.states import DestinationState
from relay.tests.conftest import delivery_of

pytestmark = [pytest.mark.django_db(databases=["default", "keys"])]
CONTACT = "030 123456"


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


def shut(**values):
    found = values or {"open_until": schedule.now() + timedelta(minutes=1)}
    Destination.objects.update(**found)
    doors.forget()


def test_the_answer_names_the_recipients_contact_while_the_breaker_is_open(post, body):
    assert "notice" not in post(body).json()
    shut()
    said = post({**body, "submission_id": "f" * 22, "locale": "en"}).json()
    assert CONTACT in said["notice"]
    assert "Alpha Versicherung AG can’t be reached" in said["notice"]
    assert set(said) == {"reference", "receipt", "notice"}


@pytest.mark.parametrize("state", [DestinationState.GONE, DestinationState.OFF])
def test_it_is_named_too_while_no_destination_takes_anything(post, body, state):
    shut(state=state)
    assert CONTACT in post(body).json()["notice"]


def test_nothing_is_said_while_another_destination_takes_it(post, body, aim):
    aim("http://127.0.0.1:9/", name="Other")
    Destination.objects.filter(name="Other").update(open_until=schedule.now())
    doors.forget()
    assert "notice" not in post(body).json()


def test_nothing_costs_a_query_while_all_is_well(
    cast, post, body, hand_in, django_assert_num_queries
):
    submission = hand_in()
    door = doors.find(cast.household.public_id, cast.version.pk)
    door.destinations()
    with django_assert_num_queries(0):
        assert fallback.notice(door, submission, "de") == ""


def test_what_fails_here_takes_no_promise_back(post, body, monkeypatch):
    def fail(_):
        raise DatabaseError

    shut()
    monkeypatch.setattr(fallback, "is_stuck", fail)
    assert post(body).status_code == 202


def test_without_a_contact_nothing_is_promised_of_one(post, body, aim, hand_in):
    submission = hand_in()
    assert fallback.words(submission, "Alpha", "", "de") == ""


def test_the_receipt_names_the_contact_while_nobody_takes_the_enquiry(client, aim, hand_in):
    aim("http://127.0.0.1:9/")
    address = f"/r/{hand_in().dashed_reference}"
    assert CONTACT not in client.get(address).content.decode()
    shut()
    assert CONTACT in client.get(address).content.decode()


def test_a_delivered_enquirys_receipt_names_none(client, aim, hand_in, receiver):
    aim(receiver)
    submission = hand_in()
    delivery.attempt(delivery_of(submission).pk)
    shut()
    assert CONTACT not in client.get(f"/r/{submission.dashed_reference}").content.decode()


@pytest.mark.parametrize("locale", languages())
def test_it_is_said_in_every_language(aim, hand_in, locale):
    aim("http://127.0.0.1:9/")
    submission = hand_in()
    said = fallback.words(submission, "ABC AG", CONTACT, locale)
    assert "ABC AG" in said
    assert CONTACT in said
    assert "{" not in said
