"""The assistant that the journey through the builder designs: its English, and its end users."""

from __future__ import annotations

from playwright.sync_api import Page, expect

ENGLISH = {
    "Saubere Fenster": "Clean windows",
    "Ihr Anliegen": "Your request",
    "Worum geht es?": "What is it about?",
    "Ein Angebot": "A quotation",
    "Eine Beratung": "Advice",
    "Etwas anderes": "Something else",
    "Ihre Fenster": "Your windows",
    "Wie viele Fenster sind es?": "How many windows are there?",
    "Umfang": "Scope",
    "Was sollen wir reinigen?": "What shall we clean?",
    "Nur die Scheiben": "The panes only",
    "Scheiben und Rahmen": "Panes and frames",
    "Ihr Preis": "Your price",
    "Das kostet etwa {{preis}} Euro.": "That is about {{preis}} euros.",
    "Ihre Frage": "Your question",
    "Was möchten Sie wissen?": "What would you like to know?",
    "Ihr Kontakt": "Your contact",
    "Ihre E-Mail-Adresse": "Your e-mail address",
    "Damit wir Ihnen antworten können.": "So that we can answer you.",
    "Einwilligung": "Consent",
    "Alpha Versicherung AG darf meine Angaben verwenden, um diese Anfrage zu beantworten.": (
        "Alpha Versicherung AG may use my details to answer this enquiry."
    ),
    "Vielen Dank": "Thank you",
    "Ihre Anfrage ist auf dem Weg zu uns. Wir melden uns bei Ihnen.": (
        "Your enquiry is on its way to us. We will get back to you."
    ),
}


class Visitor:
    """An end user on the assistant's own page."""

    def __init__(self, page: Page, address: str, language: str) -> None:
        page.goto(f"{address}?lang={language}")
        self.assistant = page.locator("zenflow-assistant")

    def at(self, title: str) -> None:
        expect(self.assistant.get_by_role("heading", level=3)).to_have_text(title)

    def press(self, name: str) -> None:
        self.assistant.get_by_role("button", name=name, exact=True).click()

    def choose(self, answer: str) -> None:
        self.assistant.get_by_role("radio", name=answer).check()

    def fill(self, label: str, words: str) -> None:
        self.assistant.get_by_label(label).filter(visible=True).fill(words)


def ask_for_a_price(visitor: Visitor) -> None:
    """Go the way of those who want a quotation, in German; send it."""
    visitor.at("Ihr Anliegen")
    visitor.choose("Ein Angebot")
    visitor.at("Ihre Fenster")
    visitor.fill("Wie viele Fenster sind es?", "12")
    visitor.press("Weiter")
    visitor.at("Umfang")
    visitor.choose("Scheiben und Rahmen")
    visitor.at("Ihr Preis")
    expect(visitor.assistant.get_by_text("Das kostet etwa 54,00 Euro.")).to_be_visible()
    visitor.press("Weiter")
    visitor.at("Ihr Kontakt")
    visitor.fill("Ihre E-Mail-Adresse", "ada@example.com")
    visitor.assistant.get_by_role("checkbox").check()
    visitor.press("Weiter")
    visitor.press("Anfrage absenden")
    expect(visitor.assistant.get_by_text("Ihre Anfrage ist auf dem Weg zu uns.")).to_be_visible()


def ask_for_advice(visitor: Visitor) -> None:
    """Go the other way, in English."""
    visitor.at("Your request")
    visitor.choose("Advice")
    visitor.at("Your question")
    visitor.fill("What would you like to know?", "Do you clean on Saturdays?")
    visitor.press("Continue")
    visitor.at("Your contact")
