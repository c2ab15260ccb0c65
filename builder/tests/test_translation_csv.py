"""Translations through a spreadsheet: what is written, and that no file does harm."""

from __future__ import annotations

import csv
import html
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_scopes import scope

from builder import translation_csv
from builder.fields.text import trim
from builder.models import Step, Text
from zenflow.testing.cast import make_assistant

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HOSTILE = (
    '=HYPERLINK("https://evil.example","Klick")',
    "+49 30 1234",
    "-1+1",
    "@SUM(A1)",
    "'schon mit Apostroph",
    "＝1+1",
    '=1+1";=2',
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "\u200b=1+1",
)


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def draft(cast):
    with scope(tenant=cast.alpha):
        yield make_assistant(cast.alpha, "Entwurf")


@pytest.fixture
def step(draft):
    return Step.objects.filter(assistant=draft)[0]


def file_url(assistant, to="en"):
    return reverse("admin:builder_assistant_translations_file", args=[assistant.pk]) + f"?to={to}"


def import_url(assistant, to="en"):
    return file_url(assistant, to).replace("/file/", "/import/")


def rows_of(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def as_file(rows, delimiter=";", columns=translation_csv.COLUMNS):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def upload(client, assistant, content, **more):
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("texts.csv", content, "text/csv")
    return client.post(import_url(assistant), {"file": file, **more})


def confirm(client, response, assistant):
    sent = {"content": response.context["content"], "revision": response.context["revision"]}
    return client.post(import_url(assistant), sent)


def saved(assistant):
    texts = Text.objects.filter(assistant=assistant).order_by("object_id", "slot", "locale")
    return list(texts.values_list("object_id", "slot", "locale", "text", "source_hash"))


def test_a_file_is_what_german_spreadsheets_expect(alice, draft, step):
    response = alice.get(file_url(draft))
    assert response.content.startswith(b"\xef\xbb\xbfid;place;source;target;state\r\n")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="entwurf-en.csv"'
    found = {row["id"]: row for row in rows_of(response)}[f"{step.pk}.title.en"]
    assert found["source"] == step.title
    assert (found["place"], found["state"]) == (f"{step.title} › Titel", "übersetzt")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_and_reading_gives_the_text_back(alice, draft, step, text):
    Step.objects.filter(pk=step.pk).update(title=text)
    Text.objects.filter(object_id=step.pk, slot="title").update(text=text)
    rows = rows_of(alice.get(file_url(draft)))
    for row in rows:
        assert not trim(row["target"]).startswith(("=", "+", "-", "@", "\t", "\r"))
        assert not trim(row["source"]).startswith(("=", "+", "-", "@", "\t", "\r"))
        assert not trim(row["place"]).startswith(("=", "+", "-", "@", "\t", "\r"))
    before = saved(draft)
    response = upload(alice, draft, as_file(rows))
    assert response.context["reading"].changes == []
    assert response.context["reading"].same == len(rows)
    assert saved(draft) == before

    Text.objects.filter(object_id=step.pk, slot="title").delete()
    confirm(alice, upload(alice, draft, as_file(rows)), draft)
    assert Text.objects.get(object_id=step.pk, slot="title").text == trim(text)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_what_changes_is_said_before_it_is_saved(alice, draft, step, delimiter):
    before = saved(draft)
    rows = rows_of(alice.get(file_url(draft)))
    rows[0]["target"], rows[1]["target"] = "A new title", ""
    response = upload(alice, draft, as_file(rows, delimiter))
    body = response.content.decode()
    assert "1 Übersetzung wird ersetzt." in body
    assert "1 Zeile hat keine Übersetzung und wird übergangen." in body
    assert "A new title" in body
    assert saved(draft) == before

    assert confirm(alice, response, draft).status_code == 302
    assert Text.objects.get(object_id=draft.pk, slot="title").text == "A new title"
    assert len(saved(draft)) == len(before)


def test_a_translation_of_an_older_wording_stays_marked(alice, draft, step):
    rows = rows_of(alice.get(file_url(draft)))
    Step.objects.filter(pk=step.pk).update(title="Inzwischen anders")
    row = next(row for row in rows if row["id"] == f"{step.pk}.title.en")
    row["target"] = "Late"
    response = upload(alice, draft, as_file(rows))
    assert "1 davon übersetzt einen älteren Wortlaut" in response.content.decode()
    confirm(alice, response, draft)
    fresh = {row["id"]: row["state"] for row in rows_of(alice.get(file_url(draft)))}
    assert fresh[f"{step.pk}.title.en"] == "veraltet"


def test_a_stale_translation_is_called_right_by_its_state(alice, draft, step):
    Step.objects.filter(pk=step.pk).update(title="Anders")
    rows = rows_of(alice.get(file_url(draft)))
    row = next(row for row in rows if row["id"] == f"{step.pk}.title.en")
    assert row["state"] == "veraltet"
    row["state"] = "übersetzt"
    confirm(alice, upload(alice, draft, as_file(rows)), draft)
    fresh = {row["id"]: row["state"] for row in rows_of(alice.get(file_url(draft)))}
    assert fresh[f"{step.pk}.title.en"] == "übersetzt"


def test_two_columns_are_enough(alice, draft, step):
    row = {"id": f"{step.pk}.title.en", "target": "Just this"}
    confirm(alice, upload(alice, draft, as_file([row], columns=["target", "id"])), draft)
    assert Text.objects.get(object_id=step.pk, slot="title").text == "Just this"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda rows: rows[2].update(id="x.title.en"), "Zeile 4: Kein Text dieses Assistenten"),
        (lambda rows: rows[2].update(id=rows[2]["id"][:-2] + "fr"), "Zeile 4: Kein Text dieses"),
        (lambda rows: rows[2].update(id=rows[0]["id"]), "Zeile 4: Diese Kennung steht zweimal"),
        (lambda rows: rows[2].update(target="x" * 3000), "Zeile 4: Bitte höchstens"),
        (lambda rows: rows[0].update(target="zwei\nZeilen") or rows[1].update(id=""), "Zeile 4: "),
    ],
)
def test_one_wrong_line_is_named_and_nothing_is_saved(alice, draft, spoil, said):
    rows = rows_of(alice.get(file_url(draft)))
    rows[0]["target"] = "A new title"
    spoil(rows)
    before = saved(draft)
    response = upload(alice, draft, as_file(rows))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert 'name="content"' not in response.content.decode()
    alice.post(import_url(draft), {"content": as_file(rows), "revision": draft.revision})
    assert saved(draft) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Datei ist leer"),
        (b"\xef\xbb\xbf", "Die Datei ist leer"),
        (b"\xff\xfei\x00d\x00", "nicht in UTF-8"),
        ("id;target\nä".encode("latin-1"), "nicht in UTF-8"),
        (b"name;text\n1;2\n", "keine Spalten"),
        (b'id;target\nx;"offen\n', "Zeile 2 lässt sich nicht lesen"),
        (b"id;target\nx;vor\0nach\n", "Zeile 2: Kein Text"),
        (b"id;target\nx;" + b"y" * 200_000, "nicht lesen"),
        (b"id;target\n" + b"x;y\n" * 10_001, "mehr als 10.000"),
        (b"id;target\n" + b"x" * 2_000_000, "größer als 2"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(alice, draft, content, said):
    response = upload(alice, draft, content)
    assert response.status_code == 422
    assert said in response.content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("sep=;\nid;target\n{id};x\n", "keine Spalten"),
        ("id|target\n{id}|x\n", "keine Spalten"),
        ("id;target\n{id};x\0y\n", "Zeile 2: Nullzeichen"),
        ('id;target\n{id};"x"y\n', "Zeile 2 lässt sich nicht lesen"),
        ("id;target\n{id};x\n{id};y\n", "Zeile 3: Diese Kennung steht zweimal"),
        ("id;target\n{id};x\n{other};y\n", "Zeile 3: Kein Text dieses Assistenten"),
        ("id;target\n{id};x\n{id_upper};y\n", "Zeile 3: Kein Text dieses Assistenten"),
        ("id;target\n{id};x {{{{nie_gefragt}}}}\n", "Zeile 2: „{{nie_gefragt}}“"),
        ("id;target\n{id};" + "=" * 161, "Zeile 2: Bitte höchstens 160"),
        (b"\xfe\xff" + "id;target\n".encode("utf-16-be"), "nicht in UTF-8"),
        (b"id;target\n" + b"\xff" * 9, "nicht in UTF-8"),
    ],
)
def test_a_hostile_file_is_refused_whole(alice, cast, draft, step, content, said):
    with scope(tenant=cast.alpha):
        other = Step.objects.filter(assistant=cast.household)[0]
    ids = {"id": f"{step.pk}.title.en", "other": f"{other.pk}.title.en"}
    if isinstance(content, str):
        content = content.format(**ids, id_upper=ids["id"].upper())
    before = saved(draft)
    response = upload(alice, draft, content)
    assert response.status_code == 422
    assert said in html.unescape(response.content.decode())
    assert saved(draft) == before


@pytest.mark.parametrize(
    "content",
    ["id,target\n{id},Fine\n", "id\ttarget\n{id}\tFine\n", "id;target\r{id};Fine\r",
     "\ufeff ID ; Target \r\n\r\n{id};\u200bFine\u200b\r\n;;\r\n", '"id";"target"\n{id};"Fine"'],
    ids=["commas", "tabs", "old line ends", "blanks", "quotes"],
)  # fmt: skip
def test_what_spreadsheets_write_is_read(alice, draft, step, content):
    response = upload(alice, draft, content.format(id=f"{step.pk}.title.en"))
    assert [change.text for change in response.context["reading"].changes] == ["Fine"]


def test_a_target_that_nobody_sees_is_none(alice, draft, step):
    response = upload(alice, draft, f"id;target\n{step.pk}.title.en;\u200b\u2060\n")
    assert (response.context["reading"].changes, response.context["reading"].empty) == ([], 1)


def test_a_long_list_of_errors_ends(alice, draft):
    response = upload(alice, draft, b"id;target\n" + b"x;y\n" * 500)
    assert len(response.context["reading"].errors) == translation_csv.MOST_ERRORS


def test_an_id_of_another_tenant_is_like_one_that_does_not_exist(alice, cast, draft):
    with scope(tenant=cast.beta):
        foreign = Step.objects.filter(assistant=cast.foreign)[0]
        before = saved(cast.foreign)
    row = {"id": f"{foreign.pk}.title.en", "target": "Mine now"}
    response = upload(alice, draft, as_file([row]))
    assert "Zeile 2: Kein Text dieses Assistenten" in response.content.decode()
    with scope(tenant=cast.beta):
        assert saved(cast.foreign) == before


def test_what_was_confirmed_is_shown_anew_when_the_draft_has_changed(alice, draft, step):
    rows = rows_of(alice.get(file_url(draft)))
    rows[0]["target"] = "A new title"
    response = upload(alice, draft, as_file(rows))
    draft.advance(draft.revision)
    again = confirm(alice, response, draft)
    assert again.status_code == 409
    assert "inzwischen geändert" in again.content.decode()
    assert confirm(alice, again, draft).status_code == 302
    assert Text.objects.get(object_id=draft.pk, slot="title").text == "A new title"


def test_a_viewer_gets_no_file_and_reads_none_in(client, cast, draft):
    client.force_login(cast.viktor)
    assert client.get(file_url(draft)).status_code == 403
    assert upload(client, draft, "id;target\n").status_code == 403
