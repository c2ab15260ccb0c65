"""An enquiry is sent once, whatever happens on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from builder.tests.widget_page import STEPS, visit, widget_server

__all__ = ["visit", "widget_server"]  # fixtures

SEND = "Anfrage absenden"


@pytest.fixture
def reviewing(visit):
    """Give an end user who has answered everything."""
    return visit.open().to_review()


def test_a_double_click_and_dropped_connections_make_one_submission(reviewing, complaints):
    reviewing.server.order(submit=["lost", "drop"])
    reviewing.page.get_by_role("button", name=SEND).dblclick()
    reviewing.page.get_by_role("button", name="Ihre Anfrage wird gesendet").click(force=True)
    reviewing.done()
    log = reviewing.server.log()
    assert (len(log["submissions"]), log["tries"]) == (1, 3)
    complaints.clear()


def test_a_server_that_is_busy_is_asked_again(reviewing, complaints):
    reviewing.server.order(submit=["503"])
    reviewing.press(SEND)
    expect(reviewing.page.get_by_role("button", name="Ihre Anfrage wird gesendet")).to_be_visible()
    reviewing.done()
    assert reviewing.server.log()["tries"] == 2
    complaints.clear()


def test_offline_the_enquiry_waits_and_goes_out_when_the_connection_is_back(reviewing):
    reviewing.page.context.set_offline(True)
    reviewing.press(SEND)
    expect(reviewing.page.get_by_text("keine Verbindung zum Internet").last).to_be_visible()
    assert reviewing.server.log()["tries"] == 0
    reviewing.page.context.set_offline(False)
    reviewing.done()
    assert len(reviewing.server.log()["submissions"]) == 1


def test_what_the_server_refuses_is_readable_and_loses_no_answer(reviewing, complaints):
    said = {
        "403": "Von dieser Website aus",
        "404": "gibt es nicht",
        "409": "bereits mit anderem Inhalt",
        "410": "keine Anfragen angenommen",
        "413": "zu umfangreich",
        "429": "in einigen Minuten",
    }
    reviewing.server.order(submit=list(said))
    button = SEND
    for words in said.values():
        reviewing.press(button)
        expect(reviewing.page.get_by_text(words)).to_be_visible()
        expect(reviewing.page.get_by_text("030 1234567")).to_be_visible()
        assert reviewing.focused("className") == "notice"
        button = "Noch einmal versuchen"
    reviewing.press(button)
    reviewing.done()
    assert len(reviewing.server.log()["submissions"]) == 1
    complaints.clear()


def test_an_answer_that_the_server_refuses_is_shown_at_its_step(reviewing, complaints):
    reviewing.server.order(submit=["422"])
    reviewing.press(SEND)
    reviewing.at(STEPS[3])
    expect(reviewing.page.get_by_text("nimmt der Server nicht an")).to_have_count(2)
    email = reviewing.page.get_by_label("E-Mail-Adresse")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(email).to_have_value("erika@abc.example")
    reviewing.press("Weiter")
    reviewing.press(SEND)
    reviewing.done()
    complaints.clear()


def test_the_recipient_is_named_beside_the_button(reviewing):
    expect(
        reviewing.page.get_by_text("Ihre Anfrage geht verschlüsselt an ABC Versicherungsmakler AG")
    ).to_be_visible()
    link = reviewing.page.get_by_role(
        "link", name="Datenschutzhinweise von ABC Versicherungsmakler AG"
    )
    expect(link).to_have_attribute("href", "https://abc.example/datenschutz")
    expect(link).to_have_attribute("rel", "noopener")


def test_the_last_page_gives_the_reference_and_the_receipt_and_what_the_server_says(reviewing):
    notice = "ABC ist gerade nicht erreichbar. Sie erreichen ABC auch direkt: 030 1234567"
    reviewing.server.order(notice=notice)
    reviewing.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reviewing.press(SEND)
    reviewing.done()
    reviewing.press("Kopieren")
    expect(reviewing.page.get_by_role("button", name="Kopiert")).to_be_visible()
    assert reviewing.page.evaluate("() => navigator.clipboard.readText()") == "7K3M-9Q2P-4XW8-HTNA"
    receipt = reviewing.page.get_by_role("link", name="Beleg über die Zustellung ansehen")
    expect(receipt).to_have_attribute("href", f"{reviewing.server.embed}/r/7K3M-9Q2P-4XW8-HTNA")
    expect(reviewing.page.get_by_text(notice)).to_be_visible()
