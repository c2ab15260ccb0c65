"""Variables, scores and the kinds of endings survive rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django_scopes import scope

from builder import keys, publishing
from builder.document import compile, load, with_fresh_ids
from builder.flows.document import DocumentError, FlowDocument
from builder.models import Field, Variable

from .insurance_flow import uid


@pytest.fixture
def draft(cast):
    with scope(tenant=cast.alpha):
        yield cast.household


def test_variables_scores_and_addresses_survive_rows(draft):
    asked = Field.objects.filter(step__assistant=draft, kind="single_choice")[0]
    document = compile(draft).to_json()
    value = {"add": [{"score": str(asked.pk)}, "12.50"]}
    first = {"id": uid("first"), "key": "first", "label": "Erste", "value": value, "decimals": 0}
    then = {"multiply": [{"field": uid("first")}, "2"]}
    second = {"id": uid("second"), "key": "zweite", "label": "Zweite", "value": then, "decimals": 4}
    document["variables"] = [second, first]
    document["endings"].append(
        {
            "id": uid("elsewhere"),
            "kind": "redirect",
            "title": {"de": "Weiter"},
            "text": None,
            "url": "https://www.alpha.example/danke?q=1",
        }
    )
    choices = [one for step in document["steps"] for one in step["fields"] if one["choices"]]
    choices[0]["choices"][0]["score"] = "-2.5"

    load(draft, FlowDocument.from_json(document))

    assert compile(draft).to_json() == document
    load(draft, replace(compile(draft), variables=()))
    assert not Variable.objects.filter(assistant=draft).exists()


@pytest.mark.parametrize("decimals", [-1, 5, 10**15])
def test_a_variable_has_at_most_four_decimals(draft, decimals):
    one = {"id": uid("v"), "key": "v", "label": "V", "value": "1", "decimals": decimals}
    document = compile(draft).to_json() | {"variables": [one]}

    with pytest.raises(DocumentError, match="decimals"):
        load(draft, FlowDocument.from_json(document))


def test_fresh_ids_reach_calculations_and_what_uses_them(draft):
    document = compile(draft).to_json()
    field = document["steps"][0]["fields"][0]["id"]
    value = {"if": {"field": field, "op": "answered"}, "then": {"count": field}, "else": "0"}
    one = {"id": uid("v"), "key": "v", "label": "V", "value": value, "decimals": 2}
    seen = {"field": uid("v"), "op": "at_least", "value": "1"}
    document["steps"][-1]["visible_if"] = seen
    document["variables"] = [one]

    copy, fresh = with_fresh_ids(FlowDocument.from_json(document))

    assert copy.variables[0].id == fresh[uid("v")]
    assert copy.variables[0].value["then"] == {"count": fresh[field]}
    assert copy.variables[0].value["if"]["field"] == fresh[field]
    assert copy.steps[-1].visible_if == {**seen, "field": fresh[uid("v")]}


def test_a_variable_gets_a_key_that_no_field_has(draft):
    taken = Field.objects.filter(step__assistant=draft)[0]
    Field.objects.filter(pk=taken.pk).update(key="summe")
    one = Variable.objects.create(assistant=draft, label="Summe", value="1")

    assert compile(draft).variables[0].key == "summe_2"
    keys.settle(draft)
    one.refresh_from_db()
    assert one.key == "summe_2"


def test_the_key_of_a_published_variable_is_fixed(draft, cast):
    one = Variable.objects.create(assistant=draft, key="summe", label="Summe", value="1")
    draft.refresh_from_db()
    publishing.freeze(draft, cast.alice)
    assert keys.frozen(draft)[str(one.pk)] == "summe"
    Variable.objects.filter(pk=one.pk).update(key="total")

    found = publishing.can_publish(draft)

    frozen = [finding for finding in found if finding.code == "key_frozen"]
    assert [(one.where, one.params) for one in frozen] == [
        ({"variable": str(one.pk)}, {"was": "summe", "now": "total"})
    ]
