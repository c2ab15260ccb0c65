"""Every kind of field on the page without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django_scopes import scope

from builder.document import load
from builder.embed import hosted, live, scripts
from builder.embed.enquiry import Taken
from builder.embed.posted import Posted
from builder.embed.problems import Refused
from builder.fields import KINDS
from builder.flows.document import FlowDocument
from builder.publishing import freeze
from zenflow.testing.accessibility import in_both_schemes
from zenflow.testing.cast import make_assistant

from .every_kind import every_kind

DRIVERS = {
    "answer-group.0.name.first": "Ada",
    "answer-group.0.name.last": "Lovelace",
    "answer-group.0.birth": "1985-12-10",
    "answer-group.0.accidents": "no",
    "answer-group.2.name.first": "Bo",
    "answer-group.2.name.last": "Beck",
    "answer-group.2.birth": "1990-01-31",
    "answer-group.2.licence": "2008",
}
GIVEN = {
    "answer-single_choice": "one",
    "answer-multiple_choice": ["two", "one"],
    "answer-dropdown": "two",
    "answer-picture_choice": "",
    "answer-yes_no": "no",
    "answer-short_text": "kurz",
    "answer-phone": "030 123456",
    "answer-iban": "DE89 3704 0044 0532 0130 00",
    "answer-full_name.salutation": "ms",
    "answer-full_name.first": "Ada",
    "answer-full_name.last": "Lovelace",
    "answer-address.street": "",
    "answer-postcode_city.postcode": "10115",
    "answer-postcode_city.city": "Berlin",
    "answer-number": "81,5",
    "answer-currency": "1.234,50",
    "answer-slider": "150",
    "answer-rating": "4",
    "answer-date": "2030-05-01",
    "answer-consent": "on",
    **DRIVERS,
}
READ = {
    "single_choice": "one",
    "multiple_choice": ["one", "two"],
    "dropdown": "two",
    "yes_no": False,
    "short_text": "kurz",
    "phone": "+4930123456",
    "iban": "DE89370400440532013000",
    "full_name": {"salutation": "ms", "first": "Ada", "last": "Lovelace"},
    "postcode_city": {"postcode": "10115", "city": "Berlin"},
    "number": "81.5",
    "currency": "1234.50",
    "slider": "150",
    "rating": "4",
    "date": "2030-05-01",
    "consent": True,
    "group": [
        {"name": {"first": "Ada", "last": "Lovelace"}, "birth": "1985-12-10", "accidents": False},
        {"name": {"first": "Bo", "last": "Beck"}, "birth": "1990-01-31", "licence": "2008"},
    ],
}


@pytest.fixture
def taken(monkeypatch):
    """Take enquiries in relay's place."""
    enquiries = []

    def submit(enquiry):
        enquiries.append(enquiry)
        return Taken("X", "/r/X")

    monkeypatch.setattr(hosted, "SUBMIT", submit)
    return enquiries


@pytest.fixture
def assistant(cast):
    """Publish a flow that asks for one of everything."""
    live.forget()
    made = make_assistant(cast.alpha, "Alles")
    with scope(tenant=cast.alpha):
        document = every_kind()
        document["steps"][2]["fields"][0]["config"]["decimals"] = 1
        load(made, FlowDocument.from_json(document), seen=made.revision)
        made.refresh_from_db()
        freeze(made, cast.alice)
    return made


@pytest.fixture
def send(client, assistant):
    """Give a way to send the form."""

    def post(given, **more):
        sent = {"version": str(assistant.live_version_id), "submission_id": "s" * 22, **given}
        return client.post(f"/h/{assistant.public_id}?lang=de", {**sent, **more})

    return post


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_every_kind_is_there(client, assistant):
    page = text(client.get(f"/h/{assistant.public_id}?lang=de"))

    assert {f["key"] for step in every_kind()["steps"] for f in step["fields"]} == set(KINDS)
    for kind in KINDS.keys() - {"statement"}:
        assert f'="answer-{kind}' in page, kind
    assert "Bitte beachten." in page
    assert 'enctype="multipart/form-data"' in page
    assert "Nötig, wenn" in page or "Needed if" in page
    assert page.count("<legend>Fahrer 1</legend>") == 1
    assert page.count("<legend>Fahrer 3</legend>") == 1
    assert "<legend>Fahrer 4</legend>" not in page
    assert 'name="answer-group.0.name.first" type="text" autocomplete="off"' in page
    assert 'name="answer-full_name.first" type="text" autocomplete="given-name"' in page


def test_every_kind_is_read_as_the_widget_would_send_it(send, taken):
    response = send(GIVEN)

    assert response.status_code == 200, re.findall(r'class="error".*', response.content.decode())
    (enquiry,) = taken
    assert enquiry.answers == READ
    assert enquiry.files == {}


def test_what_was_given_is_shown_again(send, taken):
    page = text(send({**GIVEN, "answer-email": "nobody"}))

    assert not taken
    for value in ("2030-05-01", "81,5", "Berlin", "kurz", "1985-12-10", "Lovelace", "2008"):
        assert f'value="{value}"' in page
    assert '<option value="two" selected>' in page
    assert '<option value="ms" selected>' in page
    checked = re.findall(r'value="(\w+)" checked', page)
    assert checked == ["one", "one", "two", "no", "4", "on", "no"]


def test_a_fault_in_an_entry_leads_to_its_input_and_names_the_entry(send, taken):
    page = text(send({**GIVEN, "answer-group.2.birth": ""}))

    assert not taken
    words = "Bitte füllen Sie „Geburtsdatum (Fahrer 3)“ aus."
    assert f'<a href="#answer-group.2.birth">{words}</a>' in page
    assert 'id="answer-group.2.birth" name="answer-group.2.birth"' in page
    assert 'id="answer-group.2.birth-error"' in page


def test_too_few_entries_lead_to_the_group(send, taken):
    page = text(send({name: "" if "group.2" in name else value for name, value in GIVEN.items()}))

    assert not taken
    assert '<a href="#answer-group">' in page
    assert 'id="answer-group" tabindex="-1"' in page


def test_an_answer_can_be_needed_by_another(send, taken):
    page = text(send({**GIVEN, "answer-short_text": ""}))

    assert not taken
    assert '<a href="#answer-short_text">Bitte füllen Sie „Kurz“ aus.</a>' in page


def test_files_go_along_by_the_ids_that_the_answer_names(send, taken):
    files = [SimpleUploadedFile(name, b"%PDF-1.7") for name in ("a.pdf", "b.pdf")]
    for _ in range(2):
        assert send(GIVEN, **{"answer-file": files}).status_code == 200
        for file in files:
            file.seek(0)

    first, again = taken
    assert [(one["name"], one["size"]) for one in first.answers["file"]] == [
        ("a.pdf", 8),
        ("b.pdf", 8),
    ]
    assert list(first.files) == [one["id"] for one in first.answers["file"]]
    assert again.answers == first.answers, "a second click must be the same enquiry"


def test_a_file_whose_question_turned_out_to_be_hidden_stays_behind():
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    posted = Posted(QueryDict(""), MultiValueDict({"answer-file": [file]}), "s" * 22)
    answers = posted.answers(FlowDocument.from_json(every_kind()))
    assert list(posted.used(answers).values()) == [file]
    assert posted.used({}) == {}


def test_what_is_wrong_with_a_file_stands_at_its_question(send, monkeypatch):
    def refuse(enquiry):
        raise Refused(
            "invalid_answers", errors=[{"field": "file", "code": "x", "message": "Nicht lesbar."}]
        )

    monkeypatch.setattr(hosted, "SUBMIT", refuse)
    response = send(GIVEN, **{"answer-file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
    page = text(response)

    assert response.status_code == 422
    assert '<a href="#answer-file">Nicht lesbar.</a>' in page
    assert "Beim Neuladen der Seite sind Ihre Dateien verloren gegangen." in page


def test_a_form_with_files_may_be_larger_than_one_without(send, taken, settings):
    settings.SUBMISSION_MAX_BYTES = 10_000
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7" * 3_000)
    assert send(GIVEN, **{"answer-file": file}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_every_kind_is_accessible_and_fits_a_small_screen(
    browser, live_server, settings, assistant
):
    scripts.loader_script.cache_clear()
    settings.PUBLIC_URL = live_server.url
    size = {"width": 320, "height": 640}
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.route("**/v1.js", lambda route: route.abort())
    page.goto(f"{live_server.url}/h/{assistant.public_id}?lang=de")
    page.get_by_role("button", name="senden").click()
    page.get_by_role("button", name="senden").wait_for()
    assert in_both_schemes(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
    scripts.loader_script.cache_clear()
