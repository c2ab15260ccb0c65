from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from builder.flows import findings
from builder.flows.document import FlowDocument
from builder.flows.findings import ERRORS, WARNINGS, Finding
from builder.flows.lint import lint

from .insurance_flow import both, chose, document, route, uid
from .planted_faults import (
    FAULTS,
    GONE,
    PLATE,
    Change,
    answered,
    ask,
    at,
    check,
    group,
    inner,
    inside,
    notice,
    of,
    visible,
)
from .planted_variables import SOUND, VARIABLE_FAULTS


def found(change: Change) -> list[Finding]:
    """Lint the flow with one thing changed."""
    data = document()
    change(data)
    return lint(FlowDocument.from_json(data))


def test_a_flow_without_a_fault_has_no_finding() -> None:
    assert lint(FlowDocument.from_json(document())) == []


@pytest.mark.parametrize(("code", "change"), [*FAULTS, *VARIABLE_FAULTS])
def test_the_linter_finds(code: str, change: Change) -> None:
    seen = found(change)
    assert code in {finding.code for finding in seen}
    for finding in seen:
        assert finding.level == ("error" if finding.code in ERRORS else "warning")
        assert finding.sentence % finding.params


def test_every_finding_has_a_planted_fault() -> None:
    # From the source: other checks of publishing add codes of their own to the same tables.
    source = Path(findings.__file__).read_text(encoding="utf-8")
    codes = set(re.findall(r'^    "(\w+)": gettext_noop', source, re.MULTILINE))
    assert {code for code, _ in [*FAULTS, *VARIABLE_FAULTS]} == codes
    assert codes <= ERRORS.keys() | WARNINGS.keys()
    assert not ERRORS.keys() & WARNINGS.keys()


def test_errors_come_before_warnings() -> None:
    def change(data: Any) -> None:
        data["recipient"] |= {"contact": "", "name": ""}

    assert [finding.code for finding in found(change)] == ["no_recipient_name", "no_contact"]


def test_a_finding_says_where() -> None:
    (finding,) = found(visible({"field": GONE, "op": "answered"}))
    assert finding.where == {"step": uid("step rooms")}
    (finding,) = found(at(*PLATE, "key", to="Plate"))
    assert finding.where == {"field": uid("plate")}
    (finding,) = found(at("steps", 0, "routes", 1, "to", to={"ending": uid("ending thanks")}))
    assert finding.where == {"ending": uid("ending sorry")}


@pytest.mark.parametrize(
    "condition",
    [
        chose("car"),
        {"not": {"any": [chose("car"), {"all": [chose("home")]}]}},
        {"field": uid("topic"), "op": "answered"},
        {"field": uid("topic"), "op": "one_of", "value": [uid("choice car")]},
        {"field": uid("plate"), "op": "longer_than", "value": 3},
    ],
)
def test_a_sound_condition_has_no_finding(condition: Any) -> None:
    assert found(visible(condition)) == []


@pytest.mark.parametrize(
    "change",
    [
        group(),
        inside(visible_if=chose("car"), checks=[check(answered("inner"))]),
        group(fields=[inner("inner"), inner("other", visible_if=answered("inner"))]),
        ask(group(), at("steps", 3, "visible_if", to=answered("group"))),
        at(*PLATE, "required_if", to=chose("car")),
        at(*PLATE, "checks", to=[check({"all": [answered("plate"), chose("car")]}, "warning")]),
        at("steps", 1, "fields", 1, to=notice()),
        inside(key="topic"),
        at(*PLATE, "required_message", to=both("", "")),
    ],
)
def test_what_groups_and_checks_may_look_at_has_no_finding(change: Change) -> None:
    assert [f for f in found(change) if f.where.get("step") == uid("step car")] == []
    assert {f.code for f in found(change)} <= {"dangling_field"}


@pytest.mark.parametrize("change", SOUND)
def test_a_sound_calculation_has_no_finding(change: Change) -> None:
    assert found(change) == []


def test_a_place_is_tested_by_its_postcode_as_a_text() -> None:
    begins = {**answered("other", "starts_with"), "value": "10"}
    assert found(ask(of("postcode_city"), at("steps", 3, "visible_if", to=begins))) == []


def test_a_count_is_no_choice() -> None:
    leaf = {"field": uid("rooms"), "op": "count_at_least", "value": 2}
    assert found(at("steps", 3, "visible_if", to=leaf)) == []


def test_a_condition_too_deep_to_be_looked_at_is_malformed() -> None:
    condition: Any = chose("car")
    for _ in range(8):
        condition = {"not": condition}
    assert [finding.code for finding in found(visible(condition))] == ["malformed_condition"]
    assert found(visible(condition["not"])) == []


def test_a_text_that_is_empty_in_all_languages_is_no_missing_translation() -> None:
    assert found(at(*PLATE, "help", to={"de": "", "en": ""})) == []
    assert found(at("steps", 0, "text", to={"de": [], "en": []})) == []


def test_a_step_behind_a_step_that_may_be_passed_over_is_reachable() -> None:
    def change(data: Any) -> None:
        data["steps"][1]["routes"] = [route("on", None, {"ending": uid("ending sorry")})]

    assert found(change) == []
