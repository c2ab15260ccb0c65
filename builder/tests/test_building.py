"""What the visual builder's page asks: the draft, saving it, putting one aside, pictures."""

from __future__ import annotations

import json
from copy import deepcopy
from io import BytesIO
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope
from PIL import Image

from builder.document import compile
from builder.flows.document import MOST_PARTS
from builder.models import Assistant, FlowVersion

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def ask(client, cast):
    """Ask a page of Alice's assistant; `body` is posted as JSON."""
    client.force_login(cast.alice)

    def asked(name, body=None, **more):
        url = reverse(f"admin:builder_assistant_{name}", args=[cast.household.pk])
        if body is None:
            return client.get(url, **more)
        return client.post(url, json.dumps(body), content_type="application/json", **more)

    return asked


@pytest.fixture
def served(ask):
    return ask("build_draft").json()


def test_the_page_carries_the_draft_and_runs_our_script_alone(ask):
    page = ask("build")
    policy = page["Content-Security-Policy"]
    assert "script-src 'self'" in policy.split("; ")
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    body = page.content.decode()
    boot = json.loads(
        body.partition('id="zenflow-build" type="application/json">')[2].partition("<")[0]
    )
    assert boot["draft"]["title"] == {"de": "Hausratversicherung", "en": "Contents insurance"}
    assert boot["may_change"] is True
    assert boot["kinds"]["rating"]["config"][0]["name"] == "max"
    assert {"name", "words", "types"} == boot["operators"][0].keys()
    assert boot["lengths"]["field"]["label"] == 200
    assert body.count("<script") == 2


def test_a_draft_is_saved_with_its_next_revision(ask, served, cast):
    draft = served["draft"]
    draft["steps"][0]["title"]["de"] = "Ihr Heim"
    draft["steps"][0]["text"] = {"de": "Ganz **kurz**."}
    answer = ask("build_draft", {"revision": served["revision"], "draft": draft})
    assert answer.status_code == 200
    said = answer.json()
    assert said["revision"] == served["revision"] + 1
    assert said["draft"] == draft
    assert said["rich"]["Ganz **kurz**."] == [{"p": ["Ganz ", {"b": ["kurz"]}, "."]}]
    with scope(tenant=cast.alpha):
        assert compile(cast.household).steps[0].title["de"] == "Ihr Heim"


def test_saving_what_is_there_changes_nothing_but_the_revision(ask, served, cast):
    with scope(tenant=cast.alpha):
        before = compile(cast.household)
    answer = ask("build_draft", {"revision": served["revision"], "draft": served["draft"]})
    assert answer.json()["draft"] == served["draft"]
    with scope(tenant=cast.alpha):
        assert compile(Assistant.objects.get(pk=cast.household.pk)) == before


def test_a_draft_made_of_an_older_revision_overwrites_nothing(ask, served, cast):
    draft = served["draft"]
    draft["steps"][0]["title"]["de"] = "Meiner"
    ask("build_draft", {"revision": served["revision"], "draft": draft})
    draft["steps"][0]["title"]["de"] = "Noch einer"
    answer = ask("build_draft", {"revision": served["revision"], "draft": draft})
    assert answer.status_code == 409
    said = answer.json()
    assert said["revision"] == served["revision"] + 1
    assert said["draft"]["steps"][0]["title"]["de"] == "Meiner"
    assert said["by"] == "Alice"
    with scope(tenant=cast.alpha):
        assert compile(cast.household).steps[0].title["de"] == "Meiner"


def test_a_draft_put_aside_stands_among_the_versions(ask, served, cast):
    draft = served["draft"]
    draft["steps"][0]["title"]["de"] = "Beiseite"
    answer = ask("build_keep", {"draft": draft})
    assert answer.status_code == 201
    with scope(tenant=cast.alpha):
        kept = FlowVersion.objects.get(pk=answer.json()["id"])
        assert kept.document["steps"][0]["title"]["de"] == "Beiseite"
        assert (kept.mode, kept.number, kept.published_by) == ("kept", None, cast.alice)
        assert compile(cast.household).steps[0].title["de"] == "Ihr Zuhause"


def test_only_the_newest_drafts_put_aside_stay(ask, served, cast):
    for number in range(22):
        served["draft"]["title"]["de"] = f"Nr. {number}"
        ask("build_keep", {"draft": served["draft"]})
    with scope(tenant=cast.alpha):
        kept = FlowVersion.objects.filter(assistant=cast.household, mode="kept")
        titles = {version.document["title"]["de"] for version in kept}
        assert titles == {f"Nr. {number}" for number in range(2, 22)}
        assert FlowVersion.objects.filter(assistant=cast.household, mode="live").count() == 1


A_ROUTE = str(uuid4())


def lead(draft, to):
    draft["steps"][0]["routes"].append({"id": A_ROUTE, "if": None, "to": to})


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (lambda d: d["steps"][0]["fields"][0].update(label={"de": 3}), "field"),
        (lambda d: d["steps"][0]["fields"][0].update(label={"de": "x" * 201}), "field"),
        (lambda d: d["steps"][0].update(nonsense=1), "step"),
        (lambda d: d.update(steps=None), ""),
        (lambda d: d["steps"][0]["fields"][0].update(id=d["steps"][0]["id"]), "step"),
        (lambda d: d["steps"].append(d["steps"][0]), "step"),
        (lambda d: d["endings"][0].update(id="9" * 50), ""),
        (lambda d: d["steps"][0].update(visible_if={"value": 2**53}), ""),
        (lambda d: lead(d, {}), "route"),
        (lambda d: lead(d, {"__proto__": d["steps"][1]["id"]}), "route"),
        (lambda d: lead(d, {"ending": d["steps"][1]["id"]}), "route"),
        (
            lambda d: lead(d, {"step": d["steps"][1]["id"], "ending": d["endings"][0]["id"]}),
            "route",
        ),
        (lambda d: d["steps"][0]["title"].update(en="x" * 161), "step"),
        (lambda d: d["steps"][0].update(text={"de": "x" * 2001}), "step"),
        (lambda d: d["steps"][0].update(text={"de": "*" * 100_000}), "step"),
        (lambda d: d["endings"].extend(d["endings"][0] for _ in range(MOST_PARTS)), ""),
        (lambda d: d["steps"][0]["title"].update(de="\0"), ""),
        (lambda d: d["steps"][0]["title"].update(de="\ud800"), ""),
        (lambda d: d.update(name=""), "assistant"),
        (lambda d: d.update(name="\u200b \u3164"), "assistant"),
        (lambda d: d.update(name="x" * 81), "assistant"),
    ],
)
def test_what_no_row_can_hold_is_refused_with_a_sentence_and_its_place(
    ask, served, cast, spoil, place
):
    draft = served["draft"]
    places = {"field": draft["steps"][0]["fields"][0]["id"], "step": draft["steps"][0]["id"]}
    places["route"] = A_ROUTE
    spoil(draft)
    answer = ask("build_draft", {"revision": served["revision"], "draft": draft})
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert answer.json()["place"] == places.get(place, place)
    with scope(tenant=cast.alpha):
        assert Assistant.objects.get(pk=cast.household.pk).revision == served["revision"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"draft": NaN}', b"[" * 5000])
def test_what_is_no_draft_is_refused(client, ask, cast, body):
    url = reverse("admin:builder_assistant_build_draft", args=[cast.household.pk])
    assert client.post(url, body, content_type="application/json").status_code == 422


def test_an_assistant_is_renamed_with_its_draft(ask, served, cast):
    served["draft"]["name"] = "Hausrat 2027"
    ask("build_draft", {"revision": served["revision"], "draft": served["draft"]})
    with scope(tenant=cast.alpha):
        assert Assistant.objects.get(pk=cast.household.pk).name == "Hausrat 2027"


def test_a_name_that_another_has_is_refused(ask, served, cast):
    with scope(tenant=cast.alpha):
        Assistant.objects.create(tenant=cast.alpha, name="Vergeben", title="-")
    served["draft"]["name"] = "Vergeben"
    answer = ask("build_draft", {"revision": served["revision"], "draft": served["draft"]})
    assert answer.status_code == 422
    with scope(tenant=cast.alpha):
        # Nothing of it was saved, the texts neither.
        assert Assistant.objects.get(pk=cast.household.pk).revision == served["revision"]


def test_one_sitting_is_one_entry_in_the_log(ask, served, cast):
    revision = served["revision"]
    for number in range(3):
        served["draft"]["title"]["de"] = f"Nr. {number}"
        ask("build_draft", {"revision": revision + number, "draft": served["draft"]})
    entries = LogEntry.objects.filter(object_id=str(cast.household.pk))
    assert [entry.change_message for entry in entries] == ['[{"changed": {"fields": ["draft"]}}]']


def test_a_viewer_sees_the_draft_and_saves_nothing(client, ask, served, cast):
    client.force_login(cast.viktor)
    url = reverse("admin:builder_assistant_build_draft", args=[cast.household.pk])
    assert client.get(url).status_code == 200
    sent = json.dumps({"revision": served["revision"], "draft": served["draft"]})
    assert client.post(url, sent, content_type="application/json").status_code == 403


def test_a_backslash_is_no_sign_that_rows_can_not_hold(ask, served):
    served["draft"]["steps"][0]["title"]["de"] = r"Pfad C:\u0000"
    answer = ask("build_draft", {"revision": served["revision"], "draft": served["draft"]})
    assert answer.json()["draft"] == served["draft"]


def test_a_step_that_recalls_an_answer_is_named_without_its_identifier(client, ask, served, cast):
    recall = f"{{{{{served['draft']['steps'][0]['fields'][0]['id']}}}}}"
    served["draft"]["steps"][2]["title"]["de"] = f"Zu {recall}"
    served["draft"]["steps"][2]["fields"][0]["label"]["de"] = ""
    ask("build_draft", {"revision": served["revision"], "draft": served["draft"]})
    page = client.get(reverse("admin:builder_assistant_publish", args=[cast.household.pk]))
    said = page.content.decode()
    assert "Zu … ›" in said
    assert recall not in said


def test_findings_name_the_place_that_mends_them(ask, served):
    field = served["draft"]["steps"][0]["fields"][0]
    field["choices"] = field["choices"][:1]
    answer = ask("build_draft", {"revision": served["revision"], "draft": served["draft"]})
    found = {one["code"]: one for one in answer.json()["findings"]}
    assert found["too_few_choices"]["where"] == field["id"]
    assert found["too_few_choices"]["level"] == "error"
    assert "unchanged" not in found


def test_a_picture_is_taken_and_named_by_what_it_shows(client, ask, cast):
    url = reverse("admin:builder_assistant_build_picture", args=[cast.household.pk])
    client.force_login(cast.alice)
    content = BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "PNG")
    picture = SimpleUploadedFile("dach.png", content.getvalue(), "image/png")
    said = client.post(url, {"picture": picture}).json()
    assert (said["width"], said["height"], len(said["hash"])) == (40, 30, 64)
    broken = SimpleUploadedFile("dach.png", b"nothing", "image/png")
    answer = client.post(url, {"picture": broken})
    assert answer.status_code == 422
    assert answer.json()["detail"]


def longer(draft):
    """Give a draft eight more steps."""
    step = draft["steps"][1]
    config = {"min_length": None, "max_length": None, "pattern": None}
    for number in range(8):
        copy = deepcopy(step) | {"id": str(uuid4()), "routes": []}
        for at, field in enumerate(copy["fields"]):
            field |= {"id": str(uuid4()), "key": f"k{number}_{at}", "kind": "short_text"}
            field |= {"choices": [], "config": config, "visible_if": None}
        draft["steps"].insert(2, copy)
    return draft


def test_the_questions_to_the_database_do_not_grow_with_the_draft(ask, served):
    def count(name):
        with CaptureQueriesContext(connection) as found:
            assert ask(name).status_code == 200
        return len(found)

    names = ("build", "build_draft")
    before = {name: count(name) for name in names}
    sent = {"revision": served["revision"], "draft": longer(served["draft"])}
    assert ask("build_draft", sent).status_code == 200
    assert {name: count(name) for name in names} == before
