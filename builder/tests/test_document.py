from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from builder.document import compile, load, with_fresh_ids
from builder.fields import KINDS
from builder.flows.document import DocumentError, FlowDocument
from builder.models import (
    Asset,
    Assistant,
    Check,
    Choice,
    Field,
    RevisionConflict,
    Route,
    Step,
    Text,
)
from builder.texts import source_hash
from zenflow.testing.household import household, id_of


@pytest.fixture
def draft(cast):
    """Open Alpha's scope and give its draft."""
    with scope(tenant=cast.alpha):
        yield cast.household


def ours(document, tenant):
    """Return a document as it comes back from a tenant: its recipient is the tenant."""
    recipient = replace(
        document.recipient,
        name=tenant.legal_name,
        privacy_url=tenant.privacy_url,
        contact=tenant.contact,
    )
    return replace(document, recipient=recipient)


def test_a_document_survives_rows(draft, cast):
    empty = Assistant.objects.create(tenant=cast.alpha, name="Leer", title="-")
    document, _ = with_fresh_ids(household())

    load(empty, document)

    assert compile(empty) == ours(document, cast.alpha)


def test_loading_what_was_compiled_changes_no_row(draft):
    before = compile(draft)
    rows = {model: list(model.objects.order_by("pk").values()) for model in (Step, Field, Text)}

    load(draft, before)

    assert compile(draft) == before
    for model, values in rows.items():
        assert list(model.objects.order_by("pk").values()) == values


def test_rows_match_by_uuid_wherever_they_move(draft):
    data = compile(draft).to_json()
    field = data["steps"][0]["fields"].pop()
    data["steps"][0]["routes"] = []
    data["steps"][2]["fields"].append(field)
    data["steps"].reverse()
    moved = FlowDocument.from_json(data)

    load(draft, moved)

    assert compile(draft) == moved
    assert str(Field.objects.get(key="home").step_id) == data["steps"][0]["id"]


def test_what_the_document_lacks_is_deleted(draft):
    data = compile(draft).to_json()
    data["steps"] = data["steps"][:1]
    data["steps"][0]["routes"] = []
    data["endings"] = data["endings"][:1]
    data["steps"][0]["fields"][0]["choices"].pop()
    smaller = FlowDocument.from_json(data)

    load(draft, smaller)

    assert compile(draft) == smaller
    assert Field.objects.count() == 1
    assert Choice.objects.count() == 2
    assert Route.objects.count() == 0
    objects = {str(one) for one in Text.objects.values_list("object_id", flat=True)}
    known = {field["id"] for field in data["steps"][0]["fields"]}
    assert objects <= known | {str(draft.pk)} | {
        thing["id"]
        for thing in [*data["steps"], *data["endings"], *data["steps"][0]["fields"][0]["choices"]]
    }


def test_fresh_ids_reach_routes_and_conditions(draft, cast):
    before, after = household(), with_fresh_ids(household())[0]
    text = json.dumps(after.to_json())

    old_ids = {id_of(name) for name in ("home", "home.house", "step.contact", "ending.advice")}
    old_ids |= set(before.fields)
    assert not any(old in text for old in old_ids)
    garden = after.steps[1].fields[1]
    home = after.steps[0].fields[0]
    assert garden.visible_if == {"field": home.id, "op": "equals", "value": home.choices[1].id}
    assert after.steps[0].routes[0].to == {"step": after.steps[2].id}
    assert after.steps[2].routes[0].to == {"ending": after.endings[1].id}


def test_two_tenants_can_load_one_document_with_fresh_ids(cast):
    with scope(tenant=cast.alpha):
        mine = compile(cast.household)
    with scope(tenant=cast.beta):
        theirs = compile(cast.foreign)

    assert not set(mine.fields) & set(theirs.fields)
    assert mine.title == theirs.title


def test_a_document_cannot_take_a_row_of_another_tenant(cast):
    with scope(tenant=cast.beta):
        theirs = compile(cast.foreign)
        title = theirs.steps[0].title
    stolen = FlowDocument.from_json(
        json.loads(json.dumps(theirs.to_json()).replace("Ihr Zuhause", "Gekapert"))
    )
    with scope(tenant=cast.alpha):
        before = compile(cast.household)
        with pytest.raises(DocumentError):
            load(cast.household, stolen)
        cast.household.refresh_from_db()
        assert compile(cast.household) == before
    with scope(tenant=cast.beta):
        assert compile(cast.foreign).steps[0].title == title


def test_a_route_cannot_lead_into_another_tenants_assistant(cast):
    with scope(tenant=cast.beta):
        foreign_step = str(Step.objects.all()[0].pk)
    with scope(tenant=cast.alpha):
        data = compile(cast.household).to_json()
        data["steps"][0]["routes"][0]["to"] = {"step": foreign_step}

        with pytest.raises(DocumentError):
            load(cast.household, FlowDocument.from_json(data))


def test_a_text_that_is_too_long_is_refused_as_a_whole(draft):
    before = compile(draft)
    data = before.to_json()
    data["steps"][0]["fields"][0]["label"]["de"] = "x" * 300

    with pytest.raises(DocumentError):
        load(draft, FlowDocument.from_json(data))

    draft.refresh_from_db()
    assert compile(draft) == before


def test_a_change_by_somebody_else_is_noticed(draft):
    document, seen = compile(draft), draft.revision
    load(draft, document, seen=seen)

    with pytest.raises(RevisionConflict):
        load(draft, document, seen=seen)

    assert draft.revision == seen + 1


def test_the_markdown_of_an_author_stays_as_it_was_written(draft):
    step = Step.objects.get(title="Umfang")
    step.text = "* eins\n* zwei __fett__\n"
    step.save()

    document = compile(draft)
    load(draft, document)

    step.refresh_from_db()
    assert document.steps[1].text == {"de": [{"ul": [["eins"], ["zwei ", {"b": ["fett"]}]]}]}
    assert step.text == "* eins\n* zwei __fett__\n"


def test_a_translation_remembers_which_wording_it_translates(draft):
    field = Field.objects.get(key="home")
    text = Text.objects.get(object_id=field.pk, slot="label", locale="en")
    assert text.source_hash == source_hash("label", field.label)
    document = compile(draft).to_json()
    document["steps"][0]["fields"][0]["label"]["de"] = "Wie leben Sie?"

    load(draft, FlowDocument.from_json(document))

    text.refresh_from_db()
    assert text.source_hash == source_hash("label", "Wie wohnen Sie?")


def test_a_language_that_is_switched_off_keeps_its_translations(draft):
    data = compile(draft).to_json()
    german = json.loads(json.dumps(data))
    german["locales"] = ["de"]
    for title in [german["title"], *(step["title"] for step in german["steps"])]:
        del title["en"]

    load(draft, FlowDocument.from_json(german))
    assert "en" not in compile(draft).title
    draft.locales = ["de", "en"]

    assert compile(draft).title["en"] == "Contents insurance"


def test_the_default_language_can_change(draft):
    data = compile(draft).to_json()
    data["default_locale"] = "en"
    english = FlowDocument.from_json(data)

    load(draft, english)

    assert draft.title == "Contents insurance"
    assert compile(draft) == english


PICTURE = {"hash": "a" * 64, "width": 40, "height": 30}


def grown(document):
    """Return a document's JSON with a group, a check and a picture."""
    data = document.to_json()
    asked = data["steps"][0]["fields"]
    asked[0]["choices"][0]["picture"] = PICTURE
    looks = {"field": asked[0]["id"], "op": "answered"}
    message = {"de": "Bitte prüfen", "en": "Please check"}
    check = {"id": id_of("check"), "if": looks, "level": "error", "message": message}
    inner = {**data["steps"][1]["fields"][1], "id": id_of("inner"), "checks": [check]}
    group = {**inner, "id": id_of("group"), "key": "group", "visible_if": None, "checks": []}
    data["steps"][1]["fields"].append({**group, "fields": [inner]})
    return data


def test_a_group_keeps_its_fields_and_a_field_its_checks(draft, cast):
    Asset.objects.create(tenant=cast.alpha, content=b"x", **PICTURE)
    document = FlowDocument.from_json(grown(compile(draft)))

    load(draft, document)

    assert compile(draft) == document
    inner = Field.objects.get(pk=id_of("inner"))
    assert str(inner.parent_id) == id_of("group")
    assert str(inner.step_id) == document.steps[1].id
    assert Check.objects.get().field == inner
    data = document.to_json()
    data["steps"][1]["fields"].pop()
    load(draft, FlowDocument.from_json(data))
    assert not Field.objects.filter(pk=id_of("inner")).exists()
    assert not Check.objects.exists()


def test_fresh_ids_reach_checks_and_the_fields_of_a_group(draft):
    before = FlowDocument.from_json(grown(compile(draft)))
    after, fresh = with_fresh_ids(before)

    inner = after.steps[1].fields[-1].fields[0]
    assert (inner.id, inner.checks[0].id) == (fresh[id_of("inner")], fresh[id_of("check")])
    assert inner.checks[0].if_["field"] == after.steps[0].fields[0].id
    assert id_of("inner") not in json.dumps(after.to_json())


def test_a_picture_of_another_tenant_is_left_out(draft, cast):
    Asset.objects.create(tenant=cast.beta, content=b"x", **PICTURE)

    load(draft, FlowDocument.from_json(grown(compile(draft))))

    assert compile(draft).steps[0].fields[0].choices[0].picture is None


def test_the_fields_of_a_group_are_named_within_it(draft):
    step = Step.objects.all()[0]
    group = Field.objects.create(step=step, kind="group", label="Fahrer", key="drivers", position=9)
    for _again in range(2):
        Field.objects.create(step=step, parent=group, kind="short_text", label="Home", key="")

    fields = compile(draft).steps[0].fields

    assert [one.key for one in fields] == ["home", "drivers"]
    inner = next(one for one in fields if one.key == "drivers").fields
    assert [one.key for one in inner] == ["home", "home_2"]


def test_an_unfinished_draft_compiles(draft, cast):
    bare = Assistant.objects.create(tenant=cast.alpha, name="Neu", title="")
    step = Step.objects.create(assistant=bare, title="")
    for kind in ("consent", "short_text", "no_such_kind"):
        Field.objects.create(step=step, kind=kind, label="Größe?", config={"statement": {}, "x": 1})

    document = compile(bare)

    assert [field.key for field in document.steps[0].fields] == [
        "groesse",
        "groesse_2",
        "groesse_3",
    ]
    configs = {field.kind: field.config for field in document.steps[0].fields}
    assert configs == {
        "consent": {"statement": {}},
        "short_text": KINDS["short_text"].default_config(),
        "no_such_kind": {},
    }
    assert not Field.objects.filter(step=step).exclude(key="").exists()


def test_the_number_of_queries_does_not_grow_with_the_rows(draft, cast):
    draft = Assistant.objects.select_related("tenant").get(pk=draft.pk)

    # 1 steps, 2 fields, 3 choices with their pictures, 4 checks, 5 routes, 6 endings, 7 texts
    with CaptureQueriesContext(connection) as few:
        document = compile(draft)
    large = enlarged(document)
    with CaptureQueriesContext(connection) as loading:
        load(draft, large)
    with CaptureQueriesContext(connection) as many:
        compile(draft)
    with CaptureQueriesContext(connection) as larger:
        load(draft, enlarged(large))

    assert len(few) == len(many) == 8
    # savepoint and its release, the revision, 8 reads, the assistant's texts, then one INSERT
    # for each of steps, endings, fields, choices and texts, each with what Django adds to it
    assert len(larger) <= len(loading) <= 32


def enlarged(document):
    extra = with_fresh_ids(document)[0]
    data = document.to_json()
    for step in extra.to_json()["steps"]:
        for field in step["fields"]:
            field["key"] += str(len(data["steps"]))
        data["steps"].append({**step, "routes": []})
    return FlowDocument.from_json(data)
