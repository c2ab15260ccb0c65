"""Endings that turn an enquiry away, and earlier answers in what is delivered."""

from __future__ import annotations

import json

import pytest

from builder.flows.answers import check
from builder.flows.document import FlowDocument
from builder.models import FlowVersion
from relay import delivery, doors, rates
from relay.models import Submission
from relay.tests.conftest import code, delivery_of
from zenflow.testing.cast import GOOD_ANSWERS

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    rates.forget()


@pytest.fixture
def published(cast):
    """Change what the live version asks, by key of the field."""

    def change(*changes):
        data = cast.version.document
        fields = {f["key"]: f for step in data["steps"] for f in step["fields"]}
        for one in changes:
            one(data, fields)
        FlowDocument.from_json(data)
        FlowVersion.objects.filter(pk=cast.version.pk).update(document=data)
        doors.forget()
        doors._documents.clear()
        return data

    return change


def turned_away(data, fields):
    for ending in data["endings"]:
        ending["kind"] = "disqualified"


def recalling(data, fields):
    """Name the contact's address in a later label and in what is agreed to."""
    mail = fields["contact_email"]["id"]
    fields["message"]["label"] = {"de": f"Frage von {{{{{mail}|Ihnen}}}}", "en": "x"}
    nodes = [{"p": ["Ich, ", {"b": [f"{{{{{mail}}}}}"]}, ", stimme zu."]}]
    fields["privacy"]["config"]["statement"] = {"de": nodes, "en": nodes}


def test_an_enquiry_that_is_turned_away_is_refused_and_nothing_of_it_is_kept(post, body, published):
    published(turned_away)

    response = post(body)

    assert (response.status_code, code(response)) == (422, "disqualified")
    assert (
        response.json()["detail"] == "Mit diesen Angaben kann hier keine Anfrage gesendet werden."
    )
    assert "errors" not in response.json()
    assert not Submission.objects.exists()


def test_it_is_said_in_the_language_of_the_enquiry(post, body, published):
    published(turned_away)

    detail = post({**body, "locale": "fr"}).json()["detail"]

    assert detail == "Avec ces réponses, aucune demande ne peut être envoyée ici."


def test_only_the_ending_that_the_answers_lead_to_counts(post, body, published, cast):
    checked = check(FlowDocument.from_json(cast.version.document), GOOD_ANSWERS)

    def others(data, fields):
        for ending in data["endings"]:
            if ending["id"] != checked.path.ending.id:
                ending["kind"] = "disqualified"

    published(others)

    assert post(body).status_code == 202


def test_what_is_wrong_is_said_first(post, body, published):
    published(turned_away)
    body["answers"].pop("contact_email")

    assert code(post(body)) == "invalid_answers"


def test_labels_and_consents_arrive_with_what_was_answered(aim, hand_in, receiver, published):
    published(recalling)
    aim(receiver)

    delivery.work(delivery_of(hand_in()).pk)

    data = receiver.enquiries[0].json["data"]
    labels = {answer["key"]: answer["label"] for answer in data["answers"]}
    assert labels["message"] == "Frage von ada@example.com"
    assert data["consents"][0]["text"] == "Ich, ada@example.com, stimme zu."
    assert "{{" not in json.dumps(data)


def test_errors_name_a_field_as_it_was_shown(post, body, published):
    published(recalling)
    body["answers"]["message"] = "x" * 5001

    (error,) = post(body).json()["errors"]

    assert error["message"].startswith("„Frage von ada@example.com“ darf höchstens")


def test_a_label_without_a_translation_arrives_in_the_default_language(
    aim, hand_in, receiver, published
):
    def untranslated(data, fields):
        data["default_locale"] = "en"
        fields["message"]["label"] = {"en": "Your question"}

    published(untranslated)
    aim(receiver)

    delivery.work(delivery_of(hand_in()).pk)

    labels = [answer["label"] for answer in receiver.enquiries[0].json["data"]["answers"]]
    assert "Your question" in labels
