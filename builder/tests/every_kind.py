"""A flow that asks for one of everything, for pages that must show whatever there is."""

from __future__ import annotations

from typing import Any

from .insurance_flow import both, choice, document, field, said, step, uid

CHOICES = ("single_choice", "multiple_choice", "dropdown", "picture_choice")


def one(kind: str, label: str, **more: Any) -> dict[str, Any]:
    """Make a field whose key is its kind's name."""
    return field(kind, kind, both(label, f"{label} (en)"), **{"required": False, **more})


def offered(kind: str, label: str) -> dict[str, Any]:
    words = {"one": "Eins", "two": "Zwei"}
    picture = {"hash": "0" * 64, "width": 640, "height": 480} if kind == "picture_choice" else None
    made = [
        {**choice(name, both(word, name)), "id": uid(f"{kind} {name}"), "picture": picture}
        for name, word in words.items()
    ]
    return one(kind, label, choices=made)


def drivers() -> dict[str, Any]:
    """Ask for two drivers at least."""
    inside = [
        field("name", "full_name", both("Name", "Name")),
        field("birth", "birth_date", both("Geburtsdatum", "Date of birth")),
        field("accidents", "yes_no", both("Unfälle", "Accidents"), required=False),
        field("licence", "number", both("Führerschein seit", "Licence since"), required=False),
    ]
    config = {"min": 2, "max": 4, "item": both("Fahrer", "Driver")}
    return one("group", "Fahrer und Fahrerinnen", config=config, fields=inside)


def every_kind() -> dict[str, Any]:
    """Build the flow anew."""
    amounts = [
        one("number", "Fläche", config={"unit": both("m²", "sqm")}),
        one("currency", "Preis"),
        one(
            "slider",
            "Selbstbehalt",
            config={"min": "0", "max": "500", "step": "50", "unit": both("Euro", "euros")},
        ),
        one(
            "rating",
            "Zufriedenheit",
            config={"max": 5, "low": both("gar nicht", "not at all"), "high": both("sehr", "very")},
        ),
        one("date", "Beginn"),
        one("birth_date", "Geboren am"),
    ]
    texts = [
        one(
            "short_text",
            "Kurz",
            required_if={"field": uid("yes_no"), "op": "equals", "value": False},
        ),
        one("long_text", "Lang"),
        one("email", "E-Mail"),
        one("phone", "Telefon"),
        one("iban", "Konto"),
        one("licence_plate", "Kennzeichen"),
        one("full_name", "Ihr Name", config={"salutation": True}),
        one("address", "Anschrift"),
        one("postcode_city", "Wohnort"),
    ]
    chosen = [offered(kind, f"Wahl {at}") for at, kind in enumerate(CHOICES)]
    notice = one("statement", "Hinweis", config={"statement": said("Bitte beachten.", "Beware.")})
    agreed = one("consent", "Einwilligung", config={"statement": said("Ja, gern.", "Yes, please.")})
    rest = [notice, agreed, one("file", "Unterlagen")]
    steps = [
        step("choices", both("Wahl", "Choices"), *chosen, one("yes_no", "Haustiere")),
        step("texts", both("Texte", "Texts"), *texts),
        step("amounts", both("Werte", "Values"), *amounts),
        step("rest", both("Rest", "Rest"), *rest, drivers()),
    ]
    about = document()
    return {**about, "steps": steps, "endings": about["endings"][:1]}
