from __future__ import annotations

from dataclasses import replace

import pytest

from builder.flows.answers import check
from builder.flows.document import FlowDocument
from relay import rates, suspicion
from relay.states import Suspicion
from relay.suspicion import Signs
from relay.tests.enquiries import HONEST, SPAM
from zenflow.testing.cast import GOOD_ANSWERS
from zenflow.testing.household import household

QUIET = Signs()


@pytest.fixture(scope="module")
def document() -> FlowDocument:
    return household()


def checked(document, text):
    found = check(document, {**GOOD_ANSWERS, "message": text, "garden": "Ein Schuppen"})
    assert not found.errors
    return found


@pytest.mark.parametrize("text", HONEST)
def test_no_honest_enquiry_is_suspected(document, text):
    patient = Signs(seconds=suspicion.HASTE + 1)
    assert suspicion.judge(patient, checked(document, text)) is None


@pytest.mark.parametrize(("reason", "text"), SPAM)
def test_every_piece_of_spam_is_suspected_for_its_reason(document, reason, text):
    assert suspicion.judge(QUIET, checked(document, text)) == reason


@pytest.mark.parametrize(
    ("signs", "reason"),
    [
        (Signs(trapped=True), Suspicion.TRAP),
        (Signs(seconds=0.0), Suspicion.HASTE),
        (Signs(seconds=suspicion.HASTE), None),
        (Signs(seconds=None), None),
        (Signs(in_burst=True), Suspicion.BURST),
        (Signs(trapped=True, seconds=0.1, in_burst=True), Suspicion.TRAP),
    ],
)
def test_how_an_enquiry_came_is_judged_whatever_it_says(document, signs, reason):
    assert suspicion.judge(signs, checked(document, "Guten Tag")) == reason


def test_links_in_several_texts_are_counted_together(document):
    two = "https://a.example https://b.example https://c.example"
    found = check(document, {**GOOD_ANSWERS, "message": two, "garden": two})
    assert suspicion.judge(QUIET, found) == Suspicion.LINKS


def test_what_is_typed_in_a_group_is_read_as_well(document):
    note = document.keys["message"]
    rooms = replace(note, key="rooms", kind="group", fields=(note,))
    document = replace(document, steps=(replace(document.steps[0], fields=(rooms,), routes=()),))
    entries = [{"message": "eins"}, {"message": "zwei"}]
    assert list(suspicion.typed(check(document, {"rooms": entries}))) == ["eins", "zwei"]


def test_every_reason_but_poison_has_a_rule():
    assert set(suspicion.RULES) == set(Suspicion) - {Suspicion.POISON}


def test_one_address_that_sends_more_than_people_do_is_a_burst(monkeypatch, valkey):
    rates.forget()
    monkeypatch.setattr(rates, "PER_WINDOW", 12)
    seen = []
    for _ in range(5):
        assert not rates.is_too_often("192.0.2.1")
        seen.append(rates.is_burst("192.0.2.1"))
    assert seen == [False, False, False, True, True]
    assert not rates.is_burst("192.0.2.2")
