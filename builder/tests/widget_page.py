"""A customer's page with the assistant in it, on the widget's own dev server."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from zenflow.testing.accessibility import violations

SERVER = Path(__file__).parents[2] / "widget" / "dev" / "serve.mjs"
STEPS = [
    "Wie wohnen Sie?",
    "Was gehört zu Ihrem Haus?",
    "Was sollen wir noch wissen?",
    "Wie erreichen wir Sie?",
    "Ihre Angaben im Überblick",
]
WATCH = """
window.seen = {violations: [], events: []};
addEventListener('securitypolicyviolation', (event) => seen.violations.push(event.violatedDirective));
for (const name of ['ready', 'step', 'submitted', 'closed'])
  addEventListener('zenflow:' + name, (event) => seen.events.push([name, event.detail]));
"""
# The element that has the focus, looking into the shadow root.
FOCUSED = "() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;"


class WidgetServer:
    """The customer's page and the stand-in for our server, on two origins."""

    def __init__(self, page: str, embed: str) -> None:
        self.page = page
        self.embed = embed

    def order(self, **faults: list[str] | str) -> None:
        """Forget what was received, and say what goes wrong next."""
        self._ask("/_faults", json.dumps(faults).encode())

    def log(self) -> Any:
        """Tell what was received since the last order."""
        return self._ask("/_log")

    def _ask(self, path: str, data: bytes | None = None) -> Any:
        with urllib.request.urlopen(self.embed + path, data=data, timeout=5) as response:
            return json.load(response)


@pytest.fixture(scope="session")
def widget_server() -> Iterator[WidgetServer]:
    """Run the dev server; it ends when its standard input does."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is needed to serve the widget's dev page")
    process = subprocess.Popen(
        [node, str(SERVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    yield WidgetServer(**json.loads(process.stdout.readline()))
    process.stdin.close()
    process.wait(5)
    process.stdout.close()


class Visit:
    """An end user on the customer's page."""

    def __init__(self, page: Page, server: WidgetServer) -> None:
        self.page = page
        self.server = server
        server.order()
        page.add_init_script(WATCH)

    def open(self, kind: str = "plain", *, origin: str = "", loaded: bool = True) -> Visit:
        """Open a page of that kind, see dev/pages.mjs."""
        self.page.goto(f"{origin or self.server.page}/?page={kind}")
        if loaded:
            self.at(STEPS[0])
        return self

    def at(self, heading: str) -> None:
        self.page.get_by_role("heading", name=heading, exact=True).wait_for()

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def choose(self, text: str) -> None:
        """Click on a choice's card, beside its button."""
        self.page.locator(".card", has_text=text).click(position={"x": 150, "y": 8})

    def contact(self) -> None:
        """Answer the step with the person's own data."""
        self.page.get_by_label("Vor- und Nachname").fill("Erika Musterfrau")
        self.page.get_by_label("E-Mail-Adresse").fill("erika@abc.example")
        self.page.get_by_role("checkbox").check()

    def states(self) -> Iterator[str]:
        """Go through every state up to the review page; give each one's name."""
        yield "first"
        self.choose("In einem Haus")
        self.at(STEPS[1])
        self.choose("Garage")
        yield "several choices"
        self.press("Weiter")
        self.at(STEPS[2])
        self.choose("Ja")
        self.page.get_by_label("Welches Fahrrad").fill("Ein gutes")
        yield "mixed"
        self.press("Weiter")
        self.at(STEPS[3])
        self.press("Weiter")
        self.page.get_by_text("Bitte prüfen Sie diese Angaben").wait_for()
        yield "errors"
        self.contact()
        self.press("Weiter")
        self.at(STEPS[4])
        yield "review"

    def to_review(self) -> Visit:
        """Answer everything."""
        for _state in self.states():
            pass
        return self

    def done(self) -> None:
        self.at("Vielen Dank für Ihre Anfrage")

    def focused(self, what: str) -> Any:
        """Tell something about the focused element."""
        return self.page.evaluate(f"{FOCUSED} return e.{what}; }}")

    def stored(self, name: str) -> int:
        count: int = self.page.evaluate(f"() => {name}.length")
        return count

    def seen(self, what: str) -> list[Any]:
        found: list[Any] = self.page.evaluate(f"() => seen.{what}")
        return found

    def judge(self) -> list[str]:
        """Ask axe; say each violation."""
        return violations(self.page)

    def overflow(self) -> int:
        """Tell by how many pixels the page is wider than the window."""
        wide: int = self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide


@pytest.fixture
def visit(page: Page, widget_server: WidgetServer) -> Visit:
    """Give an end user who is about to open the customer's page."""
    return Visit(page, widget_server)
