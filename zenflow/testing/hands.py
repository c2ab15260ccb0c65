"""A person at a page: what they press is counted, and looked at where somebody wants to."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Locator, Page, ViewportSize

DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)


class Hands:
    """Clicks and types as people do; choosing from a list is two clicks, a chord is one key."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.keys = 0
        self.pictures = 0

    def click(self, *places: Locator) -> None:
        for place in places:
            place.click()
            self.clicks += 1

    def choose(self, place: Locator, option: str) -> None:
        place.select_option(label=option)
        self.clicks += 2

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.keys += len(words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def write(self, place: Locator, words: str) -> None:
        """Click into a text and write over what stands there."""
        self.click(place)
        self.press("Control+a")
        self.type(words)

    def look(self, name: str) -> None:
        """Keep a picture at both widths where PICTURES_OF_TESTS names a folder."""
        if folder := os.environ.get("PICTURES_OF_TESTS"):
            self.pictures += 1
            for width, size in (("390", PHONE), ("1280", DESK)):
                self.page.set_viewport_size(size)
                self.page.wait_for_timeout(300)
                path = Path(folder) / f"{self.pictures:02}_{name}_{width}.png"
                self.page.screenshot(path=path)
