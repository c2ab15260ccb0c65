"""Recalls in texts, endings that turn away or lead on, a logo: what a flow of usual questions needs more.js for."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from builder.tests.widget_page import Visit, visit, widget_server

__all__ = ["visit", "widget_server"]  # fixtures

ABOUT, REVIEW = "Wer sind Sie?", "Ihre Angaben im Überblick"
ASKED = "Erika, was wünschen Sie?"
AWAY = "Es geht leider nicht, Erika"
DONE = "Danke, Erika"
TARGET = "https://abc.example/danke"


class Advice(Visit):
    """An end user who asks for advice (widget/dev/advice.mjs)."""

    def begin(self, kind: str = "advice", name: str = "Erika") -> Advice:
        self.page.route(TARGET, lambda route: route.fulfill(body="Gut angekommen"))
        self.open(kind, loaded=False)
        self.at(ABOUT)
        self.page.get_by_label("Vorname").fill(name)
        return self

    def adult(self, answer: str) -> Advice:
        self.page.get_by_role("radio", name=answer).check()
        self.press("Weiter")
        return self

    def to_review(self) -> Advice:
        self.adult("Ja").at(ASKED)
        self.page.get_by_role("radio", name="Ein großes").check()
        self.press("Weiter")
        self.at(REVIEW)
        return self


@pytest.fixture
def advice(visit):
    return Advice(visit.page, visit.server)


def test_texts_recall_what_was_answered_before(advice):
    advice.begin().adult("Ja").at(ASKED)

    expect(advice.page.get_by_text("Guten Tag, Erika.")).to_be_visible()


def test_without_an_answer_the_fallback_is_said(advice):
    advice.begin(name="").adult("Ja").at("Guten Tag, was wünschen Sie?")

    expect(advice.page.get_by_text("Guten Tag, wer auch immer.")).to_be_visible()


def test_an_answer_with_markup_is_said_as_it_was_typed(advice):
    advice.begin(name="<b>E</b> {{x}} **a**").adult("Ja")

    advice.at("<b>E</b> {{x}} **a**, was wünschen Sie?")
    assert not advice.seen("violations")


def test_a_label_follows_an_answer_on_the_same_page_and_the_focus_stays(advice):
    advice.begin().adult("Ja").at(ASKED)
    wish = advice.page.get_by_label("Ihr Wunsch für das Dach")
    wish.fill("bald")

    advice.page.get_by_role("radio", name="Ein kleines").focus()
    advice.page.keyboard.press("Space")

    expect(advice.page.get_by_label("Ihr Wunsch für Ein kleines")).to_have_value("bald")
    assert advice.focused("value") == "small"


def test_errors_and_the_review_name_a_field_as_it_was_shown(advice):
    advice.begin().adult("Ja").at(ASKED)
    advice.page.get_by_role("radio", name="Ein großes").check()
    advice.page.get_by_label("Ihr Wunsch für Ein großes").fill("x" * 21)
    advice.press("Weiter")
    words = "„Ihr Wunsch für Ein großes“ darf höchstens 20 Zeichen lang sein."
    expect(advice.page.get_by_role("link", name=words)).to_be_visible()

    advice.page.get_by_label("Ihr Wunsch für Ein großes").fill("bald")
    advice.press("Weiter")
    advice.at(REVIEW)
    expect(advice.page.get_by_text("Ihr Wunsch für Ein großes")).to_be_visible()
    expect(advice.page.get_by_role("heading", name=ASKED)).to_be_visible()


def test_who_is_turned_away_reads_why_and_nothing_is_sent(advice):
    advice.begin().adult("Nein").at(AWAY)

    assert advice.focused("textContent") == AWAY
    expect(advice.page.get_by_text("Wir beraten nur Erwachsene.")).to_be_visible()
    expect(advice.page.get_by_role("button", name="Anfrage absenden")).to_have_count(0)
    advice.page.keyboard.press("Enter")
    assert advice.server.log()["tries"] == 0
    assert not advice.judge()


def test_who_is_turned_away_can_change_their_answers(advice):
    advice.begin().adult("Nein").at(AWAY)

    advice.press("Angaben ändern")
    advice.at(ABOUT)
    expect(advice.page.get_by_label("Vorname")).to_have_value("Erika")
    advice.to_review()


def test_a_reload_shows_again_that_it_can_not_be_sent(advice):
    advice.begin().adult("Nein").at(AWAY)

    advice.page.reload()

    advice.at(AWAY)
    assert advice.server.log()["tries"] == 0


def test_an_ending_that_leads_on_shows_what_to_keep_and_waits_for_a_click(advice):
    advice.begin().to_review().press("Anfrage absenden")
    advice.at(DONE)

    expect(advice.page.get_by_text("Es kostet etwa 1.800,00 €.")).to_be_visible()
    expect(advice.page.get_by_text("7K3M-9Q2P-4XW8-HTNA")).to_be_visible()
    assert not advice.judge()
    assert not advice.seen("violations")
    advice.page.get_by_role("link", name="Weiter zu abc.example").click()
    advice.page.wait_for_url(TARGET)


def test_an_ending_without_words_leads_on_at_once(advice):
    advice.begin("onward").to_review().press("Anfrage absenden")

    advice.page.wait_for_url(TARGET)
    assert len(advice.server.log()["submissions"]) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_logo_says_whose_it_is(advice, scheme):
    advice.page.emulate_media(color_scheme=scheme)
    advice.begin()

    logo = advice.page.get_by_role("img", name="ABC Versicherungsmakler AG")
    expect(logo).to_be_visible()
    assert logo.evaluate("e => e.complete && e.naturalWidth > 0")
    assert not advice.judge()


def test_there_is_as_much_room_as_the_look_has(advice):
    advice.begin()
    gap = "e => getComputedStyle(e.shadowRoot.querySelector('.page')).rowGap"

    assert advice.page.locator("zenflow-assistant").evaluate(gap) == "40px"
