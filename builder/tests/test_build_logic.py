"""Conditions, routes, endings, variables and the map of the visual builder, in a real browser."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import Page, expect

from builder.document import compile, load
from builder.flows.document import FlowDocument
from builder.models import Assistant
from zenflow.testing.accessibility import in_both_schemes

from .claim_flow import claim, id_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


class Builder:
    """Alice at the visual builder."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def open(self, thing: str = "") -> Builder:
        self.page.goto(f"{self.url}#{thing}")
        self.page.locator(".middle :is(h2, input)").first.wait_for()
        return self

    def show(self, panel: str) -> Builder:
        self.page.get_by_role("button", name=panel, exact=True).first.click()
        return self

    def unfold(self, title: str) -> None:
        self.page.locator("summary", has_text=title).click()

    def saved(self) -> None:
        expect(self.page.get_by_text("Gespeichert", exact=True)).to_be_visible(timeout=15_000)

    def overflow(self) -> int:
        wide: int = self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide


@pytest.fixture
def assistant(cast):
    """Give Alpha an assistant with two branches, a calculation and three endings."""
    with scope(tenant=cast.alpha):
        assistant = Assistant.objects.create(tenant=cast.alpha, name="Schaden", title="-")
        load(assistant, FlowDocument.from_json(claim()))
        yield assistant


@pytest.fixture
def builder(cast, client, context, page, live_server, settings, assistant):
    client.force_login(cast.alice)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context.add_cookies([cookie])
    page.set_viewport_size(DESK)
    url = live_server.url + reverse("admin:builder_assistant_build", args=[assistant.pk])
    return Builder(page, url)


def test_a_condition_offers_earlier_answers_and_is_said_in_words(builder, assistant):
    builder.open(id_of("house")).unfold("Wann gezeigt")
    page = builder.page
    page.get_by_role("button", name="Bedingung hinzufügen").click()
    looked = page.get_by_label("Worauf sie sich bezieht")
    expect(looked).to_be_focused()
    assert looked.locator("option").all_inner_texts() == [
        "Was ist beschädigt?",
        "Kennzeichen",
        "Was kostet die Reparatur?",
    ]
    looked.select_option(label="Was ist beschädigt?")
    page.get_by_label("Vergleich").select_option(label="ist keine von")
    page.get_by_role("checkbox", name="Etwas anderes").check()
    said = page.locator(".condition-words")
    expect(said).to_have_text("„Was ist beschädigt?“ ist keine von „Auto“, „Etwas anderes“")
    builder.saved()
    value = [id_of("what/car"), id_of("what/other")]
    test = {"field": id_of("what"), "op": "one_of", "value": value}
    assert compiled(assistant)["steps"][2]["visible_if"] == {"not": test}


def test_groups_of_conditions_are_built_by_keys_alone(builder, assistant):
    builder.open(id_of("contact")).unfold("Wann gezeigt")
    page = builder.page
    page.get_by_role("button", name="Bedingung hinzufügen").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Gruppe", exact=True).focus()
    page.keyboard.press("Enter")
    inner = page.locator(".condition-group .condition-group")
    expect(inner.get_by_label("Worauf sie sich bezieht")).to_be_focused()
    inner.get_by_role("button", name="Weitere Bedingung").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Wenn", exact=False).first.select_option(
        label="mindestens eines davon zutrifft"
    )
    builder.saved()
    found = compiled(assistant)["steps"][4]["visible_if"]
    assert [len(found["any"]), list(found["any"][1]), len(found["any"][1]["any"])] == [
        2,
        ["any"],
        2,
    ]
    inner.get_by_role("button", name="Gruppe entfernen").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".condition-group")).to_have_count(1)


def test_ways_endings_points_and_calculations_are_set_and_saved(builder, assistant):
    page = builder.open(id_of("house")).page
    builder.unfold("Wie es weitergeht")
    page.get_by_role("button", name="Weg unter einer Bedingung").click()
    page.locator(".route-target select").select_option(label="Dafür sind wir nicht zuständig")
    page.locator(".route-otherwise select").select_option(label="Wie erreichen wir Sie?")
    page.goto(f"{builder.url}#{id_of('thanks')}")
    builder.unfold("Art des Abschlusses")
    page.get_by_role("radio", name="Weiterleiten").check()
    page.get_by_label("Adresse Ihrer Seite").fill("https://www.alpha.example/danke")
    builder.show("Berechnungen")
    page.get_by_role("button", name="Berechnung hinzufügen").click()
    card = page.locator(".variable").last
    card.get_by_label("Name").fill("Punkte")
    card.get_by_role("button", name="Teil hinzufügen").click()
    card.get_by_label("Was das ist: Teil 1").select_option(label="Punkte einer Auswahl")
    card.get_by_role("button", name="Teil hinzufügen").click()
    card.get_by_label("Was das ist: Teil 2").select_option(label="Feste Zahl")
    card.get_by_label("Zahl").fill("2,5")
    expect(card.locator(".condition-words")).to_have_text(
        "Punkte = Punkte von „Was ist beschädigt?“ + 2,5"
    )
    builder.saved()
    document = compiled(assistant)
    assert [route["to"] for route in document["steps"][2]["routes"]] == [
        {"ending": id_of("bye")},
        {"step": id_of("contact")},
    ]
    assert document["endings"][0]["url"] == "https://www.alpha.example/danke"
    assert document["variables"][1]["key"] == "punkte"
    assert document["variables"][1]["value"] == {"add": [{"score": id_of("what")}, "2.5"]}


def test_deleting_what_is_used_says_where_and_undo_brings_all_back(builder, assistant):
    before = compiled(assistant)
    page = builder.open(id_of("start")).page
    middle = page.locator(".middle")
    middle.get_by_role("button", name="Mehr zu „Was ist beschädigt?“").click()
    page.get_by_role("menuitem", name="Entfernen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Aus dem Schritt „Was ist beschädigt?“ geht es nach „Ihr Haus“")
    expect(dialog).to_contain_text(
        "Die Berechnung „Schadenshöhe“ ist wenn „Was ist beschädigt?“ ist „Auto“"
    )
    dialog.get_by_role("button", name="Trotzdem tun").click()
    builder.saved()
    after = compiled(assistant)
    assert after["steps"][0]["routes"] == []
    assert after["variables"][0]["value"] == {"multiply": [{"field": id_of("area")}, "120"]}
    page.keyboard.press("Control+z")
    page.wait_for_timeout(1500)
    builder.saved()
    assert compiled(assistant) == before


def test_the_map_shows_every_way_and_opens_each_step(builder):
    page = builder.open(id_of("start")).show("Ablauf").page
    boxes = page.locator(".map-box")
    expect(boxes).to_have_count(8)
    labels = [box.get_attribute("aria-label") for box in boxes.all()]
    assert "Schritt 4: Der Wasserschaden; wird nur unter einer Bedingung gezeigt" in labels[3]
    ways = page.locator(".map-words title").all_text_contents()
    assert "„Schadenshöhe“ ist größer als 5.000" in ways
    page.get_by_role("button", name="Liste").click()
    listed = page.locator(".flow-list").inner_text()
    assert "„Was ist beschädigt?“ ist „Etwas anderes“ → Dafür sind wir nicht zuständig" in listed
    page.get_by_role("button", name="Karte").click()
    before = page.locator(".map-drawing > g").get_attribute("transform")
    page.locator(".map-window").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    assert page.locator(".map-drawing > g").get_attribute("transform") != before
    boxes.nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map-panel")).to_have_count(0)
    assert page.evaluate("location.hash") == f"#{id_of('house')}"


def test_answers_in_the_preview_light_up_their_way_and_say_why(builder):
    page = builder.open(id_of("start")).show("Ablauf").page
    frame = page.frame_locator(".preview iframe")
    frame.locator(".card", has_text="Haus oder Wohnung").click()
    frame.get_by_role("heading", name="Ihr Haus").wait_for()
    expect(page.locator(".map-box.walked")).to_have_count(1)
    expect(page.locator(".map-box.here")).to_have_attribute("aria-label", re.compile("Ihr Haus"))
    why = page.locator(".map-reasons")
    expect(why).to_contain_text(
        "→ „Ihr Haus“, weil zutrifft: „Was ist beschädigt?“ ist „Haus oder Wohnung“."
    )
    expect(why).to_contain_text("„Dafür sind wir nicht zuständig“ wurde nicht mehr geprüft")


def test_an_earlier_answer_is_put_into_a_text_by_its_key(builder, assistant):
    page = builder.open(id_of("contact")).page
    title = page.locator(f"[data-thing='{id_of('contact')}.title']")
    title.press("End")
    page.get_by_role("button", name="Antwort einfügen").first.click()
    page.get_by_role("menuitem", name=re.compile("Schadenshöhe")).click()
    expect(title).to_have_value("Wie erreichen wir Sie?{{total}}")
    builder.saved()
    title = compiled(assistant)["steps"][4]["title"]["de"]
    assert title == f"Wie erreichen wir Sie?{{{{{id_of('total')}}}}}"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_logic_pages_are_accessible_and_fit(builder, size):
    page = builder.page
    page.set_viewport_size(size)
    places = (
        ("start", "Wie es weitergeht"),
        ("water details", "Wann gezeigt"),
        ("call", "Art des"),
    )
    for thing, section in places:
        builder.open(id_of(thing)).unfold(section)
        assert in_both_schemes(page) == []
        assert builder.overflow() == 0
    for panel in ("Ablauf", "Berechnungen"):
        builder.show(panel)
        page.locator(".panel-head").wait_for()
        assert in_both_schemes(page) == []
        assert builder.overflow() == 0
    builder.show("Ablauf").page.get_by_role("button", name="Liste").click()
    assert in_both_schemes(page) == []


def compiled(assistant):
    """Return the saved draft's document."""
    return compile(Assistant.objects.get(pk=assistant.pk)).to_json()
