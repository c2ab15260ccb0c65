"""The preview in the visual builder: the real widget, as the draft is being written."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import expect

from builder.models import Step
from zenflow.testing.accessibility import violations
from zenflow.testing.cast import make_assistant

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def draft(cast):
    with scope(tenant=cast.alpha):
        yield make_assistant(cast.alpha, "Entwurf")


@pytest.fixture
def build(cast, client, context, live_server, settings, page, draft):
    """Open the builder as Alice; give its page."""
    client.force_login(cast.alice)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context.add_cookies([cookie])
    page.set_viewport_size({"width": 1400, "height": 900})
    page.add_init_script(
        "window.told = []; addEventListener('message', ({data}) => told.push(JSON.stringify(data)))"
    )
    page.goto(live_server.url + reverse("admin:builder_assistant_build", args=[draft.pk]))
    expect(page.frame_locator("iframe").locator("zenflow-assistant")).to_be_visible()
    yield page
    # A save that is under way would be in the way of what comes after.
    expect(page.get_by_text("Gespeichert", exact=True)).to_be_visible()


@pytest.fixture
def shown(build):
    return build.frame_locator("iframe")


def heading(shown):
    return shown.locator("zenflow-assistant .body :is(h2, h3)").first


def choose_step(page, title):
    page.locator("[data-thing]", has_text=title).first.click()


def test_the_preview_follows_what_is_typed_also_offline(build, shown, context, complaints):
    expect(heading(shown)).to_have_text("Ihr Zuhause")
    context.set_offline(True)
    build.get_by_label("Titel des Schritts").fill("Ihr neues Zuhause")
    expect(heading(shown)).to_have_text("Ihr neues Zuhause")
    build.get_by_label("Text über den Fragen").fill("Noch *ein* Wort")
    expect(shown.get_by_text("Noch *ein* Wort")).to_be_visible()
    context.set_offline(False)
    # The server compiles the Markdown as soon as it can be reached.
    expect(shown.locator(":is(em, i)", has_text="ein")).to_be_visible(timeout=20_000)
    complaints.clear()


def test_the_preview_follows_the_selection_also_off_the_path(build, shown, draft):
    titles = list(Step.objects.filter(assistant=draft).values_list("title", flat=True))
    choose_step(build, titles[2])
    expect(heading(shown)).to_have_text(titles[2])
    choose_step(build, "Wir beraten Sie")
    expect(heading(shown)).to_have_text("Wir beraten Sie")
    expect(build.locator(".preview-aside")).to_contain_text("kommt diese Stelle nicht vor")
    build.get_by_label("Titel des Abschlusses").fill("Wir helfen Ihnen")
    expect(heading(shown)).to_have_text("Wir helfen Ihnen")
    choose_step(build, titles[0])
    expect(heading(shown)).to_have_text(titles[0])
    expect(build.locator(".preview-aside")).to_be_hidden()


def test_choosing_the_same_step_again_brings_the_preview_back_to_it(build, shown):
    choose_step(build, "Ihre Angaben")
    expect(heading(shown)).to_have_text("Ihre Angaben")
    build.get_by_role("button", name="Von vorn").click()
    expect(heading(shown)).to_have_text("Ihr Zuhause")
    choose_step(build, "Ihre Angaben")
    expect(heading(shown)).to_have_text("Ihre Angaben")


def test_answers_stay_while_the_draft_changes_and_never_leave_the_frame(build, shown, draft):
    choose_step(build, "Ihre Angaben")
    shown.get_by_label("E-Mail-Adresse").fill("ada@geheim.example")
    build.get_by_label("Titel des Schritts").fill("Erreichbarkeit")
    expect(heading(shown)).to_have_text("Erreichbarkeit")
    expect(shown.get_by_label("E-Mail-Adresse")).to_have_value("ada@geheim.example")
    told = build.evaluate("told")
    assert any('"path"' in one for one in told)
    assert not any("geheim" in one for one in told)
    build.get_by_role("button", name="Von vorn").click()
    expect(heading(shown)).to_have_text("Ihr Zuhause")
    choose_step(build, "Umfang")
    choose_step(build, "Erreichbarkeit")
    expect(shown.get_by_label("E-Mail-Adresse")).to_have_value("")


def test_language_screen_and_width_can_be_switched(build, shown):
    build.get_by_label("Sprache der Vorschau").select_option("en")
    expect(heading(shown)).to_have_text("Your home")
    card = shown.locator("zenflow-assistant .zf")
    expect(card).to_have_css("background-color", "rgb(255, 255, 255)")
    build.get_by_role("button", name="Dunkel").click()
    expect(card).to_have_css("background-color", "rgb(21, 33, 31)")
    expect(shown.locator("body")).to_have_css("background-color", "rgb(14, 23, 22)")
    build.get_by_role("button", name="Computer").click()
    assert shown.locator("body").evaluate("innerWidth") == 1024
    box = build.locator(".preview-screen").bounding_box()
    frame = build.locator(".preview-screen iframe").bounding_box()
    assert abs(frame["width"] - box["width"]) < 4


def test_only_the_page_around_it_drives_the_frame(build, shown):
    title = heading(shown).inner_text()
    frame = next(one for one in build.frames if one.parent_frame)
    frame.evaluate(
        "postMessage({zenflow: 'show', flow: {steps: [], endings: []}, at: null}, location.origin)"
    )
    build.evaluate("postMessage({zenflow: 'path', aside: true}, location.origin)")
    build.wait_for_timeout(300)
    expect(heading(shown)).to_have_text(title)
    expect(build.locator(".preview-aside")).to_be_hidden()


def test_a_draft_that_cannot_be_shown_leaves_the_last_one_standing(build, shown):
    title = heading(shown).inner_text()
    build.evaluate(
        "document.querySelector('iframe').contentWindow.postMessage("
        "{zenflow: 'show', flow: {steps: 3}, at: null}, location.origin)"
    )
    build.wait_for_timeout(300)
    expect(heading(shown)).to_have_text(title)
    build.get_by_label("Titel des Schritts").fill("Es geht weiter")
    expect(heading(shown)).to_have_text("Es geht weiter")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_preview_can_be_used_by_everybody(build, scheme):
    build.emulate_media(color_scheme=scheme)
    assert violations(build, within=".preview") == []
