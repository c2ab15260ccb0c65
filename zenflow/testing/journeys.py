"""The demo's three assistants, filled in as people would; nothing is sent yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Locator, expect

Look = Callable[[], None]


def nothing() -> None:
    """Look at nothing."""


class Journey:
    """One end user's way through an assistant; `look` is called on every page of it."""

    def __init__(self, assistant: Locator, words: str, look: Look = nothing) -> None:
        self.assistant = assistant
        self.words = words
        self.look = look

    def go_on(self) -> None:
        """Look at the page as it was filled in, then go on to the next."""
        self._leave_by(self.assistant.get_by_role("button", name="Weiter", exact=True))

    def answer(self, label: str) -> None:
        """Choose the one answer that a page asks for, which goes on by itself."""
        self._leave_by(self.assistant.get_by_label(label))

    def _leave_by(self, way: Locator) -> None:
        self.look()
        heading = self.assistant.get_by_role("heading", level=3)
        before = heading.inner_text()
        way.click()
        expect(heading).not_to_have_text(before)

    def warn(self) -> None:
        """Press "Weiter" once more than needed: the first time only shows a remark."""
        self.look()
        self.assistant.get_by_role("button", name="Weiter", exact=True).click()
        expect(self.assistant.get_by_text("Bitte sehen Sie noch einmal hin")).to_be_visible()

    def choose(self, *labels: str) -> None:
        for label in labels:
            self.assistant.get_by_label(label, exact=True).check()

    def fill(self, **by_label: str) -> None:
        """Fill in by labels; an underscore stands for a blank."""
        for label, value in by_label.items():
            self.assistant.get_by_label(label.replace("_", " "), exact=True).fill(value)

    def ask(self, label: str, value: str) -> None:
        self.assistant.get_by_label(label).fill(value)

    def pick(self, typed: str, option: str) -> None:
        """Choose from the long list by typing a part of the answer."""
        self.assistant.get_by_role("combobox").fill(typed)
        self.assistant.get_by_role("option", name=option).click()

    def born(self, day: int, month: int, year: int) -> None:
        for label, number in (("Tag", day), ("Monat", month), ("Jahr", year)):
            self.assistant.get_by_label(label, exact=True).fill(str(number))


def insurance(journey: Journey) -> str:
    """Ask for contents insurance with bicycles and several claims; return the e-mail address."""
    words, soon = journey.words, timezone.localdate() + timedelta(days=30)
    journey.answer("In einer Wohnung")
    journey.ask("Wie groß ist die Wohnung?", "300")
    journey.choose("Erster Stock oder höher")
    journey.warn()
    journey.go_on()
    journey.assistant.get_by_role("slider").press("ArrowRight")
    journey.choose("Fahrräder")
    journey.ask("Marke und Modell", f"{words} Rad")
    journey.ask("Kaufpreis", "1.250,50")
    journey.go_on()
    journey.choose("Ja", "Mehrere")
    journey.ask("Bei welcher Versicherung?", f"{words} Sach")
    journey.ask("Was ist passiert?", f"{words} im Keller\nund im Flur")
    journey.ask("Ab wann soll der Schutz gelten?", soon.isoformat())
    journey.go_on()
    journey.choose("Frau")
    journey.born(12, 3, 1985)
    address(journey)
    return contact(journey, Telefon="040 1234567")


def roof(journey: Journey, files: list[Any]) -> str:
    """Ask for a repair, with photos; return the e-mail address."""
    journey.answer("Ein Schaden am Dach")
    journey.choose("Ja")
    journey.pick("stu", "Sturm")
    journey.go_on()
    journey.choose("Satteldach")
    journey.pick("wellpl", "Faserzement, Wellplatten")
    journey.warn()
    journey.go_on()
    journey.assistant.locator("input[type=file]").set_input_files(files)
    journey.ask("Was sollten wir noch wissen?", f"{journey.words} im Garten")
    journey.go_on()
    address(journey)
    journey.choose("Zwei Stockwerke")
    journey.go_on()
    return contact(journey, Telefon="0561 123456")


def appointment(journey: Journey) -> str:
    """Ask for an appointment for somebody in pain; return the e-mail address."""
    journey.answer("Schmerzen")
    journey.assistant.get_by_role("radio", name="9").check(force=True)
    journey.choose("Oben links")
    expect(journey.assistant.get_by_text("Notdienst")).to_be_visible()
    journey.go_on()
    name(journey)
    journey.born(1, 5, 2019)
    journey.choose("Gesetzlich", "Nein")
    journey.go_on()
    journey.choose("Montag", "Das ist mir gleich")
    journey.go_on()
    return contact(journey, named=False, Telefon="030 123456")


def name(journey: Journey) -> None:
    journey.fill(Vorname=journey.words, Nachname=f"von {journey.words}")


def address(journey: Journey) -> None:
    journey.fill(Straße=f"{journey.words}-Weg", Hausnummer="4a", Postleitzahl="34117")
    journey.fill(Ort=f"{journey.words}-Stadt")


def contact(journey: Journey, *, named: bool = True, **by_label: str) -> str:
    """Fill in the last page and go on to the review; return the e-mail address."""
    email = f"{journey.words.lower().encode('ascii', 'ignore').decode()}@example.com"
    if named:
        name(journey)
    journey.fill(**by_label)
    journey.ask("E-Mail-Adresse", email)
    journey.assistant.get_by_role("checkbox").last.check()
    journey.go_on()
    journey.look()
    return email
