"""The cases in vectors/ that both engines must pass; the widget's tests run the same files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder.fields import KINDS, Answer, Invalid, text
from builder.flows import operands
from builder.flows.answers import Problem, check, explain
from builder.flows.conditions import evaluate, fields_used
from builder.flows.document import FlowDocument
from builder.flows.expressions import OPERATIONS, READS, nodes, reckon
from builder.flows.operators import OPERATORS
from builder.flows.path import longest_from, progress

from .reading_cases import CASES, field_of_case

VECTORS = Path(__file__).parents[2] / "vectors"
WALKED = ("paths", "checks", "groups", "variables")
# What is decided rather than read: conditions, ways, checks, entries, calculations and recalls.
LOGIC = (*WALKED, "operators", "conditions", "progress", "expressions", "recalls")
LEAST_LOGIC, LEAST = 800, 1_900


def cases(suite: str) -> list[Any]:
    """Load a suite, one pytest parameter per case."""
    loaded = json.loads((VECTORS / f"{suite}.json").read_text(encoding="utf-8"))["cases"]
    return [pytest.param(case, id=ascii(case["name"])) for case in loaded]


def flow(name: str) -> FlowDocument:
    """Load a flow that cases name."""
    return FlowDocument.from_json(json.loads((VECTORS / "flows" / f"{name}.json").read_text()))


def told(problems: list[Problem]) -> list[list[Any]]:
    """Give problems the shape they have in cases."""
    return [[p.field_key, p.code, p.params] for p in problems]


@pytest.mark.parametrize("case", cases("operators"))
def test_an_operator_judges_as_its_vector_says(case: dict[str, Any]) -> None:
    values = {"f": Answer(**case["answer"])} if case["answer"] else {}
    condition = {"field": "f", "op": case["op"]}
    if "value" in case:
        condition["value"] = case["value"]
    assert evaluate(condition, values) is case["holds"]


@pytest.mark.parametrize("case", cases("conditions"))
def test_a_condition_judges_as_its_vector_says(case: dict[str, Any]) -> None:
    values = {key: Answer(**answer) for key, answer in case["values"].items()}
    assert evaluate(case["condition"], values) is case["holds"]
    if "uses" in case:
        assert sorted(fields_used(case["condition"])) == sorted(case["uses"])


@pytest.mark.parametrize("case", cases("expressions"))
def test_an_expression_comes_to_what_its_vector_says(case: dict[str, Any]) -> None:
    values = {key: Answer(**answer) for key, answer in case["values"].items()}
    scores = {
        field: {choice: operands.number(score) or 0 for choice, score in scored.items()}
        for field, scored in case.get("scores", {}).items()
    }
    fits = nodes(case["expression"]) is not None
    result = reckon(case["expression"], values, scores) if fits else None
    assert result == operands.number(case["result"])


@pytest.mark.parametrize("case", cases("text"))
def test_text_becomes_what_its_vector_says(case: dict[str, Any]) -> None:
    assert getattr(text, case["call"])(case["in"]) == case["out"]


@pytest.mark.parametrize("case", [pytest.param(c, id=ascii(c["name"])) for c in CASES])
def test_a_kind_reads_as_its_vector_says(case: dict[str, Any]) -> None:
    field, kind = field_of_case(case), KINDS[case["kind"]]
    try:
        value = kind.read(field, case["raw"])
        if value is not None and "today" in case:
            kind.judge(field, value, date.fromisoformat(case["today"]), slack=0)
    except Invalid as invalid:
        assert {"code": invalid.code, "params": invalid.params} == case.get("invalid")
        return
    assert "invalid" not in case
    assert (value, type(value)) == (case.get("value"), type(case.get("value")))
    if "words" in case:
        assert kind.words(field, value, "de") == case["words"]


@pytest.mark.parametrize("case", [case for suite in WALKED for case in cases(suite)])
def test_a_flow_is_walked_and_checked_as_its_vector_says(case: dict[str, Any]) -> None:
    document = flow(case["flow"])
    today = date.fromisoformat(case["today"]) if "today" in case else None
    checked = check(document, case["answers"], today)
    assert [visited.step.id for visited in checked.path.steps] == case["steps"]
    assert checked.path.ending.id == case["ending"]
    assert checked.answers == case["kept"]
    assert told(checked.errors) == case["errors"]
    assert told(checked.warnings) == case.get("warnings", [])
    if "said" in case:
        found = [*checked.errors, *checked.warnings]
        assert [explain(document, problem, "de") for problem in found] == case["said"]
    if "variables" in case:
        assert checked.variables == case["variables"]
    if "shown" in case:
        shown = [field.key for visited in checked.path.steps for field in visited.fields]
        assert shown == case["shown"]


@pytest.mark.parametrize("case", cases("progress"))
def test_progress_is_what_its_vector_says(case: dict[str, Any]) -> None:
    document = flow(case["flow"])
    assert list(progress(document, case["answers"], case["step"])) == case["progress"]
    assert longest_from(document, case["step"]) == case["longest"]


def test_every_operator_has_vectors_for_each_type_that_hold_and_that_do_not() -> None:
    seen = {
        (case["op"], case["answer"]["type"], case["holds"])
        for (case,) in (parameter.values for parameter in cases("operators"))
        if case["answer"]
    }
    for name, operator in OPERATORS.items():
        for value_type in operator.reads:
            assert (name, value_type, True) in seen
            assert name == "answered" or (name, value_type, False) in seen


def test_every_part_of_an_expression_has_vectors_that_are_known_and_that_are_not() -> None:
    seen: set[tuple[str, bool]] = set()
    for (case,) in (parameter.values for parameter in cases("expressions")):
        if isinstance(case["expression"], dict):
            seen |= {(name, case["result"] is not None) for name in case["expression"]}
    assert seen >= {
        (name, known) for name in (*READS, *OPERATIONS, "if") for known in (True, False)
    }


def test_there_are_enough_vectors() -> None:
    counts = {path.stem: len(cases(path.stem)) for path in VECTORS.glob("*.json")}
    assert sum(counts.get(suite, 0) for suite in LOGIC) >= LEAST_LOGIC
    assert sum(counts.values()) + len(CASES) >= LEAST
