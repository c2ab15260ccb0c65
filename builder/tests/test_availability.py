"""An assistant is open from when to when, and for how many, its tenant says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from builder import availability
from builder.embed import live
from builder.models import Assistant

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def alice(client, cast):
    live.forget()
    client.force_login(cast.alice)
    return client


def url(assistant):
    return reverse("admin:builder_assistant_availability", args=[assistant.pk])


@pytest.mark.parametrize(
    ("opens", "closes", "cap", "accepted", "code"),
    [
        (None, None, None, 99, None),
        (NOW, None, None, 0, None),
        (NOW + HOUR, None, None, 0, "not_yet_open"),
        (None, NOW, None, 0, "closed"),
        (None, NOW + HOUR, None, 0, None),
        (NOW + HOUR, NOW - HOUR, None, 0, "closed"),
        (None, None, 5, 4, None),
        (None, None, 5, 5, "full"),
        (None, NOW, 5, 5, "closed"),
    ],
)
def test_the_moment_and_the_count_decide(opens, closes, cap, accepted, code):
    row = Assistant(opens_at=opens, closes_at=closes, cap=cap, accepted=accepted)
    assert availability.problem(row, NOW) == code


def test_times_are_those_of_the_assistants_time_zone(alice, cast):
    sent = {"opens_at": "2030-07-01T08:00", "closes_at": "2030-12-01T18:30", "cap": "50"}
    assert alice.post(url(cast.household), sent).status_code == 302
    with scope(tenant=cast.alpha):
        row = Assistant.objects.get(pk=cast.household.pk)
    assert row.opens_at == datetime(2030, 7, 1, 6, tzinfo=UTC)
    assert row.closes_at == datetime(2030, 12, 1, 17, 30, tzinfo=UTC)
    assert (row.cap, row.revision) == (50, cast.household.revision)
    page = alice.get(url(cast.household)).content.decode()
    assert 'value="2030-07-01T08:00"' in page
    assert 'value="2030-12-01T18:30"' in page


def test_suspects_are_held_back_until_a_customer_says_otherwise(alice, cast):
    def held():
        with scope(tenant=cast.alpha):
            return Assistant.objects.get(pk=cast.household.pk).holds_suspects

    assert held()
    assert "checked" in alice.get(url(cast.household)).content.decode()
    assert alice.post(url(cast.household), {}).status_code == 302
    assert not held()
    assert alice.post(url(cast.household), {"holds_suspects": "on"}).status_code == 302
    assert held()


def test_an_hour_that_comes_twice_asks_which_is_meant(alice, cast):
    """On 26 October 2025 the clocks in Berlin go back from 3:00 to 2:00."""
    sent = {"closes_at": "2025-10-26T02:30"}
    asked = alice.post(url(cast.household), sent)
    assert asked.status_code == 422
    assert "kommt zweimal" in asked.content.decode()
    assert "das zweite Mal (CET)" in asked.content.decode()
    for which, utc_hour in (("1", 1), ("0", 0)):
        assert (
            alice.post(url(cast.household), {**sent, "closes_at_which": which}).status_code == 302
        )
        with scope(tenant=cast.alpha):
            row = Assistant.objects.get(pk=cast.household.pk)
        assert row.closes_at == datetime(2025, 10, 26, utc_hour, 30, tzinfo=UTC)
        page = alice.get(url(cast.household)).content.decode()
        assert 'value="2025-10-26T02:30"' in page
        assert f'<option value="{which}" selected>' in page
    # Another time doesn't come twice: nothing is asked, and an answer to it doesn't count.
    other = {"closes_at": "2025-10-26T03:30", "closes_at_which": "1"}
    assert alice.post(url(cast.household), other).status_code == 302
    assert "closes_at_which" not in alice.get(url(cast.household)).content.decode()


def test_an_hour_that_never_comes_is_refused_with_a_sentence(alice, cast):
    response = alice.post(url(cast.household), {"opens_at": "2030-03-31T02:30"})
    assert response.status_code == 422
    assert "Diese Uhrzeit gibt es an dem Tag nicht" in response.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"closes_at": "2025-10-26T02:30", "closes_at_which": "2"},
        {"opens_at": "2030-07-01T08:00", "closes_at": "2030-07-01T08:00"},
        {"opens_at": "morgen"},
        {"opens_at": "0001-01-01T00:00"},
        {"closes_at": "9999-12-31T23:59"},
        {"cap": "0"},
        {"cap": "-3"},
        {"cap": "99999999999"},
        {"closed_de": "x" * 501},
        {"closed_de": "a\x00b"},
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(alice, cast, sent):
    assert alice.post(url(cast.household), sent).status_code == 422
    with scope(tenant=cast.alpha):
        row = Assistant.objects.get(pk=cast.household.pk)
    assert (row.opens_at, row.closes_at, row.cap, row.closed_text) == (None, None, None, {})


def test_the_public_pages_say_the_tenants_own_words(alice, client, cast):
    sent = {"opens_at": "2090-01-01T00:00", "closed_de": "Ab Neujahr <b>wieder</b> da."}
    alice.post(url(cast.household), sent)
    live.forget()
    public = cast.household.public_id
    answer = client.get(f"/e/v1/assistants/{public}", {"lang": "de"})
    assert (answer.status_code, answer.json()["code"]) == (410, "not_yet_open")
    assert answer.json()["detail"] == "Ab Neujahr <b>wieder</b> da."
    assert "030 123456" in answer.json()["contact"]
    # Written in one language only: better those words than ours.
    english = client.get(f"/e/v1/assistants/{public}", {"lang": "en"}).json()
    assert english["detail"] == "Ab Neujahr <b>wieder</b> da."
    hosted = client.get(f"/h/{public}").content.decode()
    assert "Ab Neujahr &lt;b&gt;wieder&lt;/b&gt; da." in hosted


def test_without_own_words_ours_are_said(alice, client, cast):
    with scope(tenant=cast.alpha):
        Assistant.objects.filter(pk=cast.household.pk).update(cap=1, accepted=1)
    live.forget()
    answer = client.get(f"/e/v1/assistants/{cast.household.public_id}", {"lang": "en"}).json()
    assert (answer["code"], answer["detail"][:17]) == ("full", "As many enquiries")


def test_the_list_and_the_overview_say_why_nothing_comes_in(alice, cast):
    with scope(tenant=cast.alpha):
        rows = Assistant.objects.filter(pk=cast.household.pk)
        for changes, words in (
            ({"opens_at": timezone.now() + HOUR}, "Öffnet am"),
            ({"opens_at": None, "closes_at": timezone.now() - HOUR}, "Geschlossen seit"),
            ({"closes_at": None, "cap": 2, "accepted": 2}, "Voll"),
        ):
            rows.update(**changes)
            for address in ("/admin/", "/admin/builder/assistant/", url(cast.household)):
                assert words in alice.get(address).content.decode(), (address, words)


def test_counting_begins_with_the_cap_and_anew_when_asked_to(alice, cast):
    with scope(tenant=cast.alpha):
        rows = Assistant.objects.filter(pk=cast.household.pk)
        rows.update(accepted=7)
        for sent, counted in (
            ({"cap": "10"}, 0),
            ({"cap": "12"}, 3),
            ({"cap": "12", "anew": "on"}, 0),
        ):
            alice.post(url(cast.household), sent)
            assert rows.get().accepted == (0 if counted == 0 else 3)
            rows.update(accepted=3)
