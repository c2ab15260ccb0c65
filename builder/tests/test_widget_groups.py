"""Groups: the same questions for several people; and what is asked or doubted as answers go."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from builder.tests.claim_page import ADD, STEPS, Claim, picture
from builder.tests.widget_page import Visit, visit, widget_server

__all__ = ["visit", "widget_server"]  # fixtures


@pytest.fixture
def claim(visit):
    return Claim(visit)


def test_the_fewest_entries_are_there_at_once_and_can_not_be_removed(claim):
    expect(claim.entry(1)).to_be_visible()
    expect(claim.page.get_by_role("button", name="Entfernen")).to_have_count(0)


def test_an_added_entry_takes_the_focus_and_the_last_possible_one_says_so(claim):
    claim.visit.press(ADD)
    expect(claim.entry(2).get_by_label("Vor- und Nachname")).to_be_focused()
    claim.visit.press(ADD)
    expect(claim.entry(3).get_by_label("Vor- und Nachname")).to_be_focused()
    expect(claim.page.get_by_role("button", name=ADD)).to_have_count(0)
    expect(claim.page.get_by_text("Mehr als 3 können Sie nicht angeben.")).to_be_visible()


def test_a_removed_entry_can_be_had_back_as_it_was(claim):
    claim.driver(1)
    claim.visit.press(ADD)
    claim.driver(2, "Bob")
    claim.page.get_by_role("button", name="Entfernen Fahrer 1").click()
    expect(claim.page.get_by_role("status")).to_have_text("Fahrer 1 wurde entfernt.")
    expect(claim.entry(1).get_by_label("Vor- und Nachname")).to_have_value("Bob")
    undo = claim.page.get_by_role("button", name="Rückgängig machen")
    expect(undo).to_be_focused()
    undo.click()
    expect(claim.entry(1).get_by_label("Vor- und Nachname")).to_have_value("Ada")
    expect(claim.entry(1).get_by_label("Vor- und Nachname")).to_be_focused()
    expect(claim.entry(2).get_by_label("Vor- und Nachname")).to_have_value("Bob")
    expect(undo).to_have_count(0)


def test_an_entry_without_an_answer_goes_without_an_undo(claim):
    claim.driver(1)
    claim.visit.press(ADD)
    claim.page.get_by_role("button", name="Entfernen Fahrer 2").click()
    expect(claim.page.get_by_role("button", name="Rückgängig machen")).to_have_count(0)
    expect(claim.entry(1).get_by_label("Vor- und Nachname")).to_be_focused()


def test_a_question_inside_follows_the_answers_of_its_own_entry(claim):
    claim.visit.press(ADD)
    claim.entry(2).get_by_role("radio", name="Ja").check()
    expect(claim.entry(2).get_by_label("Wann war der Unfall?")).to_be_visible()
    expect(claim.entry(1).get_by_label("Wann war der Unfall?")).to_have_count(0)


def test_errors_lead_to_the_question_of_the_right_entry(claim):
    claim.driver(1)
    claim.visit.press(ADD)
    claim.driver(2, "Bob", age="")
    claim.visit.press("Weiter")
    words = "Bitte füllen Sie „Alter in Jahren (Fahrer 2)“ aus."
    age = claim.entry(2).get_by_label("Alter")
    expect(age).to_have_attribute("aria-invalid", "true")
    expect(age).to_have_accessible_description(f"Fehler: {words}")
    expect(claim.entry(1).get_by_label("Alter")).not_to_have_attribute("aria-invalid", "true")
    claim.page.get_by_role("link", name=words).click()
    expect(age).to_be_focused()


def test_a_group_without_an_answer_leads_to_its_first_question(claim):
    claim.visit.press("Weiter")
    claim.page.get_by_role("link", name="Wer fährt das Auto?").click()
    expect(claim.entry(1).get_by_label("Vor- und Nachname")).to_be_focused()


def test_entries_are_read_entry_by_entry_and_sent_in_order(claim):
    claim.driver(1)
    claim.visit.press(ADD)
    claim.driver(2, "Bob")
    claim.to_review(picture())
    heading = claim.page.get_by_role("heading", name="Fahrer 2")
    expect(heading.locator("xpath=..")).to_contain_text("Vor- und NachnameBob")
    claim.visit.press("Anfrage absenden")
    claim.visit.done()
    (submission,) = claim.visit.server.log()["submissions"]
    assert submission["answers"]["drivers"] == [
        {"name": "Ada", "age": "40", "accident": "no"},
        {"name": "Bob", "age": "40", "accident": "no"},
    ]


def test_a_refusal_of_the_server_is_shown_in_the_right_entry(claim, complaints):
    claim.to_review(picture())
    problem = {"code": "invalid_answers", "detail": "Bitte prüfen Sie Ihre Angaben."}
    error = {"field": "drivers.0.age", "code": "x", "message": "Dieses Alter geht nicht."}
    refuse = lambda route: route.fulfill(  # noqa: E731
        status=422,
        json={**problem, "errors": [error]},
        headers={"Access-Control-Allow-Origin": "*"},
    )
    claim.page.route("**/submissions", refuse)
    claim.visit.press("Anfrage absenden")
    claim.visit.at(STEPS[0])
    age = claim.entry(1).get_by_label("Alter")
    expect(age).to_have_accessible_description("Fehler: Dieses Alter geht nicht.")
    complaints.clear()


def test_answers_of_a_group_come_back_after_a_reload(claim):
    claim.driver(1)
    claim.visit.press(ADD)
    claim.driver(2, "Bob")
    claim.page.reload()
    expect(claim.entry(2).get_by_label("Vor- und Nachname")).to_have_value("Bob")


def test_the_keyboard_adds_answers_and_removes_an_entry(claim):
    keys = claim.page.keyboard
    claim.driver(1)
    claim.page.get_by_role("button", name=ADD).focus()
    keys.press("Enter")
    keys.type("Bob")
    expect(claim.entry(2).get_by_label("Vor- und Nachname")).to_have_value("Bob")
    claim.page.get_by_role("button", name="Entfernen Fahrer 2").focus()
    keys.press("Space")
    expect(claim.entry(2)).to_have_count(0)
    keys.press("Enter")
    expect(claim.entry(2).get_by_label("Vor- und Nachname")).to_have_value("Bob")


def test_a_warning_is_said_once_for_each_answer_and_does_not_block(claim):
    claim.driver(1, age="17")
    age = claim.entry(1).get_by_label("Alter")
    warning = "Hinweis: Mit 17 Jahren ist nur begleitetes Fahren möglich."
    claim.visit.press("Weiter")
    expect(claim.page.get_by_text("Bitte sehen Sie noch einmal hin")).to_be_visible()
    expect(age).to_have_accessible_description(warning)
    expect(age).not_to_have_attribute("aria-invalid", "true")
    assert claim.visit.focused("className") == "notice soft"
    age.fill("18")
    age.fill("17")
    claim.visit.press("Weiter")
    claim.visit.at(STEPS[1])
    claim.visit.press("Zurück")
    claim.entry(1).get_by_label("Vor- und Nachname").fill("Bob")
    claim.visit.press("Weiter")
    expect(age).to_have_accessible_description(warning)


def test_what_is_wrong_comes_before_what_is_doubtful(claim):
    claim.driver(1, name="", age="17")
    claim.visit.press("Weiter")
    expect(claim.page.get_by_text("Bitte prüfen Sie diese Angaben")).to_be_visible()
    expect(claim.page.get_by_text("begleitetes Fahren")).to_have_count(0)


def test_the_mark_of_what_may_be_left_out_follows_the_answers(claim):
    claim.driver(1)
    claim.visit.press("Weiter")
    reason = claim.page.get_by_role("textbox", name="Wie ist es passiert?")
    expect(reason).to_have_accessible_name("Wie ist es passiert? (optional)")
    claim.page.get_by_label("Schaden in Euro").fill("100")
    expect(reason).to_have_accessible_name("Wie ist es passiert?")
    expect(reason).to_have_attribute("aria-required", "true")
    claim.visit.press("Weiter")
    expect(claim.page.get_by_role("link", name="Wie ist es passiert?")).to_be_visible()
    claim.page.get_by_label("Schaden in Euro").fill("")
    expect(reason).to_have_accessible_name("Wie ist es passiert? (optional)")
    expect(reason).not_to_have_attribute("aria-required", "true")


@pytest.mark.parametrize(
    ("scheme", "forced", "width"),
    [("light", "none", 1280), ("dark", "none", 390), ("light", "active", 320)],
)
def test_every_state_is_accessible_and_fits(browser, widget_server, scheme, forced, width):
    context = browser.new_context(
        color_scheme=scheme,
        forced_colors=forced,
        reduced_motion="reduce",
        viewport={"width": width, "height": 800},
    )
    visit = Visit(context.new_page(), widget_server)
    claim = Claim(visit)
    for state in states(claim):
        assert (state, visit.judge(), visit.overflow()) == (state, [], 0)
    assert visit.seen("violations") == []
    context.close()


def states(claim):
    """Go through what groups, warnings and files look like; give each state's name."""
    visit, page = claim.visit, claim.page
    yield "one entry"
    visit.press("Weiter")
    yield "nothing answered"
    claim.driver(1, age="17")
    visit.press(ADD)
    visit.press(ADD)
    visit.press("Weiter")
    yield "three entries, one wrong"
    claim.driver(2, "Bob")
    page.get_by_role("button", name="Entfernen Fahrer 2").click()
    yield "removed"
    page.get_by_role("button", name="Entfernen Fahrer 2").click()
    visit.press("Weiter")
    yield "warning"
    visit.press("Weiter")
    visit.press("Weiter")
    visit.at(STEPS[2])
    yield "no file"
    claim.choose(picture(), {**picture("schadenschadenschadenschaden.exe")})
    yield "files"
    visit.press("Weiter")
    page.get_by_label("E-Mail-Adresse").fill("ada@abc.example")
    visit.press("Weiter")
    visit.at(STEPS[4])
    yield "review"
