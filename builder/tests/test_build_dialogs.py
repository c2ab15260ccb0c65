"""The visual builder's dialogs for everybody: axe, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import ViewportSize, expect

from builder.tests.build_page import Build, build
from builder.tests.test_build_saving import change_elsewhere, write

__all__ = ["build"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)

DESK: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 844}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_in_any_dialog(build: Build, size: ViewportSize, complaints: list[str]):
    page = build.page
    page.set_viewport_size(size)
    found = {}

    def look(name: str) -> None:
        expect(page.get_by_role("dialog")).to_be_visible()
        found[name] = build.axe()
        assert page.evaluate(SIDEWAYS) <= 0, name

    build.menu("Wie wohnen Sie?", "In einen anderen Schritt")
    look("moving")
    page.keyboard.press("Escape")
    build.menu("Wie wohnen Sie?", "Entfernen")
    look("usages")
    page.keyboard.press("Escape")
    change_kind(build, look)
    build.add("picture_choice")
    page.get_by_role("button", name="Antwort hinzufügen").click()
    page.get_by_role("button", name="Bild wählen").click()
    content = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(content, "PNG")
    picture = {"name": "dach.png", "mimeType": "image/png", "buffer": content.getvalue()}
    page.get_by_label("Ein Bild hochladen").set_input_files(picture)  # type: ignore[arg-type]
    page.get_by_role("button", name="Bild ändern").click()
    look("picture")
    page.keyboard.press("Escape")
    build.saved()
    change_elsewhere(build, "Von woanders")
    write(build, "Von hier")
    look("conflict")
    page.get_by_role("button", name="Mit meiner Fassung").click()
    build.saved()
    assert {name: faults for name, faults in found.items() if faults} == {}
    # The browser itself tells of every answer that isn't a good one.
    assert all("409" in one for one in complaints)
    complaints.clear()


def change_kind(build: Build, look: Callable[[str], None]) -> None:
    """Ask in other ways: one that conditions can't look at, and one that keeps all."""
    page = build.page
    build.menu("Wie wohnen Sie?", "Art der Frage ändern")
    look("kinds")
    page.locator(".offer[data-kind=long_text]").click()
    expect(page.get_by_role("dialog", name="Anderes schaut darauf")).to_be_visible()
    page.keyboard.press("Escape")
    build.menu("Wie wohnen Sie?", "Art der Frage ändern")
    page.locator(".offer[data-kind=picture_choice]").click()
    home = build.saved().steps[0].fields[0]
    assert (home.kind, home.key, len(home.choices)) == ("picture_choice", "home", 3)
    page.locator(".toast-undo").click()
