"""Every page of the admin in both colour schemes: accessible, and nothing to be scrolled sideways."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import Browser, Page

from builder import keeping
from builder.document import compile
from builder.models import Field, Step
from relay.models import Delivery
from relay.tests.conftest import aim, hand_in, rung
from zenflow.testing.accessibility import COLOURS, violations
from zenflow.testing.cast import make_assistant

__all__ = ["aim", "hand_in", "rung"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])

# Left to unfold: the header cells above its handles and bins hold no words, and its two
# scrolling boxes, sidebar and table, bear the same name.
LEFT = ("empty-table-header", "landmark-unique")


@pytest.fixture
def customer_pages(cast, aim, hand_in) -> list[str]:
    destination = aim("https://alpha.example/enquiries")
    hand_in()
    with scope(tenant=cast.alpha):
        draft = make_assistant(cast.alpha, "Entwurf")
        draft.advance(draft.revision)
        kept = keeping.keep(draft, compile(draft), cast.alice, "Vor dem Umbau")
        Step.objects.filter(pk=Step.objects.filter(assistant=cast.household)[1].pk).update(
            title="Neu"
        )
        steps = list(Step.objects.filter(assistant=cast.household))
        asked = Field.objects.filter(step__in=steps, kind="single_choice")[0]
        delivery = Delivery.objects.get()
    hand_in(2, message="[url=https://spam.example]")
    admin = "/admin/builder/assistant/"
    return [
        "/admin/",
        admin,
        f"{admin}add/",
        *(
            f"{admin}{cast.household.pk}/{name}/"
            for name in ("change", "preview", "versions", "version/1", "translations", "snippet")
        ),
        *(f"{admin}{cast.household.pk}/{name}/" for name in ("withdraw/1", "history")),
        *(f"{admin}{draft.pk}/{name}/" for name in ("manage", "import", "availability", "links")),
        *(f"{admin}{cast.household.pk}/{name}/" for name in ("compare", "restore/1", "publish")),
        f"{admin}{draft.pk}/kept/{kept.pk}/",
        f"{admin}import/",
        f"{admin}template/solar/",
        f"{admin}{cast.household.pk}/translations/import/",
        f"{admin}{draft.pk}/publish/",
        *(f"/admin/builder/step/{one.pk}/change/" for one in (steps[0], steps[-1])),
        f"/admin/builder/step/{steps[0].pk}/delete/",
        f"/admin/builder/field/{asked.pk}/change/",
        "/admin/relay/destination/",
        "/admin/relay/destination/add/",
        "/admin/relay/destination/add/?channel=webhook",
        "/admin/relay/destination/add/?channel=email",
        f"/admin/relay/destination/{destination.pk}/change/",
        f"/admin/relay/destination/{destination.pk}/secret/",
        "/admin/builder/asset/",
        f"/admin/tenants/look/{cast.alpha.pk}/change/",
        "/admin/relay/delivery/",
        "/admin/relay/delivery/?state__exact=dead",
        f"/admin/relay/delivery/{delivery.pk}/change/",
        "/admin/relay/submission/",
        "/admin/retention/",
        "/admin/tenants/member/",
        "/admin/tenants/member/add/",
        f"/admin/tenants/tenant/{cast.alpha.pk}/change/",
    ]


@pytest.fixture
def staff_pages(cast) -> list[str]:
    tenants, people = (reverse(f"staff:tenants_{name}_changelist") for name in ("tenant", "user"))
    return [
        "/staff/",
        tenants,
        f"{tenants}{cast.alpha.pk}/change/",
        people,
        f"{people}{cast.alice.pk}/change/",
        f"{people}add/",
        "/staff/retention/",
    ]


def logged_in(browser: Browser, live_server, person) -> Page:
    client = Client()
    client.force_login(person)
    context = browser.new_context(
        color_scheme="light", locale="de-DE", reduced_motion="reduce", base_url=live_server.url
    )
    for name, cookie in client.cookies.items():
        context.add_cookies([{"name": name, "value": cookie.value, "url": live_server.url}])
    return context.new_page()


def look(page: Page) -> list[str]:
    """Say what axe finds in both colour schemes; also that the page scrolls sideways."""
    said = violations(page, left=LEFT)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        said.append("scrolls sideways")
    darken(page, dark=True)
    said += [f"dark: {one}" for one in violations(page, only=COLOURS)]
    darken(page, dark=False)
    return said


def darken(page: Page, *, dark: bool) -> None:
    """Change the scheme as unfold does when a page is loaded: by a class on the root."""
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.evaluate("(dark) => document.documentElement.classList.toggle('dark', dark)", dark)


def faults(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    """Say for each address what is wrong with its page."""
    found = {}
    for address in addresses:
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        page.wait_for_function("getComputedStyle(document.body).display != 'none'")
        if said := look(page):
            found[address] = said
    return found


def test_every_page_of_a_customer_can_be_read(browser, live_server, cast, customer_pages):
    page = logged_in(browser, live_server, cast.alice)
    assert faults(page, customer_pages) == {}
    # What stands behind a click: errors at fields, and the bar over chosen rows.
    page.goto("/admin/relay/destination/add/?channel=webhook")
    page.locator("[name=_save]").click()
    page.locator(".errorlist").first.wait_for()
    assert look(page) == []
    page.goto("/admin/relay/delivery/")
    page.locator("#action-toggle").check()
    page.wait_for_timeout(300)
    assert look(page) == []
    # Only what waits can be stopped: the page asks first.
    page.locator("select[name=action]").select_option("stop")
    page.locator("button[name=index]").click()
    page.locator("[name=confirmed]").wait_for(state="attached")
    assert look(page) == []
    page.context.close()


def test_every_page_of_the_staff_can_be_read(browser, live_server, cast, staff_pages):
    page = logged_in(browser, live_server, cast.sam)
    assert faults(page, staff_pages) == {}
    page.context.close()
