"""An end user on the page with names, places, a long list and pictures (widget/dev/roof.mjs)."""

from __future__ import annotations

from playwright.sync_api import Locator

from builder.tests.widget_page import Visit

# What is too small to be touched.
SMALL = """() => [...document.querySelector('zenflow-assistant').shadowRoot
    .querySelectorAll('.input, .card, .popup:not([hidden]) li, .opener, button.main, button.quiet')]
    .filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.outerHTML)"""
STEPS = [
    "Wer sind Sie?",
    "Wo steht das Haus?",
    "Was ist versichert?",
    "Was liegt auf dem Dach?",
    "Welches Dach hat Ihr Haus?",
    "Ihre Angaben im Überblick",
]


class Roof(Visit):
    """An end user who asks for a quote for a roof."""

    def begin(self) -> Roof:
        self.open("roof", loaded=False)
        self.at(STEPS[0])
        return self

    def who(self) -> Roof:
        field = self.page.get_by_label
        field("Vorname").fill("Erika")
        field("Nachname").fill("Weiß")
        field("Straße").fill("Musterstraße 12 a")
        field("Postleitzahl").fill("10 115")
        field("Ort", exact=True).fill("Berlin")
        field("Telefon").fill("030/12 34 56")
        self.press("Weiter")
        self.at(STEPS[1])
        return self

    def where(self) -> Roof:
        with self.page.expect_response("**/e/p.txt"):
            self.who()
        self.page.get_by_label("Postleitzahl").fill("10115")
        self.press("Weiter")
        self.at(STEPS[2])
        return self

    @property
    def city(self) -> Locator:
        return self.page.get_by_role("combobox", name="Ort")

    @property
    def insurer(self) -> Locator:
        return self.page.get_by_role("combobox", name="Wo sind Sie bisher versichert?")

    def options(self) -> list[str]:
        return self.page.get_by_role("option").all_inner_texts()
