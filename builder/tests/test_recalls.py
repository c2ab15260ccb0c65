"""Recalls are filled alike by both engines; the widget's tests run the same files."""

from __future__ import annotations

from typing import Any

import pytest

from builder.document import with_fresh_ids
from builder.flows import recalls
from builder.flows.answers import check, explain
from builder.flows.document import FlowDocument
from builder.flows.telling import along, tell

from .test_vectors import cases, flow

CALLS: dict[str, Any] = {
    "fill": lambda text, words: recalls.fill(text, words.get),
    "fill_rich": lambda nodes, words: recalls.fill_rich(nodes, words.get),
    "to_keys": recalls.to_keys,
    "from_keys": recalls.from_keys,
}


@pytest.mark.parametrize("case", cases("recalls"))
def test_a_recall_is_filled_seen_and_typed_as_its_vector_says(case: dict[str, Any]) -> None:
    if case["out"] is None:
        with pytest.raises(recalls.UnknownRecallError) as raised:
            CALLS[case["call"]](*case["in"])
        assert raised.value.recall in case["in"][0]
    else:
        assert CALLS[case["call"]](*case["in"]) == case["out"]


def texts(document: FlowDocument, locale: str) -> dict[str, Any]:
    """Give the texts of a document by what they belong to."""
    things: list[Any] = [*document.steps, *document.fields.values(), *document.endings]
    things += [check for field in document.fields.values() for check in field.checks]
    found = {}
    for thing in things:
        for slot in ("title", "text", "label", "help", "message"):
            found[f"{thing.id}.{slot}"] = (getattr(thing, slot, None) or {}).get(locale)
        statement = getattr(thing, "config", {}).get("statement", {})
        found[f"{thing.id}.statement"] = statement.get(locale)
    return found


@pytest.mark.parametrize("case", cases("telling"))
def test_a_document_is_told_as_its_vector_says(case: dict[str, Any]) -> None:
    document = flow(case["flow"])
    told = tell(document, check(document, case["answers"]).path, case["locale"])
    found = texts(told, case["locale"])
    assert {place: found[place] for place in case["told"]} == case["told"]


def test_a_document_that_recalls_nothing_is_told_as_it_is() -> None:
    document = flow("branching")
    assert tell(document, check(document, {}).path, "de") is document


def test_the_same_walk_goes_through_the_told_document() -> None:
    document = flow("recalls")
    path = check(document, {"first": "Anna"}).path
    told = tell(document, path, "de")
    followed = along(told, path)
    assert [one.step for one in followed.steps] == list(told.steps)
    assert followed.steps[1].fields == told.steps[1].fields
    assert followed.ending == told.endings[0]
    assert (followed.answers, followed.values) == (path.answers, path.values)


def test_problems_are_explained_with_what_was_answered() -> None:
    document = flow("recalls")
    checked = check(document, {"first": "Anna", "why": "x" * 501, "home": "flat"})
    (problem,) = checked.errors
    told = tell(document, checked.path, "de")
    assert explain(told, problem, "de") == "„Warum Wohnung?“ darf höchstens 500 Zeichen lang sein."


def test_a_copy_recalls_what_stands_in_the_copy() -> None:
    document = flow("recalls")
    copy, fresh = with_fresh_ids(document)
    steps, words = copy.steps, document.steps[1].title["de"]
    assert steps[1].title["de"] == words.replace("{{first|", f"{{{{{fresh['first']}|")
    before = recalls.recalled(document.steps[1].text)
    assert recalls.recalled(steps[1].text) == [fresh[id_] for id_ in before]
    assert "{{gone|" in steps[2].title["de"]
