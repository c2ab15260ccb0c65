"""An end user answers an assistant in a customer's page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from builder.tests.widget_page import STEPS, Visit, WidgetServer, visit, widget_server

__all__ = ["visit", "widget_server"]  # fixtures


def test_the_journey_runs_under_the_strictest_policy_and_sends_what_was_answered(visit):
    visit.open().to_review().press("Anfrage absenden")
    visit.done()
    assert visit.seen("violations") == []
    (submission,) = visit.server.log()["submissions"]
    assert submission["answers"] == {
        "home": "house",
        "extras": ["garage"],
        "bicycle": "yes",
        "bicycle_model": "Ein gutes",
        "name": "Erika Musterfrau",
        "email": "erika@abc.example",
        "consent": True,
    }
    assert submission["locale"] == "de"
    assert len(submission["submission_id"]) == 22


def test_the_policy_of_that_page_does_stop_what_it_forbids(visit, complaints):
    visit.open()
    visit.page.evaluate("() => document.body.setAttribute('style', 'color: red')")
    visit.page.wait_for_function("() => seen.violations.length")
    complaints.clear()


@pytest.mark.parametrize(
    ("scheme", "forced", "width"),
    [("light", "none", 1280), ("dark", "none", 390), ("light", "active", 320)],
)
def test_every_state_is_accessible_and_fits(
    browser: Browser, widget_server: WidgetServer, scheme, forced, width
):
    context = browser.new_context(
        color_scheme=scheme,
        forced_colors=forced,
        reduced_motion="reduce",
        viewport={"width": width, "height": 800},
    )
    visit = Visit(context.new_page(), widget_server).open()
    widget_server.order(submit=["429"])
    for state in visit.states():
        assert (state, visit.judge(), visit.overflow()) == (state, [], 0)
    visit.press("Anfrage absenden")
    visit.page.get_by_text("konnte nicht gesendet werden").wait_for()
    assert (visit.judge(), visit.overflow()) == ([], 0)
    visit.press("Noch einmal versuchen")
    visit.done()
    assert (visit.judge(), visit.overflow()) == ([], 0)
    context.close()


def test_reduced_motion_leaves_no_transition(browser, widget_server):
    context = browser.new_context(reduced_motion="reduce")
    visit = Visit(context.new_page(), widget_server).open()
    moving = visit.page.evaluate(
        "() => [...document.querySelector('zenflow-assistant').shadowRoot.querySelectorAll('*')]"
        ".filter((e) => getComputedStyle(e).transitionDuration !== '0s'"
        " || getComputedStyle(e).animationName !== 'none').length"
    )
    assert moving == 0
    context.close()


def test_the_keyboard_alone_completes_the_journey(visit):
    visit.open()
    keys = visit.page.keyboard
    keys.press("Tab")
    keys.press("Space")
    keys.press("ArrowDown")
    visit.page.wait_for_timeout(400)
    visit.at(STEPS[0])  # arrows choose, they don't go on
    assert visit.focused("value") == "house"
    keys.press("Enter")
    visit.at(STEPS[1])
    keys.press("Tab")
    keys.press("Space")
    keys.press("Enter")
    visit.at(STEPS[2])
    keys.press("Tab")
    keys.press("ArrowUp")
    assert visit.focused("value") == "no"
    keys.press("Enter")
    visit.at(STEPS[3])
    for typed in ("Erika Musterfrau", "erika@abc.example", ""):
        keys.press("Tab")
        keys.type(typed)
    keys.press("Tab")
    keys.press("Space")
    keys.press("Enter")
    visit.at(STEPS[4])
    while visit.focused("textContent") != "Anfrage absenden":
        keys.press("Tab")
    keys.press("Enter")
    visit.done()
    assert visit.focused("tagName") == "H3"


def test_the_first_load_neither_focuses_nor_scrolls_and_a_step_change_does_focus(visit):
    visit.page.set_viewport_size({"width": 390, "height": 300})
    visit.open()
    assert visit.focused("tagName") == "BODY"
    assert visit.page.evaluate("() => scrollY") == 0
    visit.choose("In einem Haus")
    visit.at(STEPS[1])
    assert visit.focused("textContent") == STEPS[1]
    heading = visit.page.get_by_role("heading", name=STEPS[1])
    expect(heading).to_be_in_viewport()


def test_a_click_on_a_single_choice_goes_on_and_says_so_beforehand(visit):
    visit.open()
    expect(
        visit.page.get_by_text("Ein Klick auf eine Antwort führt gleich weiter.")
    ).to_be_visible()
    visit.choose("In einer Wohnung")
    visit.at(STEPS[2])
    visit.choose("Nein")
    visit.page.wait_for_timeout(400)
    visit.at(STEPS[2])  # this step asks for more
    visit.press("Zurück")
    visit.at(STEPS[0])
    visit.choose("In einer Wohnung")  # chosen already: still a click on it
    visit.at(STEPS[2])


def test_a_double_click_goes_one_step(visit):
    visit.open()
    visit.page.locator(".card", has_text="In einem Haus").dblclick()
    visit.at(STEPS[1])
    visit.choose("Garage")
    visit.page.get_by_role("button", name="Weiter").dblclick()
    visit.page.wait_for_timeout(300)
    visit.at(STEPS[2])
    # The second half of a double click may hit the button that came up under the pointer.
    second = "(e) => e.dispatchEvent(new MouseEvent('click', {detail: 2, bubbles: true, cancelable: true}))"
    visit.page.get_by_role("button", name="Weiter").evaluate(second)
    expect(visit.page.get_by_text("Bitte prüfen Sie diese Angaben")).to_have_count(0)


def test_errors_are_summed_up_linked_and_said_where_they_are(visit):
    visit.open().choose("In einer Wohnung")
    visit.at(STEPS[2])
    visit.choose("Nein")
    visit.press("Weiter")
    visit.at(STEPS[3])
    email = visit.page.get_by_label("E-Mail-Adresse")
    email.fill("erika")
    email.blur()
    expect(visit.page.get_by_text("vollständige E-Mail-Adresse")).to_have_count(0)
    visit.press("Weiter")
    assert visit.focused("className") == "notice"
    words = "Bitte füllen Sie „Vor- und Nachname“ aus."
    expect(visit.page.get_by_text(words)).to_have_count(2)
    name = visit.page.get_by_label("Vor- und Nachname")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description(f"Fehler: {words}")
    expect(email).to_have_value("erika")
    visit.page.get_by_role("link", name=words).click()
    assert visit.focused("id") == name.get_attribute("id")
    assert "#" not in visit.page.url
    visit.contact()
    visit.press("Weiter")
    visit.at(STEPS[4])


def test_consent_is_never_given_beforehand_and_optional_fields_say_so(visit):
    visit.open().choose("In einer Wohnung")
    visit.at(STEPS[2])
    visit.choose("Nein")
    visit.press("Weiter")
    expect(visit.page.get_by_role("checkbox")).not_to_be_checked()
    expect(visit.page.get_by_label("Telefon (optional)")).to_be_visible()


def test_a_change_comes_back_to_the_review_page_by_way_of_what_it_newly_asks(visit):
    visit.open().choose("In einer Wohnung")
    visit.at(STEPS[2])
    visit.choose("Nein")
    visit.press("Weiter")
    visit.contact()
    visit.press("Weiter")
    visit.at(STEPS[4])
    visit.page.get_by_role("button", name="Ändern der Angabe „Wie wohnen Sie?“").click()
    visit.choose("In einem Haus")
    visit.at(STEPS[1])
    expect(visit.page.get_by_text("Durch Ihre Änderung").first).to_be_visible()
    visit.choose("Garage")
    visit.press("Weiter")
    visit.at(STEPS[4])
    expect(visit.page.get_by_text("Garage")).to_be_visible()


def test_progress_never_promises_more_steps_than_there_can_be(visit):
    visit.open()
    expect(visit.page.get_by_text("Schritt 1 von höchstens 4")).to_be_visible()
    visit.choose("In einer Wohnung")
    expect(visit.page.get_by_text("Schritt 2 von höchstens 3")).to_be_visible()


def test_a_likely_slip_in_an_address_is_hinted_at_and_does_not_block(visit):
    visit.open().choose("In einer Wohnung")
    visit.at(STEPS[2])
    visit.choose("Nein")
    visit.press("Weiter")
    visit.contact()
    visit.page.get_by_label("E-Mail-Adresse").fill("erika@gmial.com")
    visit.press("Meinten Sie erika@gmail.com?")
    expect(visit.page.get_by_label("E-Mail-Adresse")).to_have_value("erika@gmail.com")
    visit.page.get_by_label("E-Mail-Adresse").fill("erika@gmial.com")
    visit.press("Weiter")
    visit.at(STEPS[4])


def test_the_live_region_is_there_before_its_first_message(visit):
    visit.open()
    assert visit.page.get_by_role("status").text_content() == ""
