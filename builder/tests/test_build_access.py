"""The visual builder for everybody: axe in every state, by keys alone, and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import ViewportSize, expect

from builder.tests.build_page import Build, build

__all__ = ["build"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

DESK: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 844}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def open_folds(build: Build) -> None:
    closed = build.page.locator(".middle details:not([open]) > summary")
    while closed.count():
        closed.first.click()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_any_state(build: Build, size):
    page = build.page
    page.set_viewport_size(size)
    found = {"step": build.axe()}
    build.card("Wie wohnen Sie?").click()
    build.menu("In einem Haus", "Hilfe, Wert und Punkte")
    open_folds(build)
    found["question"] = build.axe()
    page.get_by_role("button", name="Frage hinzufügen").last.click()
    found["palette"] = build.axe()
    page.locator(".offer[data-kind=group]").click()
    found["group"] = build.axe()
    page.locator("[class*=findings-]").first.click()
    found["findings"] = build.axe()
    page.keyboard.press("Escape")
    for name, place in (("beginning", "assistant"), ("ending", build.saved().endings[0].id)):
        build.open(place)
        found[name] = build.axe()
    if size == PHONE:
        page.get_by_role("button", name="Schritte").click()
    page.get_by_role("button", name="Mehr zu „Umfang“").click()
    found["menu"] = build.axe()
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_on_a_phone_there_is_one_view_at_a_time_and_nothing_moves_sideways(build: Build):
    page = build.page
    page.set_viewport_size(PHONE)
    tabs = page.locator(".tabs")
    expect(page.locator(".steps")).to_be_hidden()
    tabs.get_by_text("Schritte").click()
    expect(page.locator(".middle")).to_be_hidden()
    assert page.evaluate(SIDEWAYS) == 0
    build.step("Umfang").click()
    expect(page.get_by_label("Titel des Schritts")).to_have_value("Umfang")
    build.card("Was soll mitversichert sein?").click()
    open_folds(build)
    assert page.evaluate(SIDEWAYS) == 0
    tabs.get_by_text("Vorschau").click()
    expect(page.locator(".preview iframe")).to_be_visible()
    assert page.evaluate(SIDEWAYS) == 0
    expect(tabs.locator("[aria-current]")).to_have_text("Vorschau")
    page.get_by_role("button", name="Aussehen", exact=True).click()
    expect(page.get_by_role("heading", name="Aussehen", exact=True)).to_be_visible()
    expect(tabs.locator("[aria-current]")).to_have_count(0)


def test_what_is_pressed_on_a_phone_is_large_enough(build: Build):
    page = build.page
    page.set_viewport_size(PHONE)
    build.card("Wie wohnen Sie?").click()
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('button, a, select, input:not([type=checkbox])')]
        .filter((one) => one.checkVisibility() && !one.closest('p'))
        .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect().height])
        .filter(([, height]) => height < 36)"""
    )
    assert sizes == [[one, height] for one, height in sizes if "bar-name" in one or "<a" in one]


def test_a_question_is_added_written_moved_and_removed_by_keys_alone(build: Build):
    page = build.page
    page.locator(".page > .add").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("kurzer")
    page.keyboard.press("Enter")
    page.keyboard.type("Wie heißen Sie?")
    assert build.saved().steps[0].fields[-1].label["de"] == "Wie heißen Sie?"
    build.card("Wie heißen Sie?").focus()
    page.keyboard.press("Alt+ArrowUp")
    assert build.saved().steps[0].fields[0].label["de"] == "Wie heißen Sie?"
    assert build.focused() == build.saved().steps[0].fields[0].id
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Entfernen")).to_be_focused()
    page.keyboard.press("Enter")
    saved = build.saved()
    assert [field.label["de"] for field in saved.steps[0].fields] == ["Wie wohnen Sie?"]
    # The focus goes to what took its place.
    assert build.focused() == saved.steps[0].fields[0].id


def test_a_menu_closes_by_escape_and_gives_the_focus_back(build: Build):
    button = build.page.get_by_role("button", name="Mehr zu „Umfang“")
    button.focus()
    build.page.keyboard.press("Enter")
    expect(build.page.get_by_role("menuitem", name="Nach oben")).to_be_focused()
    build.page.keyboard.press("ArrowDown")
    expect(build.page.get_by_role("menuitem", name="Nach unten")).to_be_focused()
    build.page.keyboard.press("Escape")
    expect(button).to_be_focused()
