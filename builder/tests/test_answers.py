from __future__ import annotations

from typing import Any

import pytest

from builder.flows.answers import Problem, check, explain
from builder.flows.document import FlowDocument

from .insurance_flow import document

FLOW = FlowDocument.from_json(document())
CAR = {"topic": "car", "plate": "B-AB 12", "email": "a@b.de", "terms": True}


def test_a_whole_enquiry_has_no_problem() -> None:
    checked = check(FLOW, CAR)
    assert checked.errors == []
    assert checked.answers == CAR


def test_a_problem_is_said_in_the_end_users_language() -> None:
    checked = check(FLOW, {**CAR, "plate": "x" * 13})
    (problem,) = checked.errors
    assert explain(FLOW, problem, "de") == "„Kennzeichen“ darf höchstens 12 Zeichen lang sein."
    assert explain(FLOW, problem, "en-GB") == "“Number plate” can have 12 characters at most."


def test_a_problem_without_a_field_is_said_too() -> None:
    assert "{" not in explain(FLOW, Problem("", "too_many_answers"), "de")
    assert "{" not in explain(FLOW, Problem("nobody", "unknown_field"), "en")


def test_a_label_with_placeholders_stays_as_it_is() -> None:
    data = document()
    data["steps"][1]["fields"][0]["label"]["de"] = "{max} {label} %s"
    flow = FlowDocument.from_json(data)
    said = explain(flow, Problem("plate", "too_long", {"max": 3}), "de")
    assert said == "„{max} {label} %s“ darf höchstens 3 Zeichen lang sein."


@pytest.mark.parametrize("raw", [float("nan"), float("inf"), 10**400, [[[[[]]]]], {"a": {}}])
def test_no_value_makes_the_check_raise(raw: Any) -> None:
    for key in CAR:
        errors = check(FLOW, {**CAR, key: raw}).errors
        assert Problem(key, "wrong_type") in errors


def test_a_huge_list_is_refused_before_it_is_compared() -> None:
    checked = check(FLOW, {**CAR, "topic": "home", "rooms": ["bath"] * 100_000})
    assert Problem("rooms", "too_many_choices", {"max": 2}) in checked.errors


def test_a_long_text_that_almost_fits_a_pattern_is_judged_at_once() -> None:
    for address in ("a." * 127, "a@" + "b-" * 126, "a@" + "b." * 126, "@" * 254, "a@" + "1" * 252):
        assert check(FLOW, {**CAR, "email": address}).errors[0].code == "invalid_email"
