"""A whole flow without a fault, for tests that plant one."""

from __future__ import annotations

import uuid
from typing import Any

from builder.fields import KINDS

SPACE = uuid.UUID("6f1f7c3e-0000-4000-8000-000000000000")


def uid(name: str) -> str:
    """Give the UUID that stands for a name."""
    return str(uuid.uuid5(SPACE, name))


def both(german: str, english: str) -> dict[str, str]:
    return {"de": german, "en": english}


def said(german: str, english: str) -> dict[str, list[Any]]:
    return {"de": [{"p": [german]}], "en": [{"p": [english]}]}


def field(key: str, kind: str, label: dict[str, str], **more: Any) -> dict[str, Any]:
    base = {"id": uid(key), "key": key, "kind": kind, "label": label, "help": None}
    rest: dict[str, Any] = {"required": True, "visible_if": None, "config": {}, "choices": []}
    messages = {"required_if": None, "required_message": None, "invalid_message": None}
    inner: dict[str, Any] = {"checks": [], "fields": []}
    config = {"config": {**KINDS[kind].default_config(), **more.pop("config", {})}}
    plain = {"purpose": None, "data_class": "none", **messages, **inner}
    return {**base, **rest, **plain, **more, **config}


def choice(value: str, label: dict[str, str]) -> dict[str, Any]:
    about = {"id": uid(f"choice {value}"), "value": value, "label": label}
    return {**about, "help": None, "picture": None, "score": None}


def step(name: str, title: dict[str, str], *fields: Any, **more: Any) -> dict[str, Any]:
    base = {"id": uid(f"step {name}"), "title": title, "text": None, "visible_if": None}
    return {**base, "fields": list(fields), "routes": [], **more}


def route(name: str, condition: Any, to: dict[str, str]) -> dict[str, Any]:
    return {"id": uid(f"route {name}"), "if": condition, "to": to}


def chose(value: str) -> dict[str, Any]:
    return {"field": uid("topic"), "op": "equals", "value": uid(f"choice {value}")}


def document() -> dict[str, Any]:
    """Build the flow anew, so that a test may change it."""
    return {
        "schema": 1,
        "locales": ["de", "en"],
        "default_locale": "de",
        "time_zone": "Europe/Berlin",
        "title": both("Versicherungsanfrage", "Insurance enquiry"),
        "intro": {
            "de": [{"p": ["Schön, dass Sie ", {"b": ["da"]}, " sind."]}, {"ul": [["kurz"]]}],
            "en": [
                {"p": ["Good to have you here. ", {"a": ["More"], "href": "https://abc.example"}]}
            ],
        },
        "recipient": {
            "name": "ABC AG",
            "privacy_url": "https://abc.example/datenschutz",
            "contact": "030 1234",
        },
        "steps": [topic(), car(), rooms(), contact()],
        "endings": [ending("thanks", "Vielen Dank"), ending("sorry", "Leider nicht")],
        "theme": {},
        "variables": [],
    }


def ending(name: str, german: str) -> dict[str, Any]:
    title = both(german, german.upper())
    about = {"id": uid(f"ending {name}"), "kind": "thanks", "title": title}
    return {**about, "text": None, "url": None}


def topic() -> dict[str, Any]:
    choices = [
        choice("car", both("Ein Auto", "A car")),
        choice("home", both("Eine Wohnung", "A home")),
        choice("other", both("Etwas anderes", "Something else")),
    ]
    label = both("Worum geht es?", "What is it about?")
    asked = field("topic", "single_choice", label, choices=choices)
    routes = [
        route("home", chose("home"), {"step": uid("step rooms")}),
        route("other", chose("other"), {"ending": uid("ending sorry")}),
    ]
    return step("topic", both("Thema", "Topic"), asked, routes=routes)


def car() -> dict[str, Any]:
    plate = field(
        "plate", "short_text", both("Kennzeichen", "Number plate"), config={"max_length": 12}
    )
    story = field(
        "story",
        "long_text",
        both("Was ist passiert?", "What happened?"),
        config={"max_length": None},
        required=False,
        visible_if={"not": {"field": uid("plate"), "op": "starts_with", "value": "B"}},
    )
    ends = [route("car", None, {"step": uid("step contact")})]
    return step("car", both("Auto", "Car"), plate, story, visible_if=chose("car"), routes=ends)


def rooms() -> dict[str, Any]:
    choices = [choice("bath", both("Bad", "Bath")), choice("attic", both("Dach", "Attic"))]
    label = both("Welche Räume?", "Which rooms?")
    bounds = {"min": 1, "max": 2}
    asked = field("rooms", "multiple_choice", label, choices=choices, config=bounds)
    return step("rooms", both("Räume", "Rooms"), asked, text=said("Alle.", "All of them."))


def contact() -> dict[str, Any]:
    why = both("Für unsere Antwort", "For our reply")
    address = field("email", "email", both("E-Mail", "E-mail"), purpose=why, data_class="personal")
    statement = {"statement": said("Ich stimme zu.", "I agree.")}
    terms = field("terms", "consent", both("Einwilligung", "Consent"), config=statement)
    return step("contact", both("Kontakt", "Contact"), address, terms)
