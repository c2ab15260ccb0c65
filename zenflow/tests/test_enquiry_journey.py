"""The main job, clicked through: from the admin to the customer's webhook, and then nothing is left.

The product runs as `make run` starts it, once on SQLite and its embedded broker and once on
PostgreSQL (two clusters) and a Valkey server.
"""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from zenflow.testing import journeys, needle
from zenflow.testing.journeys import Journey
from zenflow.testing.product import Product

MARKER = "Nadel-Änne-4711"
TITLE = "Hausrat in drei Minuten"
WRAPPED_KEY_BYTES = 48


@pytest.fixture(params=["on_sqlite", "on_servers"])
def running(request: pytest.FixtureRequest) -> Product:
    found: Product = request.getfixturevalue(request.param)
    wait_for(lambda: sealed(found) == [])  # of another test's enquiry
    return found


def stores(running: Product) -> dict[str, str]:
    """Give the addresses of both databases and the broker."""
    defaults = {
        "DATABASE_URL": f"sqlite:///{running.folder}/zenflow.sqlite3",
        "KEYS_DATABASE_URL": f"sqlite:///{running.folder}/keys.sqlite3",
        "REDIS_URL": f"unix://{running.folder}/broker.sock",
    }
    return {name: running.env.get(name, address) for name, address in defaults.items()}


def find(running: Product, needles: list[bytes], *, files: bool = True) -> tuple[list[str], int]:
    """Look everywhere for the needles; return where they are and how many bytes were looked at."""
    addresses = stores(running)
    looked = [
        needle.in_tables(addresses["DATABASE_URL"], needles),
        needle.in_tables(addresses["KEYS_DATABASE_URL"], needles),
        needle.in_redis(addresses["REDIS_URL"], needles),
    ]
    if files:  # databases with their logs, the broker's files, secrets, logs, static files
        looked.append(needle.in_files(running.folder.parent, needles))
    return [hit for hits, _ in looked for hit in hits], sum(scanned for _, scanned in looked)


def sealed(running: Product) -> list[bytes]:
    """Return what is held now: the ciphertext and the wrapped key, which are its longest cells."""
    cells = needle.cells(stores(running)["DATABASE_URL"], "relay_heldpayload")
    return [cell for cell in cells if len(cell) >= WRAPPED_KEY_BYTES]


@contextmanager
def receiver_asleep(running: Product) -> Iterator[None]:
    """Let the customer's system hang: it takes connections and answers nothing."""
    pids = running.pids("demo.site.wsgi")
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def log_in(page: Page, running: Product) -> None:
    login = json.loads((running.folder / "secrets/demo_logins.json").read_text())[0]
    page.goto(f"{running.url}/admin/")
    page.get_by_label("E-Mail").fill(login["email"])
    page.get_by_label("Passwort").fill(login["password"])
    page.get_by_role("button", name="Anmelden").click()
    expect(page).to_have_url(f"{running.url}/admin/")


def edit_and_publish(page: Page, running: Product) -> None:
    """Give the demo assistant another title, look at the preview and publish with a note."""
    page.goto(f"{running.url}/admin/builder/assistant/")
    page.get_by_role("link", name="Hausratversicherung").first.click()
    page.locator("#id_title").fill(TITLE)
    page.get_by_role("button", name="Speichern", exact=True).click()
    assistant = page.url.removesuffix("/change/")
    preview = page.frame_locator("iframe").first
    expect(preview.get_by_text(TITLE)).to_be_visible()
    page.goto(f"{assistant}/publish/")
    page.locator("#id_note").fill("Neuer Titel")
    page.locator("main form button[type=submit], form.zf-card button[type=submit]").first.click()
    page.goto(f"{assistant}/versions/")
    expect(page.get_by_text("Neuer Titel")).to_be_visible()


def wait_for(found: object, seconds: float = 20.0) -> None:
    """Ask again until the answer is true."""
    assert callable(found)
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "It did not happen in time."
        time.sleep(0.1)


@pytest.mark.timeout(180)
def test_an_enquiry_goes_from_the_admin_to_the_webhook_and_nothing_of_it_is_left(
    running: Product, page: Page, context: BrowserContext
) -> None:
    log_in(page, running)
    edit_and_publish(page, running)

    # The customer's website is another origin, under a policy that names Zenflow alone.
    website = context.new_page()
    asked: list[str] = []
    website.on("request", lambda request: asked.append(request.url))
    website.goto(f"{running.demo_url}/havenstein/")
    assistant = website.locator("zenflow-assistant")
    expect(assistant.get_by_text(TITLE)).to_be_visible()
    email = journeys.insurance(Journey(assistant, MARKER))
    assert not [url for url in asked if "submissions" in url], "Nothing leaves before sending."

    markers = needle.shapes(MARKER) + needle.shapes(email)
    with receiver_asleep(running):
        assistant.get_by_role("button", name="Anfrage absenden").click()
        expect(assistant.get_by_text("Vielen Dank, wir melden uns persönlich")).to_be_visible()
        wait_for(lambda: len(sealed(running)) == 2)
        held = sealed(running)
        # While it is held, the ciphertext is there and the clear text is nowhere.
        assert find(running, held, files=False)[0] == ["relay_heldpayload"]
        assert find(running, markers)[0] == []

    reference = assistant.get_by_text(re.compile(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$")).inner_text()
    inbox = context.new_page()
    inbox.goto(f"{running.demo_url}/inbox")
    arrived = inbox.get_by_role("article").filter(has_text=reference)
    expect(arrived).to_have_count(1, timeout=40_000)
    expect(arrived.get_by_text("Signatur geprüft")).to_be_visible()
    for words in (f"{MARKER} Sach", f"{MARKER} im Keller", f"{MARKER} Rad", email, "1.250,50 €"):
        expect(arrived.get_by_text(words).first).to_be_visible()

    wait_for(lambda: sealed(running) == [])
    # On PostgreSQL the ciphertext outlives the row in files; the key that opens it does not
    # lie there. On SQLite even the files have lost it.
    in_files = "postgres" not in stores(running)["DATABASE_URL"]
    wait_for(lambda: find(running, held, files=in_files)[0] == [])
    hits, scanned = find(running, markers)
    assert hits == []
    assert scanned > 500_000
    print(f"looked at {scanned:,} bytes, found nothing")  # noqa: T201

    receipt = context.new_page()
    receipt.goto(f"{running.url}/r/{reference}")
    expect(receipt.get_by_role("heading", level=1)).to_contain_text("zugestellt")
    assert MARKER not in receipt.content()
    page.goto(f"{running.url}/admin/relay/delivery/")
    expect(page.get_by_text(reference).first).to_be_visible()
    assert MARKER not in page.content()
