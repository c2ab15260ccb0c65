"""Answers are invented for whatever a draft asks, on one way that ends in sending."""

from __future__ import annotations

import pytest

from builder.fields import KINDS
from builder.flows.answers import check
from builder.flows.document import FlowDocument
from builder.inventing import invent
from builder.library import TEMPLATES

from .every_kind import every_kind
from .insurance_flow import both, choice, document, field, step, uid


def one_file(_field):
    return [[{"id": "f-invented0001", "name": "test.png", "size": 70}]]


def test_every_kind_that_asks_is_answered():
    flow = FlowDocument.from_json(every_kind())
    found = invent(flow, one_file)
    assert found is not None
    assert set(found.answers) == {name for name, kind in KINDS.items() if kind.asks}
    assert len(found.answers["group"]) == 2
    assert check(flow, found.answers).errors == []


@pytest.mark.parametrize("slug", sorted(TEMPLATES))
def test_every_template_is_answered(slug):
    found = invent(TEMPLATES[slug].document("Muster GmbH"), one_file)
    assert found is not None
    assert found.errors == []


def turned_away():
    """Turn away whoever chooses the first answer."""
    where = field(
        "where",
        "single_choice",
        both("Wo?", "Where?"),
        choices=[choice("abroad", both("Fern", "Far")), choice("here", both("Hier", "Here"))],
    )
    first = step("where", both("Wo?", "Where?"), where)
    abroad = {"field": where["id"], "op": "equals", "value": where["choices"][0]["id"]}
    away = {
        "id": uid("away"),
        "kind": "disqualified",
        "title": both("Nein", "No"),
        "text": None,
        "url": None,
    }
    first["routes"] = [{"id": uid("r"), "if": abroad, "to": {"ending": away["id"]}}]
    return {**document(), "steps": [first], "endings": [document()["endings"][0], away]}


def test_the_way_leads_to_no_ending_that_turns_away():
    found = invent(FlowDocument.from_json(turned_away()), one_file)
    assert found is not None
    assert found.answers == {"where": "here"}


def test_bounds_are_kept():
    asked = {
        "short_text": {"min_length": 9, "max_length": 10, "pattern": None},
        "slider": {"min": "7", "max": "9", "step": "2", "unit": {}},
        "number": {"min": "-5", "max": "-3", "decimals": 0, "unit": {}},
        "date": {"earliest": "2030-01-05", "latest": "2030-01-05"},
        "birth_date": {"min_age": 18, "max_age": 20},
        "rating": {"max": 3, "low": {}, "high": {}},
    }
    fields = [field(kind, kind, both(kind, kind), config=config) for kind, config in asked.items()]
    flow = {**document(), "steps": [step("one", both("a", "b"), *fields)]}
    found = invent(FlowDocument.from_json({**flow, "endings": document()["endings"][:1]}), one_file)
    assert found is not None
    assert found.answers.keys() == asked.keys()


def test_nothing_is_invented_where_nothing_can_be_answered():
    fields = [
        field(
            "n",
            "number",
            both("n", "n"),
            config={"min": "5", "max": "4", "decimals": 0, "unit": {}},
        )
    ]
    flow = {**document(), "steps": [step("one", both("a", "b"), *fields)]}
    assert invent(FlowDocument.from_json(flow), one_file) is None
