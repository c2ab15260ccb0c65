"""No more than so many enquiries are accepted, however many come at once."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from builder import previewing
from builder.models import Assistant
from relay import doors, rates, schedule
from relay.models import Submission
from relay.tests.conftest import code

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    rates.forget()


def limit(cast, **changes):
    Assistant.objects.filter(pk=cast.household.pk).update(**changes)
    doors.forget()


def another(body):
    return {**body, "submission_id": secrets.token_urlsafe(16)}


def accepted(cast) -> int:
    return Assistant.objects.get(pk=cast.household.pk).accepted


def test_the_cap_holds_and_says_so(post, body, cast):
    limit(cast, cap=2, closed_text={"de": "Alle Plätze sind vergeben."})
    answers = [post(another(body)) for _ in range(4)]
    assert [one.status_code for one in answers] == [202, 202, 410, 410]
    assert code(answers[-1]) == "full"
    assert answers[-1].json()["detail"] == "Alle Plätze sind vergeben."
    assert (accepted(cast), Submission.objects.count()) == (2, 2)


def test_a_repeat_gets_its_answer_although_it_is_full(post, body, cast):
    limit(cast, cap=1)
    first = post(body)
    assert post(body).json() == first.json()
    assert accepted(cast) == 1


def test_a_repeat_takes_no_second_place(post, body, cast):
    limit(cast, cap=5)
    for _ in range(3):
        post(body)
    assert accepted(cast) == 1


def test_purging_gives_no_place_back(post, body, cast):
    limit(cast, cap=1)
    post(body)
    with scopes_disabled():
        Submission.objects.all().delete()
    assert code(post(another(body))) == "full"


def test_tests_take_no_place(client, body, cast):
    limit(cast, cap=1)
    _link, token = previewing.create(cast.household, cast.alice)
    version = client.get(f"/e/v1/assistants/{token}").json()["version"]
    address = f"/e/v1/assistants/{token}/submissions"
    for _ in range(3):
        sent = {**another(body), "version": version}
        assert client.post(address, sent, content_type="application/json").status_code == 202
    assert accepted(cast) == 0


def test_what_cannot_be_stored_gives_its_place_back(post, body, cast, monkeypatch):
    limit(cast, cap=3)
    monkeypatch.setattr("relay.storing._in_one_statement", _fails)
    monkeypatch.setattr("relay.models.Submission.save", _fails)
    assert post(body).status_code == 503
    assert accepted(cast) == 0


def _fails(*args, **kwargs):
    from django.db import DatabaseError

    raise DatabaseError


def test_without_a_cap_nothing_more_is_asked_of_the_database(post, body, cast):
    post(another(body))
    with CaptureQueriesContext(connection) as found:
        post(another(body))
    assert not [one for one in found if "builder_assistant" in str(one["sql"])]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [({"opens_at": 1}, "not_yet_open"), ({"closes_at": -1}, "closed")],
)
def test_nothing_is_taken_before_and_after(post, body, cast, changes, expected):
    hours = {name: schedule.now() + timedelta(hours=by) for name, by in changes.items()}
    limit(cast, **hours)
    assert code(post(body)) == expected
    assert not Submission.objects.exists()


def test_of_many_at_once_no_more_than_the_cap_come_in(post, body, cast):
    limit(cast, cap=5)
    post(another(body))  # what is remembered is remembered before

    def send(_number: int) -> int:
        try:
            return int(post(another(body)).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, range(24)))
    assert statuses.count(202) <= 4
    assert accepted(cast) == Submission.objects.count() <= 5
    if connection.vendor == "postgresql":
        assert statuses.count(202) == 4
