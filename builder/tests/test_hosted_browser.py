from __future__ import annotations

import pytest

from builder.embed import hosted, live, scripts
from builder.embed.enquiry import Taken
from zenflow.testing.accessibility import in_both_schemes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def taken(monkeypatch):
    """Take enquiries in relay's place."""
    enquiries = []

    def submit(enquiry):
        enquiries.append(enquiry)
        return Taken("7K3M-9Q2P-4XW8-HTNA", "/health/live")

    monkeypatch.setattr(hosted, "SUBMIT", submit)
    return enquiries


@pytest.fixture
def address(live_server, cast, settings):
    """Serve the hosted page as the instance's own origin."""
    live.forget()
    scripts.loader_script.cache_clear()
    settings.PUBLIC_URL = live_server.url
    yield f"{live_server.url}/h/{cast.household.public_id}"
    scripts.loader_script.cache_clear()


@pytest.fixture
def plain(browser):
    """Give a page of a small browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def test_without_javascript_an_enquiry_is_completed_after_mending_what_was_wrong(
    plain, address, taken
):
    plain.goto(f"{address}?lang=de")
    plain.get_by_label("In einem Haus").check()
    plain.get_by_label("Was steht im Garten?").fill("Ein Schuppen")
    plain.get_by_role("button", name="senden").click()

    plain.get_by_role("link", name="Bitte füllen Sie „E-Mail-Adresse“ aus.").wait_for()
    assert not taken
    assert plain.get_by_label("In einem Haus").is_checked()
    assert plain.get_by_label("Was steht im Garten?").input_value() == "Ein Schuppen"

    plain.get_by_label("E-Mail-Adresse").fill("ada@example.com")
    plain.get_by_label("Ich stimme").check()
    plain.get_by_role("button", name="senden").click()

    plain.get_by_role("heading", name="Vielen Dank").wait_for()
    assert plain.get_by_text("7K3M-9Q2P-4XW8-HTNA").is_visible()
    assert plain.evaluate("document.documentElement.scrollWidth") <= 320
    assert taken[0].answers == {
        "home": "house",
        "garden": "Ein Schuppen",
        "contact_email": "ada@example.com",
        "privacy": True,
    }


def test_the_form_shows_by_itself_and_is_accessible_when_the_script_is_blocked(
    page, address, complaints
):
    page.route("**/v1.js", lambda route: route.abort())
    page.goto(f"{address}?lang=en")
    send = page.get_by_role("button", name="Send")
    assert not send.is_visible()
    send.wait_for(timeout=6_000)
    assert_accessible(page)

    send.click()

    page.get_by_role("heading", name="Please check these answers").wait_for()
    page.locator("#errors:focus").wait_for()  # the browser moves the focus a moment later
    assert_accessible(page)
    # The blocked script, and the 422 that carries the errors.
    assert len(complaints) == 2
    complaints.clear()


def assert_accessible(page):
    """Run axe in both colour schemes, and look for sideways scrolling on a small screen."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert in_both_schemes(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_with_javascript_the_widget_takes_the_place_of_the_form(page, address):
    page.goto(f"{address}?lang=de")
    page.get_by_role("button", name="Weiter").wait_for()

    assert not page.locator("form[method=post]").is_visible()
    assert page.context.cookies() == []
