"""The look of an assistant in the visual builder."""

from __future__ import annotations

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from builder.document import compile
from builder.models import Assistant
from builder.staleness import marks
from builder.tests.test_build_preview import build, draft, shown
from zenflow.testing.accessibility import violations

__all__ = ["build", "draft", "shown"]  # fixtures

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def look(build):
    build.get_by_role("button", name="Aussehen").first.click()
    expect(build.get_by_role("heading", name="Aussehen", exact=True)).to_be_visible()
    return build


def kept(page, draft):
    """Wait until everything is saved; give the assistant's own tokens."""
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()
    with scope(tenant=draft.tenant):
        return Assistant.objects.get(pk=draft.pk).theme


def test_a_colour_is_seen_in_the_preview_and_saved(look, shown, draft):
    look.get_by_role("group", name="Farben: Hell").get_by_label("Hauptfarbe", exact=True).fill(
        "#8a1c5c"
    )
    button = shown.locator("zenflow-assistant button").last
    expect(button).to_have_css("background-color", "rgb(138, 28, 92)")
    assert kept(look, draft) == {"accent": "#8a1c5c"}
    look.get_by_role("button", name="Wie das Aussehen der Firma", exact=True).click()
    expect(button).to_have_css("background-color", "rgb(15, 92, 86)")
    expect(look.get_by_text("Dieser Assistent sieht aus wie alle")).to_be_visible()
    assert kept(look, draft) == {}


def test_colours_that_are_too_alike_are_named_and_mended_by_a_click(look, draft):
    look.get_by_role("group", name="Farben: Hell").get_by_label("Hauptfarbe", exact=True).fill(
        "#f2c14e"
    )
    faults = look.locator(".look-faults li")
    expect(faults).to_have_count(2)
    expect(faults.first).to_contain_text("„Hauptfarbe“ und „Karten“")
    expect(faults.first).to_contain_text("Der Kontrast ist 1,6 zu 1, nötig sind 4,5 zu 1")
    faults.first.get_by_role("button").click()
    expect(faults).to_have_count(0)
    assert kept(look, draft) == {"accent": "#8f722e"}


def test_a_look_to_begin_with_is_taken_over_and_undone(look, shown, draft):
    look.get_by_role("button", name="Hafen").click()
    expect(look.get_by_role("button", name="Hafen")).to_have_attribute("aria-pressed", "true")
    assert kept(look, draft)["accent"] == "#1a4f8b"
    look.get_by_role("button", name="Dunkel", exact=True).click()
    card = shown.locator("zenflow-assistant .zf")
    expect(card).to_have_css("background-color", "rgb(19, 32, 45)")
    look.get_by_role("button", name="Rückgängig").first.click()
    expect(card).to_have_css("background-color", "rgb(21, 33, 31)")
    assert kept(look, draft) == {}


def test_a_language_comes_and_goes_and_comes_back(build, draft):
    build.locator("[data-thing]", has_text="Anfang").first.click()
    build.get_by_label("Sprache hinzufügen").select_option("fr")
    expect(build.locator(".languages-list li")).to_have_count(3)
    expect(build.locator(".languages-done", has_text="0 von")).to_be_visible()
    build.get_by_role("button", name="Englisch entfernen").click()
    expect(build.locator(".languages-list li")).to_have_count(2)
    expect(build.get_by_text("Englisch ist entfernt, mit")).to_be_visible()
    build.get_by_role("button", name="Rückgängig").first.click()
    expect(build.locator(".languages-list li")).to_have_count(3)
    expect(build.get_by_text("Gespeichert", exact=True)).to_be_visible()
    with scope(tenant=draft.tenant):
        saved = Assistant.objects.get(pk=draft.pk)
        assert saved.locales == ["de", "en", "fr"]
        assert saved.texts.filter(locale="en").count() > 20


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_look_can_be_chosen_by_everybody(look, scheme):
    look.emulate_media(color_scheme=scheme)
    look.locator("#look-accent").fill("#f2c14e")
    expect(look.locator(".look-faults")).to_be_visible()
    assert violations(look, within=".look") == []
    look.set_viewport_size({"width": 390, "height": 844})
    assert look.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(look, frames=False) == []


def test_a_text_that_changed_is_marked_until_its_translation_is_called_right(build, draft):
    title = build.get_by_label("Titel des Schritts")
    title.fill("Ihr Heim")
    build.get_by_label("Sprache der Vorschau").select_option("en")
    stale = build.locator(".stale")
    expect(stale).to_have_text("Der Text hat sich seit der Übersetzung geändert.Stimmt noch")
    expect(build.locator(".writing")).to_contain_text("23 von 24 Texten")
    expect(build.locator(".steps .mark-open")).to_have_count(1)
    stale.get_by_role("button", name="Stimmt noch: Titel des Schritts").click()
    expect(stale).to_have_count(0)
    expect(build.locator(".steps .mark-open")).to_have_count(0)
    kept(build, draft)
    with scope(tenant=draft.tenant):
        assert marks(draft) == []
    # The other way round: what English lacks is said before it is what all else follows.
    build.get_by_label("Titel des Schritts").fill("")
    build.locator("[data-thing]", has_text="Anfang").first.click()
    build.get_by_label("Ausgangssprache").select_option("en")
    dialog = build.get_by_role("dialog", name="Englisch als Ausgangssprache")
    expect(dialog).to_contain_text("Auf Englisch fehlt noch 1 Text:Ihr Heim")
    dialog.get_by_role("button", name="Trotzdem wechseln").click()
    expect(build.get_by_text("Ausgangssprache. 1 Text fehlt darin noch.")).to_be_visible()
    build.locator(".toast-undo").click()
    expect(build.get_by_label("Ausgangssprache")).to_have_value("de")


def test_a_language_that_comes_back_later_says_what_it_said(build, draft):
    build.locator("[data-thing]", has_text="Anfang").first.click()
    with scope(tenant=draft.tenant):
        before = compile(draft)
    build.get_by_role("button", name="Englisch entfernen").click()
    expect(build.locator(".languages-list li")).to_have_count(1)
    kept(build, draft)
    build.reload()
    build.get_by_label("Sprache hinzufügen").select_option("en")
    expect(build.get_by_text("Englisch ist wieder da, mit")).to_be_visible()
    kept(build, draft)
    with scope(tenant=draft.tenant):
        assert compile(Assistant.objects.get(pk=draft.pk)) == before
