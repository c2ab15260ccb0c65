"""Questions in the visual builder: added, written, moved, and everything that can be set of them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from builder.fields import KINDS
from builder.tests.build_page import Build, build

__all__ = ["build"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def fields(build: Build, step: int = 0):
    return build.saved().steps[step].fields


def test_a_question_is_found_in_the_palette_by_keys_alone(build: Build):
    build.page.locator(".page > .add").focus()
    build.page.keyboard.press("Enter")
    build.page.keyboard.type("schieb")
    build.page.keyboard.press("Enter")
    build.page.keyboard.type("Wie viele Zimmer?")
    new = fields(build)[-1]
    assert (new.kind, new.label["de"], new.key) == (
        "slider",
        "Wie viele Zimmer?",
        "wie_viele_zimmer",
    )
    assert new.config == KINDS["slider"].default_config()


def test_a_question_of_every_kind_is_added_and_saved(build: Build):
    for kind in KINDS:
        build.add(kind)
        expect(build.page.locator(".inspector").first).to_be_visible()
    added = fields(build)[1:]
    assert [field.kind for field in added] == list(KINDS)
    assert len({field.key for field in added}) == len(KINDS)
    classes = {field.kind: field.data_class for field in added}
    assert classes == {name: kind.data_class for name, kind in KINDS.items()}


def test_what_was_published_keeps_its_key(build: Build, cast, live_server):
    build.assistant = cast.household
    build.open()
    build.card("Wie wohnen Sie?").click()
    build.page.get_by_label("Frage", exact=True).fill("Wo wohnen Sie?")
    build.page.locator("summary", has_text="Daten").click()
    expect(build.page.get_by_label("Schlüssel in Ihren Systemen")).to_be_disabled()
    field = fields(build)[0]
    assert (field.label["de"], field.key) == ("Wo wohnen Sie?", "home")


def test_a_key_that_can_not_be_used_is_said_and_not_taken(build: Build):
    build.card("Wie wohnen Sie?").click()
    build.page.locator("summary", has_text="Daten").click()
    key = build.page.get_by_label("Schlüssel in Ihren Systemen")
    key.fill("Größe!")
    expect(build.page.locator(".fault")).to_contain_text("Nur Kleinbuchstaben")
    key.fill("extras")
    expect(build.page.locator(".fault")).to_contain_text("schon vergeben")
    key.fill("wohnart")
    assert fields(build)[0].key == "wohnart"


def test_choices_are_written_moved_pasted_and_removed(build: Build):
    build.card("Wie wohnen Sie?").click()
    build.page.get_by_label("Antwort 3", exact=True).press("Enter")
    build.page.keyboard.type("Im Hausboot")
    build.page.keyboard.press("Alt+ArrowUp")
    labels = [choice.label["de"] for choice in fields(build)[0].choices]
    assert labels == ["In einer Wohnung", "In einem Haus", "Im Hausboot", "Anders"]
    build.page.get_by_role("button", name="Antwort hinzufügen").click()
    build.page.evaluate(
        """() => { const data = new DataTransfer(); data.setData('text', '• Zelt\\n- Wagen\\n\\nBurg');
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"""
    )
    chosen = fields(build)[0].choices
    assert [(one.label["de"], one.value) for one in chosen[4:]] == [
        ("Zelt", "zelt"),
        ("Wagen", "wagen"),
        ("Burg", "burg"),
    ]
    build.menu("Burg", "Entfernen")
    assert len(fields(build)[0].choices) == 6


def test_a_choice_gets_a_picture(build: Build):
    build.add("picture_choice")
    build.page.get_by_role("button", name="Antwort hinzufügen").click()
    build.page.get_by_role("button", name="Bild wählen").click()
    content = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(content, "PNG")
    picture = {"name": "dach.png", "mimeType": "image/png", "buffer": content.getvalue()}
    build.page.get_by_label("Ein Bild hochladen").set_input_files(picture)  # type: ignore[arg-type]
    expect(build.page.locator(".picture-button img")).to_be_visible()
    picture_of = fields(build)[-1].choices[0].picture
    assert picture_of is not None
    assert (picture_of.width, picture_of.height) == (60, 40)


def test_settings_are_read_as_people_type_them(build: Build):
    build.add("number")
    build.page.get_by_label("Kleinste Zahl").fill("1.250,5")
    build.page.get_by_label("Nachkommastellen").fill("9")
    expect(build.page.locator(".fault")).to_contain_text("ganze Zahl")
    build.page.get_by_label("Nachkommastellen").fill("2")
    build.page.get_by_label("Einheit").fill("m²")
    config = fields(build)[-1].config
    assert config == {"min": "1250.5", "max": None, "decimals": 2, "unit": {"de": "m²"}}


def test_a_question_goes_to_another_step_by_menu_and_by_dragging(build: Build):
    build.step("Umfang").click()
    build.menu("Was steht im Garten?", "In einen anderen Schritt")
    build.page.get_by_role("dialog").get_by_role("button", name="Ihre Angaben").click()
    assert [field.key for field in fields(build, 2)][-1] == "garden"
    expect(build.page.get_by_label("Titel des Schritts")).to_have_value("Ihre Angaben")
    grip = build.page.locator(".card", has_text="Was steht im Garten?").locator(".grip").first
    box = grip.bounding_box()
    target = build.steps.nth(1).bounding_box()
    assert box and target
    mouse = build.page.mouse
    mouse.move(box["x"] + 8, box["y"] + 20)
    mouse.down()
    mouse.move(box["x"] - 40, box["y"] + 10, steps=5)
    mouse.move(target["x"] + 80, target["y"] + 24, steps=12)
    mouse.up()
    expect(build.page.get_by_label("Titel des Schritts")).to_have_value("Umfang")
    assert [field.key for field in fields(build, 1)] == ["extras", "garden"]


def test_a_question_that_moves_before_what_it_looks_at_asks_first(build: Build):
    build.step("Umfang").click()
    build.menu("Was steht im Garten?", "In einen anderen Schritt")
    build.page.get_by_role("dialog").get_by_role("button", name="Ihr Zuhause").click()
    garden = build.saved().keys["garden"]
    assert garden.visible_if is not None  # at the end of the step it still follows what it looks at
    build.card("Was steht im Garten?").focus()
    build.page.keyboard.press("Alt+ArrowUp")
    dialog = build.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Was steht im Garten?")
    dialog.locator(".button.main").click()
    home = build.saved().steps[0].fields
    assert [field.key for field in home] == ["garden", "home"]
    assert home[0].visible_if is None


def test_a_group_asks_questions_of_its_own(build: Build):
    build.add("group")
    build.page.locator(".group .add").click()
    expect(build.page.locator(".offer[data-kind=file]")).to_have_count(0)
    build.page.locator(".offer[data-kind=birth_date]").click()
    build.page.keyboard.type("Geburtstag")
    group = fields(build)[-1]
    assert [(part.kind, part.key) for part in group.fields] == [("birth_date", "geburtstag")]


def test_a_check_says_its_sentence_while_its_condition_holds(build: Build):
    build.card("Wie wohnen Sie?").click()
    build.page.locator("summary", has_text="Prüfungen").click()
    build.page.get_by_role("button", name="Prüfung hinzufügen").click()
    build.page.get_by_label("Was gesagt wird").fill("Das versichern wir nicht.")
    build.page.get_by_label("Gewicht").select_option(label="Hinweis: lässt weitergehen")
    field = fields(build)[0]
    (check,) = field.checks
    assert (check.level, check.message) == ("warning", {"de": "Das versichern wir nicht."})
    assert check.if_["field"] == field.id


def test_an_earlier_answer_is_written_by_its_key_and_kept_by_its_id(build: Build):
    build.step("Ihre Angaben").click()
    build.page.get_by_label("Text über den Fragen").fill("Sie wohnen: {{home|irgendwo}}")
    home = build.saved().keys["home"]
    text = build.saved().steps[2].text
    assert text == {"de": [{"p": [f"Sie wohnen: {{{{{home.id}|irgendwo}}}}"]}]}
    expect(build.page.get_by_label("Text über den Fragen")).to_have_value(
        "Sie wohnen: {{home|irgendwo}}"
    )


def test_texts_are_written_in_the_language_that_is_chosen(build: Build):
    build.page.get_by_role("combobox", name="Sprache").select_option("en")
    title = build.page.get_by_label("Titel des Schritts")
    expect(title).to_have_value("Your home")
    title.fill("Where you live")
    assert build.saved().steps[0].title == {"de": "Ihr Zuhause", "en": "Where you live"}


def test_a_finding_leads_to_its_place(build: Build):
    build.card("Wie wohnen Sie?").click()
    build.page.get_by_label("Frage", exact=True).fill("")
    build.saved()
    build.step("Umfang").click()
    build.page.locator(".findings-error").click()
    build.page.get_by_role("dialog").get_by_role("button", name="home").first.click()
    expect(build.page.locator(".card.open .said")).to_contain_text("Ein Text fehlt")
