from __future__ import annotations

from typing import Any

import pytest

from builder.fields import Answer
from builder.flows import operands
from builder.flows.conditions import evaluate, fields_used, foresee

HOUSE = {"f": Answer("text", "Haus")}
YES = {"field": "f", "op": "equals", "value": "Haus"}
OPEN = {"field": "later", "op": "equals", "value": "x"}
NO = {"not": YES}


@pytest.mark.parametrize("depth", [100, 10_000])
def test_a_planted_depth_neither_raises_nor_holds(depth: int) -> None:
    condition: Any = YES
    for _ in range(depth):
        condition = {"all": [condition]}
    assert evaluate(condition, HOUSE) is False
    assert fields_used(condition) == set()


@pytest.mark.parametrize("operand", [float("nan"), float("inf"), 10**400, -1, 1e300])
def test_numbers_that_are_no_counts_are_false(operand: float) -> None:
    test = {"field": "f", "op": "longer_than", "value": operand}
    assert evaluate(test, HOUSE) is False


def test_a_condition_is_foreseen_where_a_settled_part_decides() -> None:
    settled = {"f"}
    assert foresee(OPEN, HOUSE, settled) is None
    assert foresee({"not": OPEN}, HOUSE, settled) is None
    assert foresee({"all": [OPEN, NO]}, HOUSE, settled) is False
    assert foresee({"any": [OPEN, YES]}, HOUSE, settled) is True
    assert foresee({"all": [OPEN, YES]}, HOUSE, settled) is None
    assert foresee({"any": [OPEN, NO]}, HOUSE, settled) is None
    assert foresee({"all": [YES]}, HOUSE, settled) is True


def test_a_settled_field_without_an_answer_is_absent() -> None:
    assert foresee(OPEN, HOUSE, {"f", "later"}) is False


def test_all_fields_of_a_tree_are_named_once() -> None:
    assert fields_used({"any": [YES, {"not": {"all": [OPEN, YES]}}]}) == {"f", "later"}


def test_bounds_the_wrong_way_round_are_no_operand() -> None:
    assert operands.numbers(["1", "9"]) == [10**10, 9 * 10**10]
    assert operands.numbers(["9", "10"]) is not None
    assert operands.numbers(["9", "1"]) is None
    assert operands.dates(["2024-02-01", "2024-01-01"]) is None
