"""A kind is whole: registered once, documented, with vectors, messages and its twin."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from builder.fields import KINDS, Field, FieldKind
from builder.flows.messages import texts
from builder.flows.schema import FILE

from .reading_cases import CASES, field_of, field_of_case

ROOT = Path(__file__).parents[2]
ENGINE = ROOT / "widget/src/engine"
# Kinds that every runtime has, and those that come with more.js.
TWINS = [(ENGINE / name).read_text(encoding="utf-8") for name in ("kinds.ts", "more/index.ts")]
SCHEMA = json.loads(FILE.read_text(encoding="utf-8"))
PICTURES = ROOT / "docs/pictures"
DOCS = (ROOT / "docs/field-kinds.md").read_text(encoding="utf-8")


def default_field(kind: FieldKind) -> Field:
    about: dict[str, Any] = {"label": {}, "help": None}
    choices = [{"id": v, "value": v, **about} for v in ("one", "two") if kind.has_choices]
    return field_of(kind.name, kind.default_config(), choices=choices)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_documented(name: str) -> None:
    row = re.search(rf"^\| `{name}` \| `(\w+)` \|", DOCS, re.MULTILINE)
    assert row, f"docs/field-kinds.md has no line for {name}"
    assert row[1] == KINDS[name].value_type


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_pictured(name: str) -> None:
    picture = PICTURES / f"kinds/{name}.webp"
    assert picture.is_file(), f"python -m docs.pictures.make {name} makes the picture"
    assert picture.stat().st_size <= 12 * 1024
    assert DOCS.count(f'`{name}`<br><img src="pictures/kinds/{name}.webp" width="320" alt="') == 1


def test_what_is_pictured_are_the_kinds() -> None:
    asked = json.loads((PICTURES / "kinds.json").read_text(encoding="utf-8"))
    assert asked.keys() == KINDS.keys()
    assert {path.stem for path in (PICTURES / "kinds").iterdir()} == KINDS.keys()


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_vectors_for_each_outcome(name: str) -> None:
    outcomes = {
        "invalid" if "invalid" in case else "value" if "value" in case else "absent"
        for case in CASES
        if case["kind"] == name
    }
    said = any("words" in case for case in CASES if case["kind"] == name)
    if KINDS[name].asks:
        assert (outcomes, said) == ({"value", "invalid", "absent"}, True)
    else:
        assert (outcomes, said) == ({"invalid", "absent"}, False)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_a_twin_in_the_browser(name: str) -> None:
    tables = [
        re.split(r"^(?:export )?const (?:KINDS|kinds)\b", one, flags=re.M)[1] for one in TWINS
    ]
    assert sum(bool(re.search(rf"^  {name}(:|,)", table, re.M)) for table in tables) == 1


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_messages_for_what_it_refuses(name: str) -> None:
    codes = {
        case["invalid"]["code"] for case in CASES if case["kind"] == name and "invalid" in case
    }
    assert codes | {KINDS[name].required_code} <= texts("de").keys()


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_stands_in_a_file_of_its_own_name(name: str) -> None:
    assert KINDS[name].name == name
    assert type(KINDS[name]).__module__ == f"builder.fields.{name}"
    assert KINDS[name].label
    assert KINDS[name].description


@pytest.mark.parametrize("name", KINDS)
def test_the_default_config_fits_the_kinds_own_schema(name: str) -> None:
    kind = KINDS[name]
    schema = {**kind.config_schema, "$defs": SCHEMA["$defs"]}
    assert [
        error.message for error in Draft202012Validator(schema).iter_errors(kind.default_config())
    ] == []
    # What only the author can say is missing at first.
    unsaid = {
        "consent": ["statement_missing"],
        "statement": ["notice_missing"],
        "group": ["empty_group"],
        "picture_choice": ["picture_missing"],
    }
    assert kind.lint_config(default_field(kind)) == unsaid.get(name, [])


def test_the_answer_schema_takes_exactly_what_was_read() -> None:
    for case in CASES:
        if "value" in case:
            field = field_of_case(case)
            schema = Draft202012Validator(KINDS[case["kind"]].answer_schema(field))
            assert schema.is_valid(case["value"]), case["name"]
            assert not schema.is_valid(None)
            assert not schema.is_valid(17)


def test_no_module_of_fields_or_flows_imports_django() -> None:
    for folder in ("fields", "flows"):
        for path in (ROOT / "builder" / folder).glob("*.py"):
            assert "django" not in re.findall(r"^(?:from|import) (\w+)", path.read_text(), re.M)
