"""What the assistant and the customer's page do to each other."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from builder.tests.widget_page import STEPS, visit, widget_server
from zenflow.testing.chromium import find_or_install

__all__ = ["visit", "widget_server"]  # fixtures

# A single-page site takes the whole place away and brings a new one.
REMOUNT = """() => {
  const old = document.querySelector('div[data-zenflow]');
  const place = document.createElement('div');
  place.dataset.zenflow = old.dataset.zenflow;
  place.append(Object.assign(document.createElement('a'), {href: '/h/demo', textContent: 'Jetzt anfragen'}));
  old.replaceWith(place);
}"""
LOOKS = "() => ['html', 'body', 'h1'].map((tag) => { const s = getComputedStyle(document.querySelector(tag)); \
return [...s].filter((p) => !/size|height|width|origin|perspective/.test(p)).map((p) => s.getPropertyValue(p)).join() })"


def test_nothing_is_asked_of_third_parties_and_nothing_stays_in_the_browser(visit):
    asked = set()
    visit.page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    visit.open()
    assert visit.stored("sessionStorage") == 0
    visit.choose("In einem Haus")
    visit.at(STEPS[1])
    assert visit.stored("sessionStorage") == 1
    assert visit.server.log()["tries"] == 0  # nothing leaves before the click on send
    visit.page.reload()
    visit.at(STEPS[1])
    visit.press("Zurück")
    visit.to_review().press("Anfrage absenden")
    visit.done()
    assert visit.stored("sessionStorage") == visit.stored("localStorage") == 0
    assert visit.page.context.cookies() == []
    assert asked == {urlsplit(visit.server.page).netloc, urlsplit(visit.server.embed).netloc}


def test_hostile_styles_do_not_get_in(visit):
    visit.open("hostile")
    sizes = visit.page.evaluate(
        "() => [...document.querySelector('zenflow-assistant').shadowRoot.querySelectorAll('.card, button')]"
        ".map((e) => [getComputedStyle(e).fontSize, getComputedStyle(e).textTransform,"
        " getComputedStyle(e).direction, getComputedStyle(e).visibility, e.offsetHeight >= 44])"
    )
    assert len(sizes) == 4
    assert {tuple(size) for size in sizes} == {("16px", "none", "ltr", "visible", True)}
    visit.to_review()


def test_the_page_looks_as_it_did_before(visit, complaints):
    visit.open("missing", loaded=False)
    before = visit.page.evaluate(LOOKS)
    complaints.clear()
    visit.open()
    assert visit.page.evaluate(LOOKS) == before


def test_loaded_twice_and_mounted_again_and_again_there_is_one_form_with_its_answers(visit):
    visit.open("twice")
    visit.choose("In einem Haus")
    visit.at(STEPS[1])
    visit.choose("Solaranlage")
    visit.page.evaluate("() => sessionStorage.clear()")
    for _time in range(3):
        visit.page.evaluate(REMOUNT)
        visit.at(STEPS[1])
    expect(visit.page.locator("zenflow-assistant")).to_have_count(1)
    expect(visit.page.get_by_role("checkbox", name="Solaranlage")).to_be_checked()


def test_a_place_that_appears_later_is_found(visit):
    visit.open()
    visit.page.evaluate("() => document.querySelector('main').replaceChildren()")
    visit.page.evaluate(
        "() => { const place = document.createElement('div'); place.dataset.zenflow = 'later';"
        " document.querySelector('main').append(place) }"
    )
    visit.at(STEPS[0])


def test_the_page_speaks_english_where_it_says_so(visit):
    visit.open("english", loaded=False)
    expect(visit.page.get_by_role("button", name="Continue")).to_be_visible()
    expect(visit.page.locator("section.zf")).to_have_attribute("lang", "en")


def test_without_javascript_the_link_is_there(browser, widget_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(widget_server.page)
    expect(page.get_by_role("link", name="Jetzt anfragen")).to_be_visible(timeout=4000)
    context.close()


@pytest.mark.parametrize(
    ("kind", "faults"),
    [("missing", []), ("blocked", []), ("plain", ["drop"] * 2), ("plain", ["503"] * 2)],
)
def test_without_script_or_answer_the_link_stays(visit, complaints, kind, faults):
    visit.server.order(flow=faults)
    visit.open(kind, loaded=False)
    visit.page.wait_for_timeout(900)
    expect(visit.page.get_by_role("link", name="Jetzt anfragen")).to_be_visible()
    assert visit.server.log()["flows"] == len(faults)
    complaints.clear()


def test_a_server_that_is_silent_for_four_seconds_leaves_the_link(visit, complaints):
    visit.server.order(flow=["hang"])
    visit.open(loaded=False)
    expect(visit.page.get_by_role("link", name="Jetzt anfragen")).to_be_visible()
    visit.page.wait_for_timeout(4300)
    expect(visit.page.get_by_role("link", name="Jetzt anfragen")).to_be_visible()
    assert visit.server.log()["flows"] == 1
    complaints.clear()


@pytest.mark.parametrize("status", ["403", "404", "410"])
def test_a_flow_that_is_refused_says_why(visit, complaints, status):
    visit.server.order(flow=[status])
    visit.open(loaded=False)
    said = {
        "403": "Von dieser Website aus",
        "404": "gibt es nicht",
        "410": "keine Anfragen angenommen",
    }
    expect(visit.page.get_by_text(said[status])).to_be_visible()
    assert visit.judge() == []
    complaints.clear()


def test_the_page_can_not_see_fields_nor_hear_typing(visit):
    visit.open().choose("In einer Wohnung")
    visit.at(STEPS[2])
    assert visit.page.evaluate("() => document.querySelectorAll('form,input').length") == 0
    visit.page.evaluate(
        "() => { window.heard = []; for (const type of ['input', 'change', 'keydown', 'keyup', 'beforeinput', 'submit'])"
        " document.addEventListener(type, (event) => heard.push(type + event.key)) }"
    )
    visit.page.get_by_label("Besonders wertvolle").press_sequentially("ab")
    visit.choose("Nein")
    visit.press("Weiter")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Escape")
    assert visit.page.evaluate("() => heard") == [
        "keydownTab",
        "keyupTab",
        "keydownEscape",
        "keyupEscape",
    ]


def test_events_tell_the_page_where_the_end_user_is_and_never_an_answer(visit):
    visit.open().to_review().press("Anfrage absenden")
    visit.done()
    names = [name for name, _detail in visit.seen("events")]
    assert names == ["ready", "step", "step", "step", "step", "submitted"]
    details = [detail for _name, detail in visit.seen("events")]
    assert {key for detail in details for key in detail} == {"id", "step", "number", "reference"}
    assert details[-1] == {"reference": "7K3M-9Q2P-4XW8-HTNA"}


def test_an_http_page_without_the_newer_crypto_still_sends(browser, widget_server, visit):
    # A name that is not loopback makes the page insecure, as http:// pages of customers are.
    insecure = browser.browser_type.launch(
        executable_path=find_or_install(),
        args=["--no-sandbox", "--host-resolver-rules=MAP abc.test 127.0.0.1"],
    )
    visit.page = insecure.new_page()
    visit.open(origin=widget_server.page.replace("127.0.0.1", "abc.test"))
    assert visit.page.evaluate("() => [isSecureContext, crypto.subtle, crypto.randomUUID]") == [
        False,
        None,
        None,
    ]
    visit.to_review().press("Anfrage absenden")
    visit.done()
    expect(visit.page.get_by_role("button", name="Kopieren")).to_have_count(0)
    insecure.close()


def test_a_preview_uses_no_network_no_storage_and_no_events(visit):
    visit.open("preview")
    expect(visit.page.get_by_text("Vorschau: Es wird nichts gesendet.")).to_be_visible()
    visit.to_review().press("Anfrage absenden")
    visit.done()
    expect(visit.page.get_by_text("Vorschau: Es wird nichts gesendet.")).to_be_visible()
    assert visit.server.log() == {"flows": 0, "submissions": [], "tries": 0}
    assert visit.stored("sessionStorage") == 0
    assert visit.seen("events") == []
    assert visit.seen("violations") == []


def test_a_preview_follows_the_draft_and_keeps_answers_and_step(visit):
    visit.open("preview")
    visit.choose("In einem Haus")
    visit.at(STEPS[1])
    visit.choose("Garage")
    visit.page.evaluate(
        "() => { const flow = JSON.parse(document.getElementById('zenflow-flow').textContent);"
        " flow.steps[1].title = 'Neuer Titel'; document.querySelector('zenflow-assistant').update(flow) }"
    )
    visit.at("Neuer Titel")
    expect(visit.page.get_by_role("checkbox", name="Garage")).to_be_checked()
