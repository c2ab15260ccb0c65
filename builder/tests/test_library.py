"""Every template can be published as it is, in both languages, and leads somewhere."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import pytest

from builder.flows.answers import check
from builder.flows.document import FlowDocument
from builder.flows.lint import lint
from builder.library import TEMPLATES

COMPANY = "ABC Handwerk GmbH"
# What a tenant says of itself, no template.
COMPANYS = {"no_recipient_name", "no_privacy_url", "no_contact"}
CALCULATING = {"household", "roof", "solar", "bathroom", "moving", "event", "cleaning"}


def document(slug: str) -> FlowDocument:
    return TEMPLATES[slug].document(COMPANY)


def texts(value: Any) -> list[dict[str, Any]]:
    """Find every translated text, wherever it stands."""
    if isinstance(value, list):
        return [found for one in value for found in texts(one)]
    if not isinstance(value, dict):
        return []
    mine = [value] if value.keys() & {"de", "en"} else []
    return mine + [found for one in value.values() for found in texts(one)]


@pytest.mark.parametrize("slug", TEMPLATES)
def test_nothing_is_left_to_mend(slug):
    assert [one.code for one in lint(document(slug)) if one.code not in COMPANYS] == []


@pytest.mark.parametrize("slug", TEMPLATES)
def test_every_text_is_there_in_both_languages(slug):
    found = texts(document(slug).to_json())
    assert len(found) > 40
    incomplete = [one for one in found if not (one.get("de") and one.get("en"))]
    # A setting that nobody needs, like a unit, may say nothing at all.
    assert [one for one in incomplete if one] == []
    assert all(
        wording
        for one in (TEMPLATES[slug].name, TEMPLATES[slug].summary)
        for wording in one.values()
    )


@pytest.mark.parametrize("slug", TEMPLATES)
def test_no_text_shouts_and_none_is_left_in_the_other_language(slug):
    words = json.dumps(document(slug).to_json(), ensure_ascii=False)
    assert "!" not in words
    assert COMPANY in words


TODAY = date(2027, 3, 1)
PLACE = {"postcode": "34117", "city": "Kassel"}
ANSWERS: dict[str, Any] = {
    "short_text": "Etwas",
    "long_text": "Etwas mehr",
    "email": "ada@example.com",
    "phone": "+49561123456",
    "rating": "3",
    "date": TODAY.isoformat(),
    "birth_date": "1980-05-17",
    "consent": True,
    "full_name": {"first": "Ada", "last": "Lovelace"},
    "postcode_city": PLACE,
    "address": {**PLACE, "street": "Am Markt", "number": "1"},
}


def answer(field: Any, chance: random.Random) -> Any:
    """Answer a question as somebody might who reads it."""
    if field.choices:
        values = [one.value for one in field.choices]
        some = chance.sample(values, chance.randint(1, len(values)))
        return sorted(some, key=values.index) if field.kind == "multiple_choice" else some[0]
    if field.kind in {"number", "currency", "slider"}:
        low, high = field.config["min"], field.config["max"]
        return low if chance.random() < 0.5 else high
    if field.kind == "yes_no":
        return chance.random() < 0.5
    if field.kind == "group":
        return [{one.key: answer(one, chance) for one in field.fields}]
    return ANSWERS[field.kind]


@pytest.mark.parametrize("slug", TEMPLATES)
def test_every_way_through_ends_where_it_is_meant_to(slug):
    flow, chance = document(slug), random.Random(slug)
    ends: set[str] = set()
    for _ in range(80):
        asked = [one for one in flow.keys.values() if one.kind not in {"statement", "file"}]
        checked = check(flow, {one.key: answer(one, chance) for one in asked}, today=TODAY)
        ends.add(checked.path.ending.id)
        assert {one.code for one in checked.errors} <= {"disqualified"}
        if checked.path.ending.kind == "thanks":
            assert len(checked.path.steps) >= 3
    assert ends == {one.id for one in flow.endings}


@pytest.mark.parametrize("slug", sorted(CALCULATING))
def test_what_is_calculated_is_shown_before_it_is_sent(slug):
    flow = document(slug)
    shown = json.dumps([step.text for step in flow.steps])
    assert flow.variables
    assert any(variable.id in shown for variable in flow.variables)


def test_there_are_the_trades_that_were_asked_for():
    wanted = {"household", "roof", "solar", "bathroom", "moving", "dentist", "event", "leasing"}
    assert wanted <= TEMPLATES.keys()
    assert len(TEMPLATES) >= 12
