"""The visual builder in a real browser, as tests use it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import BrowserContext, Locator, Page, expect

from builder.document import compile
from builder.flows.document import FlowDocument, Step
from builder.models import Assistant
from zenflow.testing.accessibility import in_both_schemes
from zenflow.testing.cast import make_assistant

SAVED = "Gespeichert"


class Build:
    """The builder's page on one assistant."""

    def __init__(self, page: Page, assistant: Assistant, origin: str) -> None:
        self.page = page
        self.assistant = assistant
        self.origin = origin

    def url(self, name: str = "build") -> str:
        return self.origin + reverse(f"admin:builder_assistant_{name}", args=[self.assistant.pk])

    def open(self, place: str = "") -> None:
        self.page.goto(f"{self.url()}#{place}" if place else self.url())
        expect(self.page.locator(".steps")).to_be_attached()

    @property
    def steps(self) -> Locator:
        return self.page.locator("[data-list=steps] > .row")

    @property
    def cards(self) -> Locator:
        return self.page.locator(".page > .cards > .card")

    @property
    def state(self) -> Locator:
        return self.page.locator(".state [role=status]")

    def step(self, name: str) -> Locator:
        return self.page.locator("[data-list=steps] .row-main", has_text=name)

    def card(self, name: str) -> Locator:
        return self.page.locator(".card-main", has_text=name)

    def menu(self, of: str, item: str) -> None:
        self.page.get_by_role("button", name=f"Mehr zu „{of}“", exact=True).click()
        self.page.get_by_role("menuitem", name=item).click()

    def add(self, kind: str) -> None:
        """Add a question of a kind to the step that is shown."""
        self.page.locator(".page > .add").click()
        self.page.locator(f".offer[data-kind={kind}]").click()

    def saved(self) -> FlowDocument:
        """Wait until the page says that it is saved; give what the database has."""
        expect(self.state).to_have_text(SAVED)
        with scope(tenant=self.assistant.tenant):
            return compile(Assistant.objects.get(pk=self.assistant.pk))

    def titles(self) -> list[str]:
        return [title(step) for step in self.saved().steps]

    def focused(self) -> str:
        """Name what has the focus: the UUID or the name that the page gave it."""
        return str(self.page.evaluate("document.activeElement.dataset.thing ?? ''"))

    def axe(self) -> list[str]:
        """Ask axe about the page in light and dark; say each violation."""
        return in_both_schemes(self.page, frames=False)


def title(step: Step) -> str:
    return step.title["de"]


def log_in(client: Any, context: BrowserContext, user: Any, origin: str, cookie: str) -> None:
    """Give the browser the session of a person."""
    client.force_login(user)
    value = client.cookies[cookie].value
    context.add_cookies([{"name": cookie, "value": value, "url": origin}])


@pytest.fixture
def build(
    cast: Any, client: Any, page: Page, context: BrowserContext, live_server: Any, settings: Any
) -> Iterator[Build]:
    """Open the builder for Alice on a draft of the cast's assistant, which nobody published."""
    log_in(client, context, cast.alice, live_server.url, settings.SESSION_COOKIE_NAME)
    with scope(tenant=cast.alpha):
        assistant = make_assistant(cast.alpha, "Entwurf")
    built = Build(page, assistant, live_server.url)
    built.open()
    yield built
    # Nothing is left to save when the page goes, or the browser would ask.
    page.close(run_before_unload=False)
