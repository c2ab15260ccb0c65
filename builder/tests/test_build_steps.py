"""Steps and endings in the visual builder: by mouse and by keys, and what undo brings back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from builder.tests.build_page import Build, build

__all__ = ["build"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def test_a_step_is_added_behind_the_one_that_is_shown_and_named_at_once(build: Build):
    build.page.get_by_role("button", name="Schritt hinzufügen").click()
    build.page.keyboard.type("Ganz neu")
    assert build.titles() == ["Ihr Zuhause", "Ganz neu", "Umfang", "Ihre Angaben"]


def test_a_step_moves_by_key_keeps_the_focus_and_says_where_it_is(build: Build):
    build.step("Umfang").focus()
    before = build.focused()
    build.page.keyboard.press("Alt+ArrowDown")
    expect(build.page.locator(".toast")).to_have_text("„Umfang“ steht jetzt an Stelle 3 von 3.")
    assert build.titles() == ["Ihr Zuhause", "Ihre Angaben", "Umfang"]
    assert build.focused() == before
    build.page.keyboard.press("Alt+ArrowUp")
    assert build.titles() == ["Ihr Zuhause", "Umfang", "Ihre Angaben"]


def test_a_step_is_dragged(build: Build):
    grip = build.steps.nth(1).locator(".grip")
    grip.drag_to(build.steps.nth(2), target_position={"x": 60, "y": 40})
    expect(build.steps.nth(2)).to_contain_text("Umfang")
    assert build.titles() == ["Ihr Zuhause", "Ihre Angaben", "Umfang"]


def test_a_step_is_duplicated_with_keys_of_its_own(build: Build):
    build.menu("Umfang", "Verdoppeln")
    saved = build.saved()
    assert [step.title["de"] for step in saved.steps].count("Umfang") == 2
    keys = [field.key for field in saved.fields.values()]
    assert len(keys) == len(set(keys))
    assert "was_soll_mitversichert_sein" in keys or "extras_2" in keys


def test_a_removed_step_comes_back_by_undo_with_its_questions(build: Build):
    before = build.saved()
    build.menu("Umfang", "Entfernen")
    assert build.titles() == ["Ihr Zuhause", "Ihre Angaben"]
    build.page.get_by_role("button", name="Rückgängig").last.click()
    expect(build.steps).to_have_count(3)
    assert build.saved() == before


def test_removing_what_others_look_at_says_where_and_asks(build: Build):
    build.menu("Ihr Zuhause", "Entfernen")
    dialog = build.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Was steht im Garten?")
    build.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(build.steps).to_have_count(3)
    build.menu("Ihr Zuhause", "Entfernen")
    dialog.locator(".button.main").click()
    saved = build.saved()
    assert [step.title["de"] for step in saved.steps] == ["Umfang", "Ihre Angaben"]
    assert all(field.visible_if is None for field in saved.fields.values())


def test_an_ending_is_added_moved_and_removed(build: Build):
    build.page.get_by_role("button", name="Abschluss hinzufügen").click()
    build.page.keyboard.type("Bis bald")
    build.page.locator("[data-list=endings] .row-main", has_text="Bis bald").focus()
    build.page.keyboard.press("Alt+ArrowUp")
    titles = [ending.title["de"] for ending in build.saved().endings]
    assert titles == ["Vielen Dank", "Bis bald", "Wir beraten Sie"]
    build.menu("Bis bald", "Entfernen")
    assert len(build.saved().endings) == 2


def test_keys_take_back_and_forth(build: Build):
    build.page.get_by_label("Titel des Schritts").fill("Wohnen")
    build.saved()
    build.page.keyboard.press("Control+z")
    expect(build.page.get_by_label("Titel des Schritts")).to_have_value("Ihr Zuhause")
    assert build.titles()[0] == "Ihr Zuhause"
    build.page.keyboard.press("Control+y")
    assert build.titles()[0] == "Wohnen"


def test_the_address_names_what_is_selected(build: Build):
    step = build.saved().steps[2]
    field = step.fields[0]
    build.open(field.id)
    expect(build.page.get_by_label("Titel des Schritts")).to_have_value("Ihre Angaben")
    expect(build.card("E-Mail-Adresse")).to_have_attribute("aria-expanded", "true")
    build.step("Umfang").click()
    assert build.page.url.endswith(f"#{build.saved().steps[1].id}")
