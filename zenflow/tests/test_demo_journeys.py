"""The demo's three assistants, as end users meet them: on a phone and on a desk, axe on each page."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from zenflow.testing import journeys
from zenflow.testing.accessibility import violations
from zenflow.testing.journeys import Journey
from zenflow.testing.product import Product

WORDS = "Ännchen-0815"


@pytest.fixture
def running(on_sqlite: Product) -> Product:
    return on_sqlite


@pytest.fixture(params=[390, 1280])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Give a page of a phone or of a desk, which must not complain."""
    said: list[str] = []
    width = request.param
    context = browser.new_context(locale="de-DE", viewport={"width": width, "height": 844})
    context.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    context.on("weberror", lambda failure: said.append(str(failure.error)))
    yield context.new_page()
    context.close()
    assert said == []


def photo() -> dict[str, Any]:
    written = BytesIO()
    Image.effect_noise((1200, 900), 60).convert("RGB").save(written, "JPEG")
    return {"name": "Dach von Süden.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def begin(page: Page, running: Product, slug: str) -> Journey:
    page.goto(f"{running.demo_url}/{slug}/")
    assistant = page.locator("zenflow-assistant")
    expect(assistant.get_by_role("button", name="Weiter", exact=True)).to_be_visible()

    def look() -> None:
        page.emulate_media(reduced_motion="reduce")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    return Journey(assistant, WORDS, look)


def send(journey: Journey) -> str:
    """Send; return the reference."""
    journey.assistant.get_by_role("button", name="Anfrage absenden").click()
    number = journey.assistant.locator("code")
    expect(number).to_be_visible(timeout=20_000)
    journey.look()
    return number.inner_text()


def test_contents_insurance_arrives_by_webhook(running: Product, page: Page) -> None:
    journey = begin(page, running, "havenstein")
    journeys.insurance(journey)
    reference = send(journey)
    page.goto(f"{running.demo_url}/inbox")
    arrived = page.get_by_role("article").filter(has_text=reference)
    expect(arrived.get_by_text("Signatur geprüft")).to_be_visible(timeout=30_000)
    expect(arrived.get_by_text("Frau Ännchen-0815 von Ännchen-0815").first).to_be_visible()


def test_photos_of_a_roof_arrive_by_webhook_and_by_mail(running: Product, page: Page) -> None:
    journey = begin(page, running, "brandt")
    email = journeys.roof(journey, [photo(), {**photo(), "name": "First.jpg"}])
    reference = send(journey)
    for place in ("inbox", "mail"):
        page.goto(f"{running.demo_url}/{place}")
        arrived = page.get_by_role("article").filter(has_text=reference)
        files = arrived.get_by_role("list").get_by_role("listitem")
        expect(files).to_have_count(2, timeout=30_000)
        expect(files.first).to_contain_text("Dach von Süden.jpg")
    expect(arrived.get_by_text(email).first).to_be_visible()  # where an answer goes


def test_an_appointment_arrives_by_mail(running: Product, page: Page) -> None:
    journey = begin(page, running, "lindenplatz")
    journeys.appointment(journey)
    reference = send(journey)
    page.goto(f"{running.demo_url}/mail")
    arrived = page.get_by_role("article").filter(has_text=reference)
    expect(arrived).to_be_visible(timeout=30_000)
    mail = arrived.frame_locator("iframe")
    expect(mail.get_by_text("9 von 10")).to_be_visible()
    expect(mail.get_by_text("Ännchen-0815").first).to_be_visible()
