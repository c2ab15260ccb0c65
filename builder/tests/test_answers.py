from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from builder.fields import KINDS, Invalid
from builder.flows import judging
from builder.flows.answers import Checked, Problem, check, explain
from builder.flows.document import FlowDocument

from .insurance_flow import both, document, field

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


def grown_up(time_zone: str = "Europe/Berlin") -> FlowDocument:
    """Ask for a birthday of eighteen years ago at the latest, and for drivers of that age."""
    config = {"min_age": 18, "max_age": None}
    birth = field("birth", "birth_date", both("Geburtstag", "Birthday"), config=config)
    birth["required"] = False
    drivers = field("drivers", "group", both("Fahrer", "Drivers"), required=False)
    drivers["fields"] = [field("born", "birth_date", both("Alter", "Age"), config=config)]
    data = document()
    data["time_zone"] = time_zone
    data["steps"] = [{**data["steps"][1], "visible_if": None, "fields": [birth, drivers]}]
    data["steps"][0]["routes"] = []
    return FlowDocument.from_json(data)


def codes(checked: Checked) -> list[tuple[str, str]]:
    return [(problem.field_key, problem.code) for problem in checked.errors]


def test_a_bound_that_moves_is_judged_as_of_the_day_that_is_given() -> None:
    answers = {"birth": "2008-03-02", "drivers": [{"born": "2008-03-02"}]}
    young = [("birth", "too_young"), ("drivers.0.born", "too_young")]
    assert codes(check(grown_up(), answers, date(2026, 3, 1))) == young
    assert codes(check(grown_up(), answers, date(2026, 3, 2))) == []


def test_slack_widens_such_a_bound_by_days() -> None:
    answers = {"birth": "2008-03-02", "drivers": [{"born": "2008-03-02"}]}
    assert codes(check(grown_up(), answers, date(2026, 3, 1), slack=1)) == []
    assert len(codes(check(grown_up(), answers, date(2026, 2, 28), slack=1))) == 2


@pytest.mark.parametrize(("time_zone", "errors"), [("Europe/Berlin", 0), ("America/New_York", 1)])
def test_today_is_the_day_where_the_tenant_is(
    monkeypatch: pytest.MonkeyPatch, time_zone: str, errors: int
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime(2026, 3, 1, 23, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(judging, "datetime", Clock)
    assert len(check(grown_up(time_zone), {"birth": "2008-03-02"}).errors) == errors


def test_nobody_asks_for_the_day_where_nothing_moves_with_it() -> None:
    data = document()
    data["time_zone"] = "Nowhere/Nothing"
    assert check(FlowDocument.from_json(data), CAR).errors == []


def test_what_only_the_server_can_tell_is_asked_of_what_was_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def verify(kind: Any, field: Any, value: Any) -> None:
        asked.append(value)
        if value == "B-AB 12":
            raise Invalid("invalid_text")

    monkeypatch.setattr(type(KINDS["short_text"]), "verify", verify)
    assert codes(check(FLOW, {**CAR, "plate": " B-AB 12 "})) == [("plate", "invalid_text")]
    assert codes(check(FLOW, {**CAR, "plate": "x" * 13})) == [("plate", "too_long")]
    assert asked == ["B-AB 12"]


@pytest.mark.parametrize("raw", [[[]], [{"born": {}}], [{"born": [[[[]]]]}], [{"x": 10**400}], {}])
def test_no_entry_makes_the_check_raise(raw: Any) -> None:
    assert check(grown_up(), {"drivers": raw}, date(2026, 3, 1)).errors


def test_more_entries_than_any_group_takes_are_refused_unread() -> None:
    checked = check(grown_up(), {"drivers": [{"x": 1}] * 100_000})
    assert codes(checked) == [("drivers", "too_many_entries")]
