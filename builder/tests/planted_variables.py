"""Faults of calculations to plant in the insurance flow, each of which the linter must find."""

from __future__ import annotations

from typing import Any

from .insurance_flow import uid
from .planted_faults import GONE, PLATE, Change, answered, ask, at, group, inner, visible

DEEP: Any = "1"
for _ in range(8):
    DEEP = {"add": [DEEP]}
NUMBER = {"field": uid("seats")}


def variables(*values: Any, **more: Any) -> Change:
    """Make a change that reckons something, in several variables."""
    plain = {"label": "", "decimals": 2, **more}
    named = [
        {"id": uid(f"v{n}"), "key": f"v{n}", **plain, "value": e} for n, e in enumerate(values)
    ]
    return at("variables", to=named)


def seats(data: Any) -> None:
    """Ask for a number beside the plate."""
    field = data["steps"][1]["fields"][0]
    config = {"min": "1", "max": "9", "decimals": 0, "unit": {}}
    about = {"id": uid("seats"), "key": "seats", "kind": "number", "config": config}
    data["steps"][1]["fields"].append({**field, **about})


def reckoned(value: Any, *more: Any) -> Change:
    return ask(seats, variables(value, *more))


def tested(op: str, *value: Any) -> dict[str, Any]:
    leaf: dict[str, Any] = {"field": uid("v0"), "op": op}
    return {**leaf, "value": value[0]} if value else leaf


VARIABLE_FAULTS: list[tuple[str, Change]] = [
    ("too_many_variables", variables(*["1"] * 101)),
    ("malformed_calculation", variables(3)),
    ("malformed_calculation", variables({"add": []})),
    ("malformed_calculation", variables({"add": ["1"], "max": ["1"]})),
    ("malformed_calculation", variables({"power": ["1", "2"]})),
    ("malformed_calculation", variables({"subtract": ["1", "2", "3"]})),
    ("malformed_calculation", variables({"field": 3})),
    ("malformed_calculation", variables({"if": answered("topic"), "then": "1"})),
    ("malformed_calculation", variables({"if": None, "then": "1", "else": "2"})),
    ("malformed_calculation", variables({"or": ["1", [{"add": ["1"]}]]})),
    ("large_calculation", variables(DEEP)),
    ("large_calculation", variables({"add": ["1"] * 200})),
    ("bad_number", variables("1e3")),
    ("bad_number", variables({"add": ["1", "1,5"]})),
    ("dangling_source", variables({"field": GONE})),
    ("dangling_source", variables({"score": GONE})),
    ("wrong_source", variables({"field": uid("plate")})),
    ("wrong_source", variables({"score": uid("plate")})),
    ("wrong_source", variables({"count": uid("topic")})),
    ("wrong_source", variables("1", {"score": uid("v0")})),
    ("wrong_source", ask(group(fields=[inner("inner")]), variables({"count": uid("inner")}))),
    ("later_variable", variables({"field": uid("v0")})),
    ("later_variable", variables({"add": ["1", {"field": uid("v1")}]}, "2")),
    ("later_variable", variables({"if": {"field": uid("v1"), "op": "answered"}, "then": "1", "else": "2"}, "2")),
    ("bad_score", at("steps", 0, "fields", 0, "choices", 0, "score", to="many")),
    ("bad_decimals", variables("1", decimals=5)),
    ("bad_decimals", variables("1", decimals=-1)),
    ("repeated_key", variables("1", key="topic")),
    ("repeated_key", variables("1", "2", key="total")),
    ("bad_key", variables("1", key="Total")),
    ("repeated_id", variables("1", id=uid("topic"))),
    ("unused_variable", variables("1")),
    ("dangling_field", variables({"if": {"field": GONE, "op": "answered"}, "then": "1", "else": "2"})),
    ("bad_operand", ask(variables({"count": uid("rooms")}), at("steps", 3, "visible_if", to=tested("at_least", 3)))),
    ("wrong_operator", ask(variables({"count": uid("rooms")}), at("steps", 3, "visible_if", to=tested("contains", "3")))),
    ("later_field", ask(variables({"count": uid("rooms")}), visible(tested("at_least", "3")))),
    ("later_field", ask(reckoned({"if": answered("email"), "then": "1", "else": "2"}), visible(tested("equals", "1")))),
    ("later_field", ask(variables("1", {"add": [{"field": uid("v0")}, {"count": uid("rooms")}]}), visible({**tested("answered"), "field": uid("v1")}))),
    ("malformed_condition", variables({"if": {"all": []}, "then": "1", "else": "2"})),
]  # fmt: skip

SOUND: list[Change] = [
    ask(reckoned({"multiply": [NUMBER, "12.5"]}), visible(tested("at_least", "3"))),
    ask(variables({"score": uid("topic")}), at(*PLATE, "required_if", to=tested("answered"))),
    ask(variables({"count": uid("rooms")}), at("steps", 3, "visible_if", to=tested("between", ["1", "2"]))),
    ask(
        variables({"if": answered("terms"), "then": "1", "else": {"or": [{"score": uid("rooms")}, "0"]}}),
        at("endings", 0, "title", to={"de": f"{{{{{uid('v0')}}}}}", "en": f"{{{{{uid('v0')}|x}}}}"}),
    ),
    ask(variables("1", {"add": [{"field": uid("v0")}, "2"]}), visible({**tested("answered"), "field": uid("v1")})),
    at("steps", 0, "fields", 0, "choices", 0, "score", to="-12.5"),
]  # fmt: skip
