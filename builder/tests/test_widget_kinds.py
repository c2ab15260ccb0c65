"""What end users do with numbers, scales, points, days and yes or no (widget/dev/vehicle.mjs)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from builder.tests.widget_page import Visit, visit, widget_server

__all__ = ["visit", "widget_server"]  # fixtures

STEPS = ["Ihr Fahrzeug", "Ihr Vertrag", "Gab es Schäden?", "Ihre Angaben im Überblick"]
TODAY = datetime.now(UTC).date()
SOON = TODAY + timedelta(days=2)
PARTS = ("Tag", "Monat", "Jahr")


@pytest.fixture
def asked(visit):
    """Give an end user at the first of these questions."""
    visit.open("vehicle", loaded=False).at(STEPS[0])
    return visit


def vehicle(visit, *, scale=("Home",)):
    """Answer the first step."""
    visit.page.get_by_label("Motorleistung").fill("81,5")
    visit.page.get_by_label("Kaufpreis").fill("12.500 €")
    for key in scale:
        visit.page.get_by_role("slider").press(key)
    visit.press("Weiter")
    visit.at(STEPS[1])


def birth(visit, *parts):
    for name, part in zip(PARTS, parts, strict=True):
        visit.page.get_by_label(name, exact=True).fill(part)


def born(visit):
    return [visit.page.get_by_label(name, exact=True).input_value() for name in PARTS]


def contract(visit):
    """Answer the second step."""
    visit.page.get_by_label("Beginn").fill(SOON.isoformat())
    birth(visit, "12", "3", "1985")
    visit.press("Weiter")
    visit.at(STEPS[2])


def sent(visit):
    """Say no to the last question, send, and give what arrived."""
    visit.choose("Nein")
    visit.at(STEPS[3])
    visit.press("Anfrage absenden")
    visit.done()
    return visit.server.log()["submissions"][0]["answers"]


def test_numbers_typed_as_germans_do_are_sent_as_decimals(asked):
    vehicle(asked)
    contract(asked)
    answers = sent(asked)
    assert (answers["power"], answers["price"]) == ("81.5", "12500.00")


def test_what_a_number_was_read_as_is_said_where_that_is_not_plain_to_see(asked):
    said = asked.page.get_by_text("Gelesen als")
    asked.page.get_by_label("Kaufpreis").fill("12.500")
    expect(said).to_have_count(0)
    asked.page.get_by_label("Kaufpreis").fill("12500")
    expect(said).to_have_text("Gelesen als: 12.500,00\u00a0€")
    asked.page.get_by_label("Kaufpreis").fill("12500 Euro")
    expect(said).to_have_count(0)


def test_a_number_that_can_not_be_read_stays_as_it_was_typed(asked):
    asked.page.get_by_label("Motorleistung").fill("80 PS")
    asked.page.get_by_label("Kaufpreis").fill("-1")
    asked.press("Weiter")
    expect(asked.page.get_by_text("bei „Motorleistung“ eine Zahl").last).to_be_visible()
    expect(asked.page.get_by_text("muss mindestens 0,00\u00a0€ sein").last).to_be_visible()
    expect(asked.page.get_by_label("Motorleistung")).to_have_value("80 PS")


def test_a_scale_is_unanswered_until_it_is_touched(asked):
    scale = asked.page.get_by_role("slider")
    expect(scale).to_have_attribute("aria-valuetext", "Noch nicht gewählt")
    scale.press("Tab")
    asked.press("Weiter")
    wrong = asked.page.get_by_text("bei „Fahrleistung im Jahr“ eine Antwort")
    expect(wrong.last).to_be_visible()


@pytest.mark.parametrize(
    ("keys", "said", "value"),
    [
        (["Home"], "0 km", "0"),
        (["End"], "50.000 km", "50000"),
        (["ArrowRight"], "26.000 km", "26000"),
        (["ArrowLeft", "ArrowLeft"], "23.000 km", "23000"),
        ([" "], "25.000 km", "25000"),
    ],
)
def test_a_scale_is_set_by_the_keyboard(asked, keys, said, value):
    vehicle(asked, scale=keys)
    asked.press("Zurück")
    asked.at(STEPS[0])
    scale = asked.page.get_by_role("slider")
    expect(scale).to_have_attribute("aria-valuetext", said.replace(" ", "\u00a0"))
    asked.press("Weiter")
    contract(asked)
    assert sent(asked)["distance"] == value


def test_a_tap_where_the_handle_rests_answers_a_scale(asked):
    scale = asked.page.get_by_role("slider")
    scale.click()
    expect(scale).to_have_attribute("aria-valuetext", "25.000\u00a0km")


@pytest.mark.parametrize("name", ["1 gar nicht", "4", "10 sehr"])
def test_the_ends_of_points_are_named_where_they_are_read_out(asked, name):
    expect(asked.page.get_by_role("radio", name=name, exact=True)).to_have_count(1)


def test_a_pattern_is_judged_and_put_right(asked):
    vin = asked.page.get_by_label("Fahrzeug-Identifizierungsnummer")
    vin.fill("wvw zzz1jz xwo00001")
    asked.press("Weiter")
    expect(asked.page.get_by_text("17-stellige").last).to_be_visible()
    vin.fill("wvw zzz1jz xw000001")
    vehicle(asked)
    contract(asked)
    assert sent(asked)["vin"] == "WVWZZZ1JZXW000001"


def test_a_day_of_birth_is_typed_in_three_inputs(asked):
    vehicle(asked)
    asked.page.get_by_label("Beginn").fill(SOON.isoformat())
    birth(asked, "31", "2", "1985")
    asked.press("Weiter")
    expect(asked.page.get_by_text("ein Datum ein, das es gibt").last).to_be_visible()
    birth(asked, "1", "1", str(TODAY.year - 17))
    asked.press("Weiter")
    expect(asked.page.get_by_text("Mindestalter").last).to_be_visible()
    birth(asked, "12", "3", "1985")
    asked.press("Weiter")
    asked.at(STEPS[2])
    assert sent(asked)["birth"] == "1985-03-12"


def test_a_day_of_birth_that_is_filled_in_whole_goes_where_it_belongs(asked):
    vehicle(asked)
    asked.page.get_by_label("Tag", exact=True).fill("12.03.1985")
    assert born(asked) == ["12", "03", "1985"]
    tags = asked.page.locator(".birth input").evaluate_all("all => all.map(i => i.autocomplete)")
    assert tags == ["bday-day", "bday-month", "bday-year"]


def test_days_come_back_as_they_were_typed(asked):
    vehicle(asked)
    asked.page.get_by_label("Beginn").fill(SOON.isoformat())
    birth(asked, "12", "3", "1985")
    asked.page.reload()
    asked.at(STEPS[1])
    expect(asked.page.get_by_label("Beginn")).to_have_value(SOON.isoformat())
    assert born(asked) == ["12", "3", "1985"]


def test_a_day_beyond_its_bounds_is_refused_with_the_bound_in_words(asked):
    vehicle(asked)
    asked.page.get_by_label("Beginn").fill("2099-01-01")
    birth(asked, "12", "3", "1985")
    asked.press("Weiter")
    bound = asked.page.get_by_text("bei „Beginn“ ein Datum bis zum").last
    expect(bound).to_contain_text(str(TODAY.year + 1))


def test_a_half_filled_day_is_not_taken_for_none(asked):
    vehicle(asked)
    asked.page.get_by_label("Beginn").focus()
    asked.page.keyboard.type("12")
    birth(asked, "12", "3", "1985")
    asked.press("Weiter")
    expect(asked.page.get_by_text("bei „Beginn“ ein Datum ein, das").last).to_be_visible()


def test_no_is_an_answer_that_goes_on_and_is_kept_and_sent(asked):
    vehicle(asked)
    contract(asked)
    asked.choose("Nein")
    asked.at(STEPS[3])
    asked.page.reload()
    asked.at(STEPS[3])
    expect(asked.page.locator("dd", has_text="Nein")).to_be_visible()
    asked.press("Zurück")
    asked.at(STEPS[2])
    expect(asked.page.get_by_role("radio", name="Nein")).to_be_checked()
    asked.choose("Ja")
    asked.at(STEPS[3])
    asked.press("Zurück")
    asked.at(STEPS[2])
    assert sent(asked)["claims"] is False


def test_notices_are_neither_on_the_review_page_nor_in_what_is_sent(asked):
    expect(asked.page.get_by_text("Saisonkennzeichen")).to_be_visible()
    vehicle(asked)
    contract(asked)
    asked.choose("Ja")
    asked.at(STEPS[3])
    expect(asked.page.get_by_text("Gut zu wissen")).to_have_count(0)
    asked.press("Zurück")
    asked.at(STEPS[2])
    assert not {"info", "season"} & sent(asked).keys()


@pytest.mark.parametrize(
    ("scheme", "forced", "width"),
    [("light", "none", 1280), ("dark", "none", 390), ("light", "active", 320)],
)
def test_each_kind_is_accessible_and_large_enough(
    browser: Browser, widget_server, scheme, forced, width
):
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        forced_colors=forced,
        reduced_motion="reduce",
    )
    visit = Visit(page, widget_server).open("vehicle", loaded=False)
    visit.at(STEPS[0])
    assert (visit.judge(), visit.overflow(), small(page)) == ([], 0, [])
    visit.press("Weiter")
    page.get_by_text("Bitte prüfen Sie diese Angaben").wait_for()
    assert (visit.judge(), visit.overflow()) == ([], 0)
    vehicle(visit)
    assert (visit.judge(), visit.overflow(), small(page)) == ([], 0, [])
    contract(visit)
    assert (visit.judge(), visit.overflow(), small(page)) == ([], 0, [])
    page.close()


def small(page):
    """Name controls under 44 pixels; an input in a card or a point is as large as that."""
    return page.locator(".point, .card, .range, .input, .main, .quiet").evaluate_all(
        """all => all.filter((e) => {
            const { width, height } = e.getBoundingClientRect();
            return height && (height < 44 || width < 44);
        }).map((e) => e.className)"""
    )
