"""The document's dataclasses, its JSON Schema and the browser's types say the same."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from builder.fields import KINDS, Choice, Field
from builder.fields.base import Check, Picture
from builder.flows.document import (
    DocumentError,
    Ending,
    FlowDocument,
    Recipient,
    Route,
    Step,
    Variable,
    localise,
)
from builder.flows.lint import lint
from builder.flows.schema import FILE, renewed

from .every_kind import every_kind
from .insurance_flow import document

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads(FILE.read_text())
RULES = SCHEMA["$defs"]["field"]["allOf"]
TYPES = (ROOT / "widget/src/engine/types.ts").read_text()
CLASSES = {
    "recipient": Recipient,
    "step": Step,
    "field": Field,
    "picture": Picture,
    "check": Check,
    "choice": Choice,
    "route": Route,
    "ending": Ending,
    "variable": Variable,
}


@cache
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(SCHEMA)
    return Draft202012Validator(SCHEMA)


def changed(*path: Any, to: Any) -> dict[str, Any]:
    """Give the document with one place changed; `to=...` takes the key away."""
    data: Any = document()
    place = data
    for key in path[:-1]:
        place = place[key]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return data  # type: ignore[no-any-return]


FIELD = ("steps", 0, "fields", 0)
LIKE = {"field": document()["steps"][0]["fields"][0]["id"], "op": "like"}
PLANTED = {
    "a missing key": changed("title", to=...),
    "an unknown key": changed("colour", to="red"),
    "another schema": changed("schema", to=2),
    "a boolean for a number": changed("schema", to=True),
    "no locales": changed("locales", to=None),
    "a text for a translated text": changed("title", to="Title"),
    "a list for an object": changed("recipient", to=[]),
    "a number for a flag": changed(*FIELD, "required", to=1),
    "a field without a help key": changed(*FIELD, "help", to=...),
    "a choice with an unknown key": changed(*FIELD, "choices", 0, "colour", to="x"),
    "a picture that is an address": changed(*FIELD, "choices", 0, "picture", to="https://x"),
    "a check without a message": changed(
        *FIELD, "checks", to=[{"id": LIKE["field"], "if": LIKE, "level": "error"}]
    ),
    "a theme that is a list": changed("theme", to=[]),
    "an object for the steps": changed("steps", to={}),
    "a null step": changed("steps", 0, to=None),
    "a route without a target": changed("steps", 0, "routes", 0, "to", to=...),
    "a condition that is a text": changed("steps", 1, "visible_if", to="always"),
}
SCRIPT = [{"p": [{"a": ["x"], "href": "javascript:alert(1)"}]}]
PLANTED_FOR_SCHEMA = {
    "an id that is no UUID": changed(*FIELD, "id", to="first"),
    "a key with capitals": changed(*FIELD, "key", to="Topic"),
    "an unknown kind": changed(*FIELD, "kind", to="hologram"),
    "a config of another kind": changed(*FIELD, "config", to={"max_length": 3}),
    "an unknown operator": changed("steps", 1, "visible_if", to=LIKE),
    "an empty group": changed("steps", 1, "visible_if", to={"all": []}),
    "a link to a script": changed("intro", "de", to=SCRIPT),
    "raw markup in a text": changed("intro", "de", to=[{"html": "<b>"}]),
    "an unknown data class": changed(*FIELD, "data_class", to="secret"),
    "two targets": changed("steps", 0, "routes", 0, "to", "ending", to=LIKE["field"]),
    "a locale that is none": changed("title", to={"German": "x"}),
    "choices where there are none": changed(
        "steps", 1, "fields", 0, "choices", to=document()["steps"][0]["fields"][0]["choices"]
    ),
}


def test_a_document_comes_back_exactly_as_it_went_in() -> None:
    made = FlowDocument.from_json(document()).to_json()
    assert json.dumps(made) == json.dumps(document())


def test_what_was_stored_before_a_key_existed_is_read_as_its_default() -> None:
    data = document()
    newer: dict[str, Any] = {
        "required_if": None,
        "required_message": None,
        "invalid_message": None,
        "checks": [],
        "fields": [],
    }
    del data["theme"], data["variables"]
    assert [ending.pop("url") for ending in data["endings"]] == [None, None]
    for field in (field for step in data["steps"] for field in step["fields"]):
        assert {key: field.pop(key) for key in newer} == newer
        for choice in field["choices"]:
            assert (choice.pop("picture"), choice.pop("score")) == (None, None)
    assert FlowDocument.from_json(data).to_json() == document()


@pytest.mark.parametrize("fault", PLANTED)
def test_reading_a_document_refuses(fault: str) -> None:
    with pytest.raises(DocumentError, match=r"^document"):
        FlowDocument.from_json(PLANTED[fault])


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_reading_refuses_what_is_no_object(data: Any) -> None:
    with pytest.raises(DocumentError, match="must be an object"):
        FlowDocument.from_json(data)


def test_a_refusal_names_the_place() -> None:
    fault = changed(*FIELD, "required", to="yes")
    with pytest.raises(DocumentError, match=r"document\.steps\[0\]\.fields\[0\]\.required"):
        FlowDocument.from_json(fault)


def test_the_schema_accepts_what_to_json_makes() -> None:
    made = FlowDocument.from_json(document()).to_json()
    assert [error.message for error in validator().iter_errors(made)] == []


def test_the_schema_accepts_every_kind_and_so_does_the_linter() -> None:
    flow = FlowDocument.from_json(every_kind())
    assert [error.message for error in validator().iter_errors(flow.to_json())] == []
    assert lint(flow) == []


@pytest.mark.parametrize("fault", [*PLANTED, *PLANTED_FOR_SCHEMA])
def test_the_schema_refuses(fault: str) -> None:
    assert not validator().is_valid((PLANTED | PLANTED_FOR_SCHEMA)[fault])


@pytest.mark.parametrize("name", CLASSES)
def test_schema_and_dataclass_and_type_have_the_same_properties(name: str) -> None:
    properties = SCHEMA["$defs"][name]["properties"]
    assert list(properties) == SCHEMA["$defs"][name]["required"]
    assert list(properties) == [field.name.rstrip("_") for field in fields(CLASSES[name])]
    assert list(properties) == interface(name.title())


def test_the_served_flow_is_the_document_in_one_language() -> None:
    properties = SCHEMA["properties"]
    assert list(properties) == [field.name for field in fields(FlowDocument)]
    added = {"version", "number", "locale", "messages", "receipt_url", "limits"}
    assert set(interface("Flow")) == properties.keys() - {"default_locale"} | added


def test_the_schema_knows_every_operator_and_kind_and_config() -> None:
    assert renewed(json.loads(FILE.read_text())) == SCHEMA, "run python -m builder.flows.schema"
    assert {rule["if"]["properties"]["kind"]["const"] for rule in RULES} == KINDS.keys()


def interface(name: str) -> list[str]:
    """Name the properties of a TypeScript interface."""
    body = re.search(rf"export interface {name} {{\n(.*?)\n}}", TYPES, re.DOTALL)
    assert body, name
    return re.findall(r"^  (\w+):", body[1], re.MULTILINE)


def test_localising_takes_one_language_and_keeps_the_rest() -> None:
    served = localise(document(), "en")
    assert served["title"] == "Insurance enquiry"
    assert served["locale"] == "en"
    assert "default_locale" not in served
    topic = served["steps"][0]["fields"][0]
    assert topic["label"] == "What is it about?"
    assert topic["choices"][0]["label"] == "A car"
    assert served["intro"][0]["p"][0] == "Good to have you here. "
    consent = served["steps"][-1]["fields"][-1]
    assert consent["config"]["statement"][0]["p"] == ["I agree."]
    assert served["steps"][0]["routes"] == document()["steps"][0]["routes"]
    assert served["recipient"] == document()["recipient"]


def test_localising_falls_back_to_the_default_language() -> None:
    data = changed("title", to={"de": "Anfrage", "en": ""})
    assert localise(data, "en")["title"] == "Anfrage"
    data = changed("intro", to={"de": [{"p": ["Hallo"]}]})
    assert localise(data, "en")["intro"] == [{"p": ["Hallo"]}]


def test_localising_leaves_the_document_as_it_was() -> None:
    data = document()
    localise(data, "en")
    assert data == document()
