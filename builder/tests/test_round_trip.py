from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import richtext
from builder.document import compile, load
from builder.fields import KINDS
from builder.flows.document import FlowDocument
from builder.models import Asset, Assistant
from builder.texts import CONFIG_SLOTS, RICH_SLOTS
from tenants.looks import PRESETS
from zenflow.testing.cast import make_tenant

# No control characters, which a database or a form would not take.
letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))
words = st.text(letters, min_size=1, max_size=20)
markdown = st.lists(
    st.one_of(words, st.sampled_from(["**", "*", "\n\n", "- ", "[a](https://b.de)", "1. "])),
    max_size=6,
).map("".join)


def translated(text):
    """Draw a text that the default language has and the other may have."""
    return st.builds(
        lambda de, en: {"de": de, **({"en": en} if en else {})}, text, st.none() | text
    )


def rich():
    """Draw a rich text as documents hold it, in one language or both, or none."""
    nodes = markdown.map(richtext.read)
    return st.builds(
        lambda de, en: {"de": de, **({"en": en} if en else {})} if de else {}, nodes, nodes
    )


PICTURES = [{"hash": letter * 64, "width": 4, "height": 3} for letter in "ab"]
themes: st.SearchStrategy[dict[str, Any]] = st.just({}) | st.sampled_from(
    [one.tokens for one in PRESETS]
)
optional = st.none() | translated(words)
optional_rich = rich().map(lambda text: text or None)


@st.composite
def documents(draw):
    """Draw a document of up to four steps with conditions, routes and two endings."""
    endings = [
        {
            "id": new_id(),
            "kind": "thanks",
            "title": draw(translated(words)),
            "text": draw(optional_rich),
        }
        for _ in range(draw(st.integers(1, 2)))
    ]
    steps = [draw_step(draw) for _ in range(draw(st.integers(0, 3)))]
    for at, step in enumerate(steps):
        for _ in range(draw(st.integers(0, 2))):
            to = draw(st.sampled_from([*steps[at + 1 :], *endings]))
            kind = "ending" if to in endings else "step"
            route = {"id": new_id(), "if": draw(conditions(steps)), "to": {kind: to["id"]}}
            step["routes"].append(route)
    variables = [draw_variable(draw, steps, at) for at in range(draw(st.integers(0, 2)))]
    asked = [field for step in steps for field in step["fields"]]
    for number, field in enumerate(one for top in asked for one in (top, *top["fields"])):
        field["key"] = f"key_{number}"
        field["visible_if"] = draw(conditions(steps))
        field["required_if"] = draw(conditions(steps))
        field["checks"] = draw(checks(steps))
    return FlowDocument.from_json(
        {
            "schema": 1,
            "locales": ["de", "en"],
            "default_locale": "de",
            "time_zone": "Europe/Berlin",
            "title": draw(translated(words)),
            "intro": draw(optional_rich),
            "recipient": {
                "name": "Alpha Versicherung AG",
                "privacy_url": "https://www.alpha.example/datenschutz",
                "contact": "030 123456",
            },
            "steps": steps,
            "endings": endings,
            "variables": variables,
            "theme": draw(themes),
        }
    )


def new_id():
    return str(uuid.uuid4())


def draw_variable(draw, steps, at):
    """Draw a calculation over the fields of some steps, with a condition in it."""
    fields = [field["id"] for step in steps for field in step["fields"]]
    of = st.sampled_from(fields) if fields else st.just(new_id())
    leaf = st.sampled_from(["0", "12.5", "-3"]) | st.builds(
        lambda name, id_: {name: id_}, st.sampled_from(["field", "score", "count"]), of
    )
    parts = st.builds(
        lambda name, several: {name: several},
        st.sampled_from(["add", "multiply", "min", "max", "or"]),
        st.lists(leaf, min_size=1, max_size=3),
    )
    either = st.builds(
        lambda condition, one, other: {"if": condition, "then": one, "else": other},
        conditions(steps).map(lambda condition: condition or {"all": []}),
        leaf,
        parts,
    )
    return {
        "id": new_id(),
        "key": f"reckoned_{at}",
        "label": draw(words),
        "value": draw(leaf | parts | either),
        "decimals": draw(st.integers(0, 4)),
    }


def draw_step(draw):
    return {
        "id": new_id(),
        "title": draw(translated(words)),
        "text": draw(optional_rich),
        "visible_if": None,
        "routes": [],
        "fields": [draw_field(draw) for _ in range(draw(st.integers(0, 3)))],
    }


def draw_field(draw, within=False):
    kind = draw(st.sampled_from(sorted(KINDS)))
    config = KINDS[kind].default_config()
    for slot in CONFIG_SLOTS & config.keys():
        config[slot] = draw(rich() if slot in RICH_SLOTS else st.just({}) | translated(words))
    parts = 0 if within else draw(st.integers(0, 2))
    return {
        "id": new_id(),
        "key": "",
        "kind": kind,
        "label": draw(translated(words)),
        "help": draw(optional),
        "required": draw(st.booleans()),
        "visible_if": None,
        "config": config,
        "purpose": draw(optional),
        "data_class": draw(st.sampled_from(["none", "personal", "special"])),
        "required_if": None,
        "required_message": draw(optional),
        "invalid_message": draw(optional),
        "checks": [],
        "fields": [draw_field(draw, within=True) for _ in range(parts)],
        "choices": [
            {
                "id": new_id(),
                "value": f"v{at}",
                "label": draw(translated(words)),
                "help": draw(optional),
                "picture": draw(st.none() | st.sampled_from(PICTURES)),
                "score": draw(st.none() | st.sampled_from(["0", "7", "-2.5"])),
            }
            for at in range(draw(st.integers(0, 3)) if KINDS[kind].has_choices else 0)
        ],
    }


def checks(steps):
    """Draw what is said about an answer."""
    one = st.builds(
        lambda condition, level, message: {
            "id": new_id(),
            "if": condition,
            "level": level,
            "message": message,
        },
        conditions(steps).map(lambda condition: condition or {"all": []}),
        st.sampled_from(["warning", "error"]),
        translated(words),
    )
    return st.lists(one, max_size=2)


def conditions(steps):
    """Draw a condition over the fields of some steps, nested a little, or none."""
    ids = [field["id"] for step in steps for field in step["fields"]]
    if not ids:
        return st.none()
    test = st.builds(
        lambda field, value: {"field": field, "op": "equals", "value": value},
        st.sampled_from(ids),
        words,
    )
    several = st.builds(
        lambda name, parts: {name: parts},
        st.sampled_from(["all", "any"]),
        st.lists(test, max_size=3),
    )
    return st.none() | test | several | st.builds(lambda part: {"not": part}, test)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=documents(), second=documents())
def test_any_document_survives_rows_on_top_of_any_other(db, first, second):
    with transaction.atomic():
        tenant = make_tenant("Alpha", "https://www.alpha.example")
        with scope(tenant=tenant):
            for one in PICTURES:
                Asset.objects.create(tenant=tenant, content=b"", **one)
            assistant = Assistant.objects.create(tenant=tenant, name="Alles", title="-")
            for document in (first, second, first):
                load(assistant, document)
                assert compile(Assistant.objects.get(pk=assistant.pk)) == document
            load(assistant, second, fresh_ids=True)
            again = compile(assistant)
            load(assistant, again)
            assert compile(assistant) == again
        transaction.set_rollback(True)
