from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.db import OperationalError
from django_scopes import scope

from builder import publishing
from builder.embed import hosted, live
from builder.embed.enquiry import Taken
from builder.embed.problems import Refused
from builder.models import FlowVersion
from zenflow.testing.cast import GOOD_ANSWERS, make_published


@pytest.fixture(autouse=True)
def _nothing_remembered():
    live.forget()


@pytest.fixture
def taken(monkeypatch):
    """Take enquiries in relay's place."""
    enquiries = []

    def submit(enquiry):
        enquiries.append(enquiry)
        return Taken("7K3M-9Q2P-4XW8-HTNA", "/r/7K3M-9Q2P-4XW8-HTNA")

    monkeypatch.setattr(hosted, "SUBMIT", submit)
    return enquiries


def address(assistant, lang="de"):
    return f"/h/{assistant.public_id}?lang={lang}"


def form(cast, answers=None, **more):
    """Give what a browser without JavaScript sends."""
    sent = {"version": cast.version.pk, "submission_id": "s" * 22, **more}
    for key, value in (GOOD_ANSWERS if answers is None else answers).items():
        sent[f"answer-{key}"] = "on" if value is True else value
    return sent


def send(client, cast, answers=None, **more):
    return client.post(address(cast.household), form(cast, answers, **more))


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_every_question_of_every_step_is_there(client, cast):
    page = text(client.get(address(cast.household)))

    assert '<html lang="de">' in page
    assert "<title>Hausratversicherung</title>" in page
    for key in GOOD_ANSWERS:
        assert f'name="answer-{key}"' in page
    assert "Ein paar Fragen, dann melden <strong>wir</strong> uns." in page
    assert "Ich stimme der Verarbeitung zu." in page
    assert "An Alpha Versicherung AG senden" in page
    assert 'href="https://www.alpha.example/datenschutz"' in page
    assert "checked" not in page


def test_it_comes_in_each_language_and_links_to_the_others(client, cast):
    german, english = (client.get(address(cast.household, lang)) for lang in ("de", "en-GB"))

    assert '<a href="?lang=en"' in text(german)
    assert '<html lang="en">' in text(english)
    assert "How do you live?" in text(english)
    assert "Send to Alpha Versicherung AG" in text(english)
    assert 'action="?lang=en"' in text(english)


def test_conditions_are_said_as_hints(client, cast):
    page = text(client.get(address(cast.household, "en")))

    assert "Only if “How do you live?” is “In a house”." in page
    assert "If “How do you live?” is “Otherwise”: go on with “Your details”." in page
    assert "If “How do you live?” is “Otherwise”: nothing more to answer, please send." in page


def test_the_widget_replaces_the_form(client, cast):
    page = text(client.get(address(cast.household)))

    assert f'data-zenflow="{cast.household.public_id}"' in page
    assert '<script async src="/e/v1.js"></script>' in page
    assert page.count("<script") == 1
    assert "style=" not in page


def test_good_answers_are_handed_over(client, cast, taken):
    response = send(client, cast)

    assert response.status_code == 200
    (enquiry,) = taken
    assert enquiry.answers == GOOD_ANSWERS
    assert enquiry.public_id == cast.household.public_id
    assert (enquiry.version, enquiry.locale) == (cast.version.pk, "de")
    assert enquiry.submission_id == "s" * 22


@pytest.mark.parametrize(("home", "ending"), [("house", 0), ("other", 1)])
def test_the_end_shows_the_words_of_the_ending_that_the_answers_lead_to(
    client, cast, taken, home, ending
):
    page = text(send(client, cast, {**GOOD_ANSWERS, "home": home}))
    said = cast.version.document["endings"]

    assert f"<h1>{said[ending]['title']['de']}</h1>" in page
    assert said[1 - ending]["title"]["de"] not in page
    assert "7K3M-9Q2P-4XW8-HTNA" in page
    assert '<a href="/r/7K3M-9Q2P-4XW8-HTNA">' in page


def test_the_end_holds_no_answer_no_cookie_and_no_script(client, cast, taken):
    response = send(client, cast)
    page = response.content.decode()

    for answer in ("Ein Schuppen", "ada@example.com", "Bitte rufen Sie an."):
        assert answer not in page
    assert "<script" not in page
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"


def test_answers_off_the_path_are_dropped(client, cast, taken):
    send(client, cast, {**GOOD_ANSWERS, "home": "flat"})

    assert "garden" not in taken[0].answers


def test_errors_are_said_where_they_are_and_nothing_typed_is_lost(client, cast, taken):
    answers = {
        "home": "house",
        "extras": ["bicycle", "glass", "flood"],
        "garden": "<b>Schuppen</b>",
        "contact_email": "nobody",
        "message": "Zeile 1\nZeile 2",
    }
    response = send(client, cast, answers)
    page = text(response)

    assert response.status_code == 422
    assert not taken
    assert "<title>Fehler: Hausratversicherung</title>" in page
    for key in ("extras", "contact_email", "privacy"):
        assert f'<a href="#answer-{key}">' in page
        assert f'id="answer-{key}-error"' in page
    assert 'value="house" checked' in page
    assert page.count("checked") == 4
    assert 'value="&lt;b&gt;Schuppen&lt;/b&gt;"' in page
    assert 'value="nobody"' in page
    assert "Zeile 1\nZeile 2</textarea>" in response.content.decode()
    assert 'name="submission_id" value="' + "s" * 22 in page


def test_the_widget_stays_away_from_a_form_that_was_filled_in(client, cast, taken):
    page = text(send(client, cast, {}))

    assert "<script" not in page
    assert "data-zenflow" not in page


def test_sending_twice_carries_one_id_and_a_strange_one_is_replaced(client, cast, taken):
    send(client, cast)
    send(client, cast)
    send(client, cast, submission_id="short")

    first, second, third = (enquiry.submission_id for enquiry in taken)
    assert first == second
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", third)


def test_every_page_has_an_id_of_its_own(client, cast):
    pages = [text(client.get(address(cast.household))) for _ in range(2)]

    ids = [re.search(r'name="submission_id" value="([\w-]{22})"', page) for page in pages]
    assert ids[0] and ids[1] and ids[0][1] != ids[1][1]


def test_a_refusal_is_said_and_the_answers_stay(client, cast, monkeypatch):
    def refuse(enquiry):
        raise Refused("unavailable")

    monkeypatch.setattr(hosted, "SUBMIT", refuse)
    response = send(client, cast)

    assert response.status_code == 503
    assert response["Retry-After"]
    assert 'value="Ein Schuppen"' in text(response)
    assert 'role="alert"' in text(response)


def test_other_answers_under_a_used_id_get_a_new_one(client, cast, monkeypatch):
    def refuse(enquiry):
        raise Refused("different_content")

    monkeypatch.setattr(hosted, "SUBMIT", refuse)
    response = send(client, cast)

    assert response.status_code == 409
    assert "s" * 22 not in text(response)


def test_without_anybody_to_take_it_nothing_is_promised(client, cast, monkeypatch):
    monkeypatch.setattr(hosted, "SUBMIT", None)

    assert send(client, cast).status_code == 503


def test_a_version_that_was_superseded_meanwhile_is_still_taken(client, cast, taken):
    sent = form(cast)
    with scope(tenant=cast.alpha):
        publishing.freeze(cast.household, cast.alice)

    assert client.post(address(cast.household), sent).status_code == 200
    assert taken[0].version == sent["version"]


def test_a_withdrawn_version_gives_way_to_the_live_one_with_what_was_typed(client, cast, taken):
    sent = form(cast)
    with scope(tenant=cast.alpha):
        publishing.freeze(cast.household, cast.alice)
        publishing.withdraw(FlowVersion.objects.get(pk=sent["version"]))

    response = client.post(address(cast.household), sent)

    assert response.status_code == 422
    assert not taken
    assert str(cast.household.live_version_id) in text(response)
    assert 'value="Ein Schuppen"' in text(response)


@pytest.mark.parametrize("version", ["", "nonsense", "another tenant's", "another assistant's"])
def test_a_strange_version_is_never_taken(client, cast, taken, version):
    if version == "another tenant's":
        version = cast.foreign.live_version_id
    if version == "another assistant's":
        version = make_published(cast.alpha, "Anderer").live_version_id

    response = client.post(address(cast.household), form(cast, version=version))

    assert response.status_code == 422
    assert not taken


def test_a_form_that_is_too_large_is_refused_unread(client, cast, taken, settings):
    body = urlencode({"answer-message": "x" * settings.SUBMISSION_MAX_BYTES})
    response = client.post(
        address(cast.household), body, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 413
    assert "zu groß" in text(response) or "too large" in text(response)


def test_a_paused_assistant_says_so_and_how_to_reach_the_recipient(client, cast, taken):
    with scope(tenant=cast.alpha):
        publishing.pause(cast.household)

    for response in (client.get(address(cast.household)), send(client, cast)):
        assert response.status_code == 410
        assert "Zurzeit werden hier keine Anfragen angenommen." in text(response)
        assert "030 123456" in text(response)
    assert not taken


def test_an_unknown_address_is_a_page_not_a_blank(client, db):
    response = client.get("/h/nobody?lang=en")

    assert response.status_code == 404
    assert "There is no assistant at this address." in text(response)


def test_a_database_that_is_away_is_a_page_to_try_again(client, cast, monkeypatch):
    def away(public_id):
        raise OperationalError

    monkeypatch.setattr(live, "_look_up", away)
    response = client.get(address(cast.household))

    assert response.status_code == 503
    assert response["Retry-After"]


def test_the_tenants_websites_may_frame_it_and_nobody_else(client, cast):
    response = client.get(address(cast.household))

    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self' https://www.alpha.example" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in response


def test_an_unknown_page_can_be_framed_by_us_alone(client, db):
    policy = client.get("/h/nobody")["Content-Security-Policy"]

    assert re.search(r"frame-ancestors 'self'(;|$)", policy)


def test_neither_page_sets_or_reads_a_cookie_or_is_kept(client, cast, taken):
    client.force_login(cast.alice)
    for response in (client.get(address(cast.household)), send(client, cast, {})):
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower()
        assert response["Cache-Control"] == "no-store"


def test_the_form_needs_no_token(cast, taken):
    from django.test import Client

    assert send(Client(enforce_csrf_checks=True), cast).status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, cast, method):
    assert getattr(client, method)(address(cast.household)).status_code == 405
