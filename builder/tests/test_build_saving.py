"""The visual builder's saving: by itself, and nothing lost when something comes between."""

from __future__ import annotations

import json

import pytest
from django_scopes import scope
from playwright.sync_api import Dialog, expect

from builder.document import compile, load
from builder.models import Assistant, FlowVersion
from builder.tests.build_page import SAVED, Build, build

__all__ = ["build"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def write(build: Build, words: str) -> None:
    build.page.get_by_label("Titel des Schritts").fill(words)


def first_title(build: Build) -> str:
    """Give the title of the first step as the database has it, saved or not."""
    with scope(tenant=build.assistant.tenant):
        return compile(Assistant.objects.get(pk=build.assistant.pk)).steps[0].title["de"]


def change_elsewhere(build: Build, words: str) -> None:
    """Change the draft as another page would."""
    with scope(tenant=build.assistant.tenant):
        assistant = Assistant.objects.get(pk=build.assistant.pk)
        document = compile(assistant).to_json()
        document["steps"][0]["title"]["de"] = words
        load(assistant, type(compile(assistant)).from_json(document))


def kept(build: Build) -> list[str]:
    """Give the titles of the first steps of the drafts that were put aside."""
    with scope(tenant=build.assistant.tenant):
        versions = FlowVersion.objects.filter(assistant=build.assistant, mode="kept")
        return [version.document["steps"][0]["title"]["de"] for version in versions]


def shelf(build: Build) -> str | None:
    """Give what the browser holds of unsaved work."""
    found = build.page.evaluate(
        "Object.entries(localStorage).find(([name]) => name.startsWith('zenflow-draft'))"
    )
    return str(json.loads(found[1])["draft"]["steps"][0]["title"]["de"]) if found else None


def test_a_change_saves_itself_and_says_so(build: Build):
    write(build, "Wohnen")
    expect(build.state).to_have_text("Nicht gespeichert")
    expect(build.state).to_have_text(SAVED)
    assert first_title(build) == "Wohnen"
    assert shelf(build) is None


def test_the_plain_forms_see_the_same(build: Build):
    write(build, "Wohnen")
    build.saved()
    build.page.goto(build.url("change"))
    expect(build.page.locator("input[name=steps-0-title]")).to_have_value("Wohnen")


def test_a_conflict_overwrites_nobody_and_going_on_with_mine_puts_the_other_aside(
    build: Build, complaints: list[str]
):
    change_elsewhere(build, "Von woanders")
    write(build, "Von hier")
    dialog = build.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Zwei haben gleichzeitig geschrieben")
    assert first_title(build) == "Von woanders"
    build.page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Mit meiner Fassung").click()
    assert build.saved().steps[0].title["de"] == "Von hier"
    assert kept(build) == ["Von woanders"]
    complaints.clear()


def test_going_on_with_the_other_draft_puts_mine_aside(build: Build, complaints: list[str]):
    change_elsewhere(build, "Von woanders")
    write(build, "Von hier")
    build.page.get_by_role("button", name="Mit der anderen Fassung").click()
    expect(build.page.get_by_label("Titel des Schritts")).to_have_value("Von woanders")
    assert build.saved().steps[0].title["de"] == "Von woanders"
    assert kept(build) == ["Von hier"]
    expect(build.page.get_by_role("button", name="Rückgängig").first).to_be_disabled()
    write(build, "Weiter")
    assert build.saved().steps[0].title["de"] == "Weiter"
    complaints.clear()


def test_a_lost_connection_keeps_the_work_and_saves_it_later(build: Build, complaints: list[str]):
    build.page.context.set_offline(True)
    write(build, "Ohne Netz")
    expect(build.state).to_contain_text("Keine Verbindung")
    assert shelf(build) == "Ohne Netz"
    assert first_title(build) == "Ihr Zuhause"
    build.page.context.set_offline(False)
    assert build.saved().steps[0].title["de"] == "Ohne Netz"
    assert shelf(build) is None
    complaints.clear()


def test_what_a_browser_still_holds_comes_back_with_the_page(build: Build, complaints: list[str]):
    build.page.context.set_offline(True)
    write(build, "Ohne Netz")
    expect(build.state).to_contain_text("Keine Verbindung")
    other = build.page.context.new_page()
    build.page.close(run_before_unload=False)
    build.page.context.set_offline(False)
    build.page = other
    build.open()
    expect(build.page.get_by_label("Titel des Schritts")).to_have_value("Ohne Netz")
    assert build.saved().steps[0].title["de"] == "Ohne Netz"
    build.page.get_by_role("button", name="Rückgängig").first.click()
    assert build.saved().steps[0].title["de"] == "Ihr Zuhause"
    complaints.clear()


def test_work_that_is_older_than_the_draft_asks_whose_goes_on(build: Build, complaints: list[str]):
    build.page.context.set_offline(True)
    write(build, "Ohne Netz")
    expect(build.state).to_contain_text("Keine Verbindung")
    change_elsewhere(build, "Inzwischen")
    other = build.page.context.new_page()
    build.page.close(run_before_unload=False)
    build.page.context.set_offline(False)
    build.page = other
    build.open()
    build.page.get_by_role("button", name="Mit meiner Fassung").click()
    assert build.saved().steps[0].title["de"] == "Ohne Netz"
    assert kept(build) == ["Inzwischen"]
    complaints.clear()


def test_another_tab_that_is_done_leaves_this_tabs_work_in_the_browser(
    build: Build, complaints: list[str]
):
    mine = build.page
    mine.route("**/build/draft/", lambda route: route.abort())
    write(build, "Ohne Netz")
    expect(build.state).to_contain_text("Keine Verbindung")
    build.page = mine.context.new_page()
    build.open()
    expect(build.page.get_by_label("Titel des Schritts")).to_have_value("Ohne Netz")
    build.saved()
    write(build, "Weiter")
    build.saved()
    build.page.close()
    build.page = mine
    assert shelf(build) == "Ohne Netz"
    complaints.clear()


def test_leaving_with_unsaved_work_asks_first(build: Build, complaints: list[str]):
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    build.page.on("dialog", stay)
    build.page.context.set_offline(True)
    build.page.get_by_label("Titel des Schritts").press_sequentially("!")
    expect(build.state).to_contain_text("Keine Verbindung")
    build.page.close(run_before_unload=True)
    build.page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert not build.page.is_closed()
    complaints.clear()


def test_a_session_that_ended_says_so_and_saves_after_logging_in(
    build: Build, client, cast, settings, complaints: list[str]
):
    name = settings.SESSION_COOKIE_NAME
    build.page.context.clear_cookies()
    write(build, "Abgemeldet")
    expect(build.state).to_contain_text("nicht mehr angemeldet")
    expect(build.page.get_by_role("link", name="In neuem Tab anmelden")).to_be_visible()
    assert shelf(build) == "Abgemeldet"
    client.force_login(cast.alice)
    cookie = {"name": name, "value": client.cookies[name].value, "url": build.origin}
    build.page.context.add_cookies([cookie])  # type: ignore[list-item]
    build.page.get_by_role("button", name="Noch einmal speichern").click()
    # The token against forged requests is another one since the login; the page asks for it.
    assert build.saved().steps[0].title["de"] == "Abgemeldet"
    complaints.clear()


def test_what_can_not_be_saved_shows_the_sentence_at_its_place(build: Build, complaints: list[str]):
    place = build.saved().steps[0].id
    answer = json.dumps({"detail": "So nicht.", "place": place})
    build.page.route("**/build/draft/", lambda route: route.fulfill(status=422, body=answer))
    write(build, "Unmöglich")
    expect(build.state).to_contain_text("So kann es nicht gespeichert werden")
    expect(build.page.locator(".page .said")).to_contain_text("So nicht.")
    build.page.unroute("**/build/draft/")
    write(build, "Möglich")
    expect(build.page.locator(".page .said")).to_have_count(0)
    assert build.saved().steps[0].title["de"] == "Möglich"
    complaints.clear()


def test_a_viewer_looks_and_changes_nothing(build: Build, client, cast, context, settings):
    name = settings.SESSION_COOKIE_NAME
    client.force_login(cast.viktor)
    context.clear_cookies()
    cookie = {"name": name, "value": client.cookies[name].value, "url": build.origin}
    context.add_cookies([cookie])
    build.open()
    expect(build.page.get_by_text("Nur zum Ansehen")).to_be_visible()
    expect(build.page.get_by_label("Titel des Schritts")).to_be_disabled()
    for words in ("hinzufügen", "Veröffentlichen", "Mehr zu"):
        expect(build.page.get_by_role("button", name=words)).to_have_count(0)
