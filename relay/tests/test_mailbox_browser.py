"""An owner sets up a mailbox in a real browser, and its reader agrees."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from relay.models import Destination
from relay.states import DestinationState

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.usefixtures("counted"),
]
ADDRESS = "werkstatt@alpha.example"


def _look(page, name):
    """Keep pictures of a page where somebody wants to look at them."""
    if folder := os.environ.get("PICTURES_OF_TESTS"):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=Path(folder) / f"{name}_{width}.png", full_page=True)


def test_an_owner_adds_a_mailbox_and_its_reader_agrees(
    cast, client, context, page, live_server, settings, mail
):
    client.force_login(cast.alice)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context.add_cookies([cookie])
    page.goto(f"{live_server.url}/admin/relay/destination/add/")
    _look(page, "choice")
    page.get_by_role("link", name="E-Mail hinzufügen").click()
    page.locator("[name=name]").fill("Postfach")
    page.locator("[name=addresses]").fill(ADDRESS)
    page.locator("summary", has_text="Eigener Mailserver").click()
    expect(page.locator("[name=smtp_password]")).to_be_visible()
    _look(page, "form")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.get_by_text("noch nicht bestätigt")).to_be_visible()
    expect(page.get_by_text(f"Wir haben an {ADDRESS} geschrieben")).to_be_visible()
    _look(page, "asked")

    text = mail.only().get_body(("plain",)).get_content()
    (link,) = re.findall(r"http://127\.0\.0\.1:8000(/confirm/\S+)", text)
    context.clear_cookies()
    page.goto(live_server.url + link)
    _look(page, "question")
    page.get_by_role("button", name="Ja, senden Sie sie mir").click()
    expect(page.get_by_role("heading")).to_have_text("Die Adresse ist bestätigt")
    _look(page, "confirmed")
    assert context.cookies() == []
    with scope(tenant=cast.alpha):
        assert Destination.objects.get().state == DestinationState.ACTIVE
