"""Names, addresses, places, long lists and pictures in a customer's page (widget/dev/roof.mjs)."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from builder.tests.roof_page import SMALL, STEPS, Roof
from builder.tests.widget_page import WidgetServer, visit, widget_server

__all__ = ["visit", "widget_server"]  # fixtures


@pytest.fixture
def roof(visit):
    return Roof(visit.page, visit.server).begin()


def test_parts_tell_browsers_what_they_can_fill_in(roof):
    tokens = {
        "Vorname": "given-name",
        "Nachname": "family-name",
        "Straße": "address-line1",
        "Postleitzahl": "postal-code",
        "Ort": "address-level2",
        "Telefon": "tel",
    }
    for label, token in tokens.items():
        expect(roof.page.get_by_label(label, exact=label == "Ort")).to_have_attribute(
            "autocomplete", token
        )
    expect(roof.page.get_by_label("Postleitzahl")).to_have_attribute("inputmode", "numeric")
    expect(roof.page.get_by_label("Telefon")).to_have_attribute("type", "tel")
    expect(roof.page.get_by_role("radiogroup", name="Anrede")).to_be_visible()


def test_what_is_missing_is_named_and_the_link_leads_to_that_very_input(roof):
    roof.page.get_by_label("Vorname").fill("Erika")
    roof.press("Weiter")
    words = "Bei „Ihr Name“ fehlt noch: Nachname."
    roof.page.get_by_role("link", name=words).click()
    assert roof.focused("autocomplete") == "family-name"
    expect(roof.page.get_by_label("Nachname")).to_have_attribute("aria-invalid", "true")
    expect(roof.page.get_by_label("Vorname")).not_to_have_attribute("aria-invalid", "true")


def test_a_journey_with_all_of_them_is_sent_as_it_was_meant(roof):
    roof.where()
    roof.insurer.fill("wuertt")
    roof.page.get_by_role("option", name="Württembergische").click()
    roof.page.get_by_label("IBAN").fill("de89370400440532013000")
    roof.page.get_by_label("Kennzeichen").fill("b-xy1234")
    roof.page.get_by_label("Kennzeichen").blur()
    expect(roof.page.get_by_label("IBAN")).to_have_value("DE89 3704 0044 0532 0130 00")
    expect(roof.page.get_by_label("Kennzeichen")).to_have_value("B-XY 1234")
    roof.press("Weiter")
    roof.at(STEPS[3])
    roof.choose("Gaube")
    roof.press("Weiter")
    roof.at(STEPS[4])
    roof.choose("Walmdach")
    roof.at(STEPS[5])
    for words in (
        "Erika Weiß",
        "Musterstraße 12 a, 10115 Berlin",
        "030 123456",
        "10115 Berlin",
        "Walmdach",
    ):
        expect(roof.page.get_by_text(words, exact=True)).to_be_visible()
    roof.press("Anfrage absenden")
    roof.done()
    assert roof.seen("violations") == []
    assert roof.server.log()["submissions"][0]["answers"] == {
        "name": {"first": "Erika", "last": "Weiß"},
        "address": {
            "street": "Musterstraße",
            "number": "12 a",
            "postcode": "10115",
            "city": "Berlin",
        },
        "phone": "+4930123456",
        "place": {"postcode": "10115", "city": "Berlin"},
        "insurer": "i14",
        "iban": "DE89370400440532013000",
        "plate": "B-XY 1234",
        "on_it": ["dormer"],
        "roof": "hip",
    }


def test_a_list_is_found_chosen_and_left_with_the_keyboard(roof):
    roof.where()
    keys = roof.page.keyboard
    roof.insurer.focus()
    expect(roof.insurer).to_have_attribute("aria-expanded", "false")
    keys.press("ArrowDown")
    expect(roof.insurer).to_have_attribute("aria-expanded", "true")
    assert len(roof.options()) == 16
    keys.press("End")
    expect(roof.page.get_by_role("option", selected=True)).to_have_text("Zurich")
    keys.press("Home")
    keys.press("ArrowUp")
    expect(roof.page.get_by_role("option", selected=True)).to_have_text("Zurich")
    keys.press("Escape")
    expect(roof.insurer).to_have_attribute("aria-expanded", "false")
    keys.type("VERSICH")
    assert roof.options() == ["Allianz Versicherungs-AG", "AXA Versicherung AG"]
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    active = roof.insurer.get_attribute("aria-activedescendant")
    assert roof.page.locator(f"[id='{active}']").inner_text() == "AXA Versicherung AG"
    keys.press("Enter")
    roof.at(STEPS[2])  # Enter took the answer and did not go on
    expect(roof.insurer).to_have_value("AXA Versicherung AG")
    keys.press("Enter")
    roof.at(STEPS[3])


def test_a_list_is_opened_and_closed_with_the_mouse(roof):
    roof.where()
    roof.page.get_by_role("button", name="Liste öffnen").click()
    assert len(roof.options()) == 16
    roof.page.get_by_role("heading", name=STEPS[2]).click()
    assert roof.options() == []
    roof.insurer.click()
    roof.page.get_by_role("option", name="Gothaer").click()
    expect(roof.insurer).to_have_value("Gothaer")
    roof.insurer.click()
    assert len(roof.options()) == 16  # what is chosen doesn't narrow the list
    expect(roof.page.get_by_role("option", selected=True)).to_have_text("Gothaer")


def test_what_fits_no_option_is_said_and_asked_about_but_never_lost(roof):
    roof.where()
    roof.insurer.fill("Keine Ahnung")
    expect(roof.page.locator(".none")).to_contain_text("Dazu passt keine Antwort")
    roof.press("Weiter")
    expect(roof.page.get_by_role("link", name="„Wo sind Sie bisher versichert?“")).to_be_visible()
    expect(roof.insurer).to_have_value("Keine Ahnung")
    expect(roof.insurer).to_have_attribute("aria-invalid", "true")


def test_leaving_takes_the_only_option_that_fits_and_the_one_that_is_marked(roof):
    roof.where()
    roof.insurer.fill("huk")
    roof.page.keyboard.press("Tab")
    expect(roof.insurer).to_have_value("HUK-COBURG")
    roof.insurer.fill("versich")
    roof.page.keyboard.press("ArrowDown")
    roof.page.keyboard.press("Tab")
    expect(roof.insurer).to_have_value("Allianz Versicherungs-AG")


def test_the_only_city_of_a_postcode_is_filled_in_and_changes_with_it(roof):
    with roof.page.expect_response("**/e/p.txt"):
        roof.who()
    postcode = roof.page.get_by_label("Postleitzahl")
    postcode.fill("1011")
    expect(roof.city).to_have_value("")
    postcode.fill("10115")
    expect(roof.city).to_have_value("Berlin")
    expect(roof.page.get_by_role("status")).to_have_text("Ergänzt: Berlin")
    postcode.fill("D-80331")
    expect(roof.city).to_have_value("München")
    roof.city.fill("Altstadt")
    postcode.fill("10115")
    expect(roof.city).to_have_value("Altstadt")


def test_several_cities_are_offered_and_none_is_guessed(roof):
    with roof.page.expect_response("**/e/p.txt"):
        roof.who()
    roof.page.get_by_label("Postleitzahl").fill("01454")
    expect(roof.city).to_have_value("")
    expect(
        roof.page.get_by_text("Zu dieser Postleitzahl passen mehrere Orte").first
    ).to_be_visible()
    roof.city.click()
    assert roof.options() == ["Radeberg", "Wachau"]
    roof.page.keyboard.type("wa")
    assert roof.options() == ["Wachau"]
    roof.page.keyboard.press("Enter")
    expect(roof.city).to_have_value("Wachau")
    roof.press("Weiter")
    roof.at(STEPS[2])


def test_a_postcode_that_nobody_knows_is_taken_and_so_is_one_without_the_list(roof, complaints):
    roof.page.route("**/e/p.txt", lambda route: route.abort())
    roof.who()
    roof.page.get_by_label("Postleitzahl").fill("99999")
    roof.city.fill("Nirgendwo")
    roof.press("Weiter")
    roof.at(STEPS[2])
    complaints.clear()


def test_no_request_tells_what_is_typed(roof):
    asked: list[str] = []
    roof.where()
    roof.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    roof.press("Zurück")
    for postcode in ("10115", "80331", "01454", "99999"):
        roof.page.get_by_label("Postleitzahl").fill(postcode)
    roof.city.fill("Radeberg")
    roof.page.wait_for_timeout(300)
    assert asked == []


@pytest.mark.parametrize(
    ("scheme", "forced", "width"),
    [("light", "none", 1280), ("dark", "none", 390), ("light", "active", 320)],
)
def test_every_state_is_accessible_fits_and_can_be_touched(
    browser: Browser, widget_server: WidgetServer, scheme, forced, width
):
    context = browser.new_context(
        color_scheme=scheme,
        forced_colors=forced,
        reduced_motion="reduce",
        viewport={"width": width, "height": 800},
    )
    roof = Roof(context.new_page(), widget_server).begin()
    states = []

    def look() -> None:
        small = roof.page.evaluate(SMALL)
        states.append((roof.judge(), roof.overflow(), small))

    roof.press("Weiter")
    look()
    roof.who()
    roof.page.get_by_label("Postleitzahl").fill("01454")
    roof.city.click()
    roof.page.get_by_role("option", name="Wachau").wait_for()
    look()
    roof.page.get_by_role("option", name="Wachau").click()
    roof.press("Weiter")
    roof.at(STEPS[2])
    roof.insurer.click()
    look()
    roof.insurer.fill("Gothaer")
    roof.press("Weiter")
    roof.at(STEPS[3])
    roof.page.get_by_label("Gaube").check()
    look()
    assert states == [([], 0, [])] * 4
    context.close()


def test_pictures_have_their_space_before_they_are_there(roof):
    roof.page.set_viewport_size({"width": 390, "height": 800})
    roof.page.route("**/e/a.*", lambda route: None)
    roof.where()
    roof.insurer.fill("Gothaer")
    roof.press("Weiter")
    roof.at(STEPS[3])
    roof.page.wait_for_timeout(300)  # the page has come to rest
    pictures = roof.page.locator(".card img")
    assert [one.get_attribute("alt") for one in pictures.all()] == ["", ""]
    boxes = [box for one in roof.page.locator(".card").all() if (box := one.bounding_box())]
    assert boxes[0]["y"] == boxes[1]["y"] < boxes[2]["y"]  # two beside each other
    first = pictures.first.bounding_box()
    assert first is not None
    assert abs(first["width"] / first["height"] - 640 / 480) < 0.05
