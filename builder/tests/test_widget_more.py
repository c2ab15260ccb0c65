"""Further kinds of fields come in a second file, chosen by the flow and by nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from builder.tests import claim_page
from builder.tests.claim_page import Claim, picture
from builder.tests.widget_page import STEPS, Visit, visit, widget_server

__all__ = ["visit", "widget_server"]  # fixtures

MORE = "/e/m.js"


@pytest.fixture
def asked(visit):
    """Tell what the page asked for, in order: methods and paths."""
    found = []
    note = lambda request: found.append((request.method, urlsplit(request.url).path))  # noqa: E731
    visit.page.on("request", note)
    return found


def test_a_flow_of_the_usual_kinds_never_asks_for_the_further_ones(visit, asked):
    visit.open().to_review().press("Anfrage absenden")
    visit.done()
    assert MORE not in [path for _method, path in asked]


def test_a_flow_with_further_kinds_asks_once_before_its_first_page(visit, asked):
    waiting = []
    # Not the method itself: Playwright can't wrap what is built in.
    hold = lambda route: waiting.append(route)  # noqa: E731, PLW0108
    visit.page.route(f"**{MORE}", hold)
    visit.open("claim", loaded=False)
    visit.page.wait_for_timeout(600)
    expect(visit.page.get_by_role("link", name="Jetzt anfragen")).to_be_visible()
    waiting[0].continue_()
    visit.at(claim_page.STEPS[0])
    assert [path for _method, path in asked].count(MORE) == 1


@pytest.mark.parametrize("answers", ["few", "many"])
def test_until_sending_no_request_depends_on_an_answer(visit, asked, answers):
    claim = Claim(visit)
    if answers == "many":
        visit.press(claim_page.ADD)
        claim.driver(2, age="17")
        visit.press("Weiter")
        visit.page.reload()
        visit.at(claim_page.STEPS[0])
        asked.clear()
        visit.page.reload()
        visit.at(claim_page.STEPS[0])
    claim.to_review(picture()) if answers == "few" else claim.driver(1)
    assert [path for _method, path in asked if path.startswith("/e/")] == [
        "/e/v1.js",
        "/e/v1/assistants/claim",
        "/e/r.js",
        MORE,
    ]


def test_without_the_further_kinds_the_link_stays(visit, complaints):
    visit.server.order(more=["404"])
    visit.open("claim", loaded=False)
    visit.page.wait_for_timeout(900)
    expect(visit.page.get_by_role("link", name="Jetzt anfragen")).to_be_visible()
    expect(visit.page.locator("section.zf")).to_have_count(0)
    complaints.clear()


def test_a_loader_that_does_not_know_of_the_file_still_shows_the_flow(visit):
    # An older loader may stand in somebody's cache for a day: then the runtime asks by an unknown hash.
    named = lambda route: route.fulfill(  # noqa: E731
        body=route.fetch().text().replace('"/e/m.js"', "void 0"), content_type="text/javascript"
    )
    visit.page.route("**/e/v1.js", named)
    current = visit.server.embed + MORE
    visit.page.route("**/e/m.0.js", lambda route: route.fulfill(response=route.fetch(url=current)))
    Claim(visit)


def test_a_preview_shows_further_kinds_without_their_being_sent(visit):
    visit.open("preview-claim", loaded=False).at(claim_page.STEPS[0])
    expect(visit.page.get_by_role("button", name=claim_page.ADD)).to_be_visible()
    assert visit.server.log()["submissions"] == []
    assert visit.seen("violations") == []


def test_a_theme_changes_colours_corners_and_type_and_nothing_else(visit):
    visit.open("themed")
    looks = visit.page.locator("section.zf").evaluate(
        "(root) => { const main = getComputedStyle(root.querySelector('.main')), own = getComputedStyle(root);"
        " return [main.backgroundColor, main.borderRadius, own.backgroundColor, own.color, own.fontFamily] }"
    )
    assert looks[:4] == ["rgb(122, 31, 75)", "20px", "rgb(255, 250, 252)", "rgb(18, 33, 31)"]
    assert "Charter" in looks[4]
    assert visit.seen("violations") == []


def test_in_the_dark_a_theme_has_only_the_dark_colours_it_names(browser, widget_server):
    context = browser.new_context(color_scheme="dark")
    visit = Visit(context.new_page(), widget_server).open("themed")
    looks = visit.page.locator("section.zf").evaluate(
        "(root) => [getComputedStyle(root.querySelector('.main')).backgroundColor, getComputedStyle(root).backgroundColor]"
    )
    assert looks == ["rgb(240, 166, 200)", "rgb(21, 33, 31)"]
    assert visit.judge() == []
    context.close()


def test_no_text_of_a_theme_reaches_the_rules(visit):
    visit.open("themed")
    rules = visit.page.evaluate(
        "() => [...document.querySelector('zenflow-assistant').shadowRoot.adoptedStyleSheets]"
        ".flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join('')"
    )
    assert "#7a1f4b" in rules
    assert not [text for text in ("color: red", "ff0000", "GGGGGG") if text in rules]


def test_the_usual_flow_still_looks_like_itself(visit):
    visit.open()
    visit.at(STEPS[0])
    radius = visit.page.locator(".main").evaluate("(e) => getComputedStyle(e).borderRadius")
    assert radius == "8px"
