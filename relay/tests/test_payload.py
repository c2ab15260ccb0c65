from __future__ import annotations

import hashlib
import json
import re
import uuid
from pathlib import Path

import jsonschema
import pytest

from builder.flows.answers import check
from builder.flows.document import FlowDocument
from relay import delivery, destinations, intake, payload, schedule
from relay.models import Submission
from relay.tests.conftest import delivery_of
from zenflow.testing.cast import GOOD_ANSWERS

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ROOT = Path(payload.__file__).resolve().parent
SCHEMA = json.loads((ROOT / "payload.schema.json").read_text())


@pytest.fixture
def body(aim, hand_in, receiver):
    aim(receiver)
    delivery.work(delivery_of(hand_in()).pk)
    return receiver.enquiries[0].json


def test_what_arrives_is_what_the_schema_says(body):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(body, SCHEMA)
    broken = {**body, "data": {**body["data"], "more": 1}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, SCHEMA)


def test_a_test_delivery_is_what_the_schema_says(aim, receiver, everywhere):
    assert destinations.test(aim(receiver)).ok
    jsonschema.validate(receiver.arrivals[0].json, SCHEMA)


def test_answers_stand_in_order_with_words_for_people(body):
    data = body["data"]
    assert data["values"] == GOOD_ANSWERS
    by_key = {answer["key"]: answer for answer in data["answers"]}
    assert [answer["value"] for answer in data["answers"]] == list(data["values"].values())
    assert by_key["home"]["text"] not in {"", "house"}
    assert by_key["home"]["label"]
    assert by_key["message"]["text"] == GOOD_ANSWERS["message"]


def test_a_consent_carries_its_exact_text_and_hash(body, cast):
    (consent,) = body["data"]["consents"]
    assert consent["key"] == "privacy"
    assert consent["sha256"] == hashlib.sha256(consent["text"].encode()).hexdigest()
    plain = re.sub(r"\W", "", json.dumps(cast.version.document, ensure_ascii=False))
    assert re.sub(r"\W", "", consent["text"])[:40] in plain


def test_what_was_reckoned_goes_along_by_key_and_with_words(cast):
    def variable(key: str, label: str, value: object) -> dict[str, object]:
        id_ = str(uuid.uuid4())
        return {"id": id_, "key": key, "label": label, "value": value, "decimals": 2}

    made = FlowDocument.from_json(cast.version.document)
    extras = next(field for field in made.fields.values() if field.key == "extras")
    reckons = [
        variable("price", "Jahresbeitrag", {"multiply": [{"count": extras.id}, "1234.565"]}),
        variable("unknown", "", {"divide": ["1", "0"]}),
        variable("bare", "", "-0.001"),
    ]
    document = FlowDocument.from_json({**cast.version.document, "variables": reckons})
    submission = Submission(reference="7" * 16, mode="live", locale="de")
    submission.accepted_at = schedule.now()
    written = json.loads(
        payload.write(submission, cast.version, document, check(document, GOOD_ANSWERS))
    )
    jsonschema.validate(written, SCHEMA)
    assert written["data"]["variables"] == {"price": "1234.56", "bare": "0.00"}
    assert written["data"]["calculations"] == [
        {"key": "price", "label": "Jahresbeitrag", "value": "1234.56", "text": "1.234,56"},
        {"key": "bare", "label": "bare", "value": "0.00", "text": "0,00"},
    ]


def test_no_browser_says_what_was_reckoned(hand_in):
    with pytest.raises(intake.InvalidAnswersError):
        hand_in(variables={"price": "0.01"})


def test_the_version_that_was_seen_is_named(body, cast):
    flow = body["data"]["flow"]
    assert flow == {"id": str(cast.version.pk), "number": 1, "sha256": cast.version.sha256}


def test_the_documentation_names_every_member(body):
    text = (ROOT.parent / "docs" / "webhook.md").resolve().read_text()
    for name in [*body, *body["data"], *body["data"]["answers"][0], *body["data"]["consents"][0]]:
        assert f'"{name}"' in text or f"`{name}`" in text, name
    hours = [f"{int(wait.total_seconds() // 3600)} h" for wait in schedule.RETRY_AFTER[5:]]
    assert ", ".join(hours) in text
