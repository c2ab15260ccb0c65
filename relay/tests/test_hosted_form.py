from __future__ import annotations

from uuid import uuid4

import pytest

from relay import rates
from relay.models import Submission
from zenflow.testing.cast import ALPHA_SITE, GOOD_ANSWERS

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]

EVIL_SITE = "https://evil.example"


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    rates.forget()


@pytest.fixture
def send(client, cast, aim, rung):
    """Send the form of the hosted page as a browser without JavaScript does."""
    aim("http://127.0.0.1:9/")

    def send(number=1, origin=None, given=GOOD_ANSWERS, **extra):
        answers = {f"answer-{key}": value for key, value in given.items()}
        if "privacy" in given:
            answers["answer-privacy"] = "on"  # as a ticked box says it
        form = {"version": cast.version.pk, "submission_id": f"{number:022d}", **answers}
        headers = {"Host": "localhost:4711", **({"Origin": origin} if origin else {})}
        return client.post(f"/h/{cast.household.public_id}", form, headers=headers, **extra)

    return send


def test_too_many_forms_from_one_address_have_to_wait(send, monkeypatch, valkey):
    monkeypatch.setattr(rates, "PER_WINDOW", rates.STEP)
    answers = [send(number) for number in range(rates.STEP + 1)]
    assert [answer.status_code for answer in answers] == [200] * rates.STEP + [429]
    assert answers[-1]["Retry-After"] == "60"
    assert send(99, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_what_was_typed_is_still_there_after_too_many_forms(send, monkeypatch, valkey):
    monkeypatch.setattr(rates, "PER_WINDOW", 0)
    assert GOOD_ANSWERS["garden"] in send().content.decode()


def test_forms_that_were_filled_in_wrongly_are_counted_as_well(send, monkeypatch, valkey):
    monkeypatch.setattr(rates, "PER_WINDOW", rates.STEP)
    answers = [send(number, given={}) for number in range(rates.STEP + 1)]
    assert [answer.status_code for answer in answers] == [422] * rates.STEP + [429]
    # One too many isn't judged: nothing is said of what is missing.
    assert 'id="answer-contact_email-error"' in answers[0].content.decode()
    assert 'id="answer-contact_email-error"' not in answers[-1].content.decode()


def test_sending_the_form_again_shows_the_same_page_and_makes_no_second_enquiry(send):
    first, again = send(), send()
    assert (first.status_code, again.status_code) == (200, 200)
    submission = Submission.objects.get()
    assert first.content == again.content
    assert submission.dashed_reference in first.content.decode()


def test_forms_and_scripts_are_counted_together(client, cast, send, monkeypatch, valkey):
    monkeypatch.setattr(rates, "PER_WINDOW", rates.STEP)
    for number in range(rates.STEP):
        send(number)
    scripts = f"/e/v1/assistants/{cast.household.public_id}/submissions"
    assert client.post(scripts, {}, content_type="application/json").status_code == 429


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://localhost:4711", 200),
        ("http://127.0.0.1:8000", 200),
        (ALPHA_SITE, 200),
        (EVIL_SITE, 403),
        ("null", 403),
    ],
)
def test_a_form_on_a_foreign_website_is_refused_as_its_scripts_are(send, origin, status):
    assert send(origin=origin).status_code == status
    assert Submission.objects.exists() is (status == 200)


def test_what_came_with_a_form_is_not_said_when_it_is_shown():
    from builder.embed.enquiry import Enquiry

    enquiry = Enquiry("id", uuid4(), "s" * 22, "de", {"a": "needle"}, {"REMOTE_ADDR": "needle"})
    assert "needle" not in repr(enquiry)
