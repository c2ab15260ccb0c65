"""An assistant survives the way through a file, and no file does harm."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django_scopes import scope
from PIL import Image

from builder import exchange, pictures, publishing, staleness
from builder.document import compile, with_fresh_ids
from builder.exchange import NotImportable
from builder.flows.document import FlowDocument
from builder.models import Asset, Assistant, Choice, FlowVersion, RevisionConflict, Step, Text
from zenflow.testing.cast import make_assistant
from zenflow.testing.some_files import picture

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

Json = dict[str, Any]


@pytest.fixture
def written(cast):
    """Give an assistant with a picture, a logo, opening times and a translation out of date."""
    with scope(tenant=cast.alpha):
        assistant = make_assistant(cast.alpha, "Mit allem")
        asset = pictures.keep(cast.alpha, pictures.encode(BytesIO(picture("PNG"))))
        choice = Choice.objects.filter(field__step__assistant=assistant)[0]
        choice.picture = asset
        choice.save()
        assistant.theme = {"accent": "#113355", "logo": asset.hash}
        assistant.opens_at = datetime(2030, 1, 2, 9, 30, tzinfo=UTC)
        assistant.cap, assistant.closed_text = 12, {"de": "Noch nicht.", "en": "Not yet."}
        assistant.save()
        step = Step.objects.filter(assistant=assistant)[0]
        step.title = "Ein neuer Titel"
        step.save()
        yield assistant


def brought(raw: bytes) -> Any:
    return exchange.read(BytesIO(raw))


def without_ids(assistant: Assistant) -> Json:
    """Give what a draft says with its ids numbered in their order."""
    document, fresh = with_fresh_ids(compile(assistant))
    text = json.dumps(document.to_json())
    for at, id_ in enumerate(fresh.values()):
        text = text.replace(id_, f"id-{at}")
    return dict(json.loads(text))


def stale_slots(assistant: Assistant) -> set[tuple[str, str]]:
    return {(one.slot, one.locale) for one in staleness.marks(assistant)}


def test_a_new_assistant_says_what_the_file_says(cast, written):
    copy = exchange.create(cast.alpha, brought(exchange.export(written)))
    assert without_ids(copy) == without_ids(written)
    assert copy.name == "Mit allem (2)"
    assert (copy.state, copy.live_version) == ("draft", None)
    for name in ("opens_at", "closes_at", "cap", "closed_text", "theme"):
        assert getattr(copy, name) == getattr(written, name), name
    assert stale_slots(copy) == stale_slots(written) == {("title", "en")}
    assert not compile(copy).positions.keys() & compile(written).positions.keys()


def test_another_tenant_gets_the_pictures_too(cast, written):
    raw = exchange.export(written)
    with scope(tenant=cast.beta):
        copy = exchange.create(cast.beta, brought(raw))
        asset = Asset.objects.get(tenant=cast.beta)
        shown = pictures.shown(compile(copy).to_json())
        assert shown == {asset.hash}
        assert copy.theme["logo"] == asset.hash
        original = json.loads(raw)["pictures"]
        one, other = (
            Image.open(BytesIO(raw)) for raw in (b64decode(*original.values()), asset.content)
        )
        assert one.size == other.size


def test_its_own_file_gives_a_draft_back_as_it_was(cast, written):
    raw, before = exchange.export(written), compile(written)
    publishing.freeze(written, None)
    ids = set(Text.objects.filter(assistant=written).values_list("object_id", flat=True))
    Step.objects.filter(assistant=written)[0].delete()
    exchange.replace(written, brought(raw), cast.alice, written.revision)
    assert compile(written) == before
    assert set(Text.objects.filter(assistant=written).values_list("object_id", flat=True)) >= ids


def test_the_draft_before_is_put_aside_once(cast, written):
    raw = exchange.export(written)
    step = Step.objects.filter(assistant=written)[0]
    Step.objects.filter(pk=step.pk).update(title="Noch nicht gesichert")
    exchange.replace(written, brought(raw), cast.alice, written.revision)
    kept = FlowVersion.objects.get(assistant=written, mode="kept")
    assert "Noch nicht gesichert" in json.dumps(kept.document, ensure_ascii=False)
    assert kept.published_by == cast.alice


def test_a_file_takes_no_id_of_another_assistant(cast, written):
    foreign = compile(cast.household)
    raw = exchange.export(cast.household)
    exchange.replace(written, brought(raw), cast.alice, written.revision)
    assert not compile(written).positions.keys() & foreign.positions.keys()
    assert compile(cast.household) == foreign


def test_an_import_over_somebody_elses_change_changes_nothing(cast, written):
    raw, before = exchange.export(cast.household), compile(written)
    with pytest.raises(RevisionConflict):
        exchange.replace(written, brought(raw), cast.alice, written.revision - 1)
    assert compile(written) == before
    assert not FlowVersion.objects.filter(assistant=written).exists()


def test_an_unfinished_draft_can_be_taken_along(cast):
    with scope(tenant=cast.alpha):
        draft = Assistant.objects.create(tenant=cast.alpha, name="Angefangen", title="")
        step = Step.objects.create(assistant=draft, position=1, title="")
        step.fields.create(position=1, kind="single_choice", label="", config={})
        copy = exchange.create(cast.alpha, brought(exchange.export(draft)))
        assert without_ids(copy) == without_ids(draft)


def changed(raw: bytes, change: Any) -> bytes:
    content = json.loads(raw)
    change(content)
    return json.dumps(content).encode()


def at(*path: Any, value: Any) -> Any:
    def change(content: Json) -> None:
        place: Any = content
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return change


def deep(levels: int) -> Any:
    value: Any = {}
    for _ in range(levels):
        value = {"not": value}
    return value


STEP = ("document", "steps", 0)
HOSTILE = {
    "no JSON": lambda raw: b"\x00\x01\x02",
    "nothing": lambda raw: b"",
    "a list": lambda raw: b"[]",
    "a number": lambda raw: b"7",
    "of another program": lambda raw: b'{"format": "else", "version": 1}',
    "a newer one": lambda raw: changed(raw, at("version", value=2)),
    "nested without end": lambda raw: b"[" * 200_000,
    "deep objects": lambda raw: b'{"a":' * 100_000,
    "infinite": lambda raw: raw.replace(b'"cap": 12', b'"cap": Infinity'),
    "a very long number": lambda raw: raw.replace(b'"cap": 12', b'"cap": ' + b"9" * 10_000),
    "another key": lambda raw: changed(raw, at("more", value=1)),
    "no name": lambda raw: changed(raw, at("name", value=" ")),
    "a name that nobody sees": lambda raw: changed(raw, at("name", value="\u200b\u2800")),
    "a name that is none": lambda raw: changed(raw, at("name", value=["x"])),
    "no document": lambda raw: changed(raw, at("document", value=None)),
    "steps that are none": lambda raw: changed(raw, at("document", "steps", value={"a": 1})),
    "an unknown key in a step": lambda raw: changed(raw, at(*STEP, "script", value="x")),
    "a rich text that is none": lambda raw: changed(
        raw, at(*STEP, "text", value={"de": [{"x": 1}]})
    ),
    "a text of numbers": lambda raw: changed(raw, at(*STEP, "title", value={"de": 5})),
    "a condition that is none": lambda raw: changed(raw, at(*STEP, "visible_if", value={"all": 5})),
    "a deep condition": lambda raw: changed(raw, at(*STEP, "visible_if", value=deep(500))),
    "a very deep condition": lambda raw: changed(raw, at(*STEP, "visible_if", value=deep(900))),
    "config of another type": lambda raw: changed(
        raw, at(*STEP, "fields", 0, "config", value={"max_length": "x"})
    ),
    "an unknown kind": lambda raw: changed(raw, at(*STEP, "fields", 0, "kind", value="exploit")),
    "an id that is none": lambda raw: changed(raw, at(*STEP, "id", value="../../etc/passwd")),
    "a time zone that is none": lambda raw: changed(
        raw, at("document", "time_zone", value="../../etc/passwd")
    ),
    "a language that is none": lambda raw: changed(
        raw, at("document", "locales", value=["x" * 99])
    ),
    "half a pair": lambda raw: changed(raw, at("name", value="\ud800")),
    "a NUL": lambda raw: changed(raw, at(*STEP, "title", value={"de": "a\x00b"})),
    "a cap below nothing": lambda raw: changed(raw, at("availability", "cap", value=-1)),
    "a cap of another type": lambda raw: changed(raw, at("availability", "cap", value=True)),
    "a date that is none": lambda raw: changed(raw, at("availability", "opens_at", value="x")),
    "a date without a zone": lambda raw: changed(
        raw, at("availability", "opens_at", value="2030-01-02T10:00:00")
    ),
    "a date that no clock can say": lambda raw: changed(
        raw, at("availability", "opens_at", value="0001-01-01T00:00:00+14:00")
    ),
    "a day after the last": lambda raw: changed(
        raw, at("availability", "closes_at", value="9999-12-31T23:59:59-12:00")
    ),
    "closed before it opens": lambda raw: changed(
        changed(raw, at("availability", "opens_at", value="2030-01-02T10:00:00Z")),
        at("availability", "closes_at", value="2030-01-01T10:00:00Z"),
    ),
    "a number for a date": lambda raw: changed(raw, at("availability", "opens_at", value=5)),
    "a closed text that is none": lambda raw: changed(
        raw, at("availability", "closed_text", value={"de": ["x"]})
    ),
    "marks that are none": lambda raw: changed(raw, at("stale", value=[{"of": "x"}])),
    "marks of another type": lambda raw: changed(raw, at("stale", value=5)),
    "pictures that are none": lambda raw: changed(raw, at("pictures", value={"a": 5})),
    "no base64": lambda raw: changed(raw, at("pictures", value={"a": "ä"})),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(cast, written, name):
    raw = HOSTILE[name](exchange.export(written))
    with pytest.raises(NotImportable) as refusal:
        exchange.create(cast.alpha, brought(raw))
    assert str(refusal.value).endswith(".")
    assert Assistant.objects.filter(tenant=cast.alpha).count() == 2


def bomb(side: int) -> bytes:
    written = BytesIO()
    Image.new("1", (side, side)).save(written, "PNG")
    return written.getvalue()


@pytest.mark.parametrize(
    "content", [b"<svg onload=alert(1)>", b"", bomb(5000)], ids=["svg", "empty", "bomb"]
)
def test_a_hostile_picture_is_refused_and_nothing_is_saved(cast, written, content):
    raw = exchange.export(written)
    hash_ = next(iter(json.loads(raw)["pictures"]))
    planted = changed(raw, at("pictures", hash_, value=b64encode(content).decode()))
    with scope(tenant=cast.beta):
        before = Assistant.objects.count()
        with pytest.raises(NotImportable):
            exchange.create(cast.beta, brought(planted))
        assert Assistant.objects.count() == before
        assert not Asset.objects.exists()


def test_what_the_document_does_not_show_is_not_even_read(cast, written):
    raw = changed(exchange.export(written), at("pictures", "f" * 64, value="AAAA"))
    with scope(tenant=cast.beta):
        exchange.create(cast.beta, brought(raw))
        assert Asset.objects.count() == 1


def test_what_fails_late_saves_nothing(cast, written):
    long = changed(exchange.export(written), at(*STEP, "title", value={"de": "x" * 500}))
    with scope(tenant=cast.beta):
        before = Assistant.objects.count()
        with pytest.raises(NotImportable):
            exchange.create(cast.beta, brought(long))
        assert Assistant.objects.count() == before
        assert not Asset.objects.exists()


def test_a_route_out_of_the_file_is_refused(cast, written):
    other = compile(cast.household).steps[0].id
    ways = [{"id": "0" * 8 + "-0000-4000-8000-" + "0" * 12, "if": None, "to": {"step": other}}]
    raw = changed(exchange.export(written), at(*STEP, "routes", value=ways))
    with pytest.raises(NotImportable):
        exchange.create(cast.alpha, brought(raw))


def test_a_file_too_large_is_not_even_parsed(monkeypatch):
    monkeypatch.setattr("builder.exchange.reading.MOST_BYTES", 10)
    with pytest.raises(NotImportable, match="MB"):
        brought(b'"' + b"x" * 20 + b'"')


def test_a_published_assistant_goes_on_under_its_keys(cast):
    with scope(tenant=cast.alpha):
        raw = exchange.export(cast.household)
        exchange.replace(cast.household, brought(raw), cast.alice, cast.household.revision)
        findings = publishing.can_publish(cast.household)
        assert "unchanged" in [one.code for one in findings]
        live = FlowDocument.from_json(cast.version.document)
        assert compile(cast.household) == live
