"""What the customers' websites say, in German and English."""

from __future__ import annotations

from dataclasses import dataclass

LOCALES = ("de", "en")
Texts = dict[str, str | list[str] | list[tuple[str, str]]]


@dataclass(frozen=True)
class Website:
    """One made-up business on the web; `public_id` is all it knows of Zenflow."""

    slug: str
    name: str
    trade: tuple[str, str]
    public_id: str
    texts: dict[str, Texts]


HAVENSTEIN = Website(
    slug="havenstein",
    name="Havenstein Versicherung",
    trade=("Hausratversicherung", "Contents insurance"),
    public_id="demo-hausrat",
    texts={
        "de": {
            "title": "Hausratversicherung – Havenstein Versicherung",
            "headline": "Was Ihnen lieb ist, bleibt geschützt",
            "lead": "Wenn Wasser durch die Decke kommt oder das Fahrrad fehlt, ersetzen wir, was "
            "es kostet, und zwar zum Neuwert.",
            "points": [
                "Neuwert, auch nach vielen Jahren",
                "Täglich kündbar nach dem ersten Jahr",
                "Ein Mensch am Telefon, keine Warteschleife",
            ],
            "offer": "Ihr Angebot",
            "offer_text": "Ein paar Fragen, dann rechnen wir. Das Angebot kommt per E-Mail.",
            "address": "Havenstein Versicherung AG, Musterkai 1, 20457 Hamburg",
        },
        "en": {
            "title": "Contents insurance – Havenstein Versicherung",
            "headline": "What you care for stays protected",
            "lead": "When water comes through the ceiling or the bicycle is gone, we pay what a "
            "new one costs.",
            "points": [
                "Replacement value, even after many years",
                "Cancel any day after the first year",
                "A person on the phone, no queue",
            ],
            "offer": "Your offer",
            "offer_text": "A few questions, then we do the sums. The offer comes by e-mail.",
            "address": "Havenstein Versicherung AG, Musterkai 1, 20457 Hamburg",
        },
    },
)

BRANDT = Website(
    slug="brandt",
    name="Dachdeckerei Brandt",
    trade=("Dachreparatur mit Fotos", "Roof repairs, with photos"),
    public_id="demo-dach",
    texts={
        "de": {
            "title": "Dachdeckerei Brandt – Meisterbetrieb in Kassel",
            "headline": "Dicht. Gerade. Vom Meister.",
            "lead": "Seit 1974 decken wir Dächer zwischen Kassel und Göttingen. Ziegel, Schiefer, "
            "Blech und Grün.",
            "steps_title": "So läuft es ab",
            "steps": [
                ("Fotos schicken", "Zwei Bilder sagen uns mehr als ein langes Telefonat."),
                ("Vorschlag bekommen", "Bis zum nächsten Abend, mit Preis und Termin."),
                ("Dach dicht", "Wir räumen auf und kommen nach einem Jahr noch einmal schauen."),
            ],
            "offer": "Dach anfragen",
            "offer_text": "Ein paar Fragen und, wenn Sie mögen, Fotos.",
            "emergency": "Notdienst 0561 0000 77",
            "address": "Dachdeckerei Brandt GmbH, Musterweg 8, 34117 Kassel",
        },
        "en": {
            "title": "Dachdeckerei Brandt – master roofers in Kassel",
            "headline": "Tight. Straight. By a master.",
            "lead": "We have roofed houses between Kassel and Göttingen since 1974. Tiles, slate, "
            "metal and green roofs.",
            "steps_title": "How it goes",
            "steps": [
                ("Send photos", "Two pictures tell us more than a long call."),
                ("Get a proposal", "By the next evening, with a price and a date."),
                ("A tight roof", "We clear up, and come back a year later to look at it."),
            ],
            "offer": "Ask about your roof",
            "offer_text": "A few questions and, if you like, photos.",
            "emergency": "Emergencies 0561 0000 77",
            "address": "Dachdeckerei Brandt GmbH, Musterweg 8, 34117 Kassel",
        },
    },
)

LINDENPLATZ = Website(
    slug="lindenplatz",
    name="Zahnarztpraxis am Lindenplatz",
    trade=("Termin beim Zahnarzt", "A dental appointment"),
    public_id="demo-termin",
    texts={
        "de": {
            "title": "Zahnarztpraxis am Lindenplatz – Dr. Mira Sommer",
            "headline": "In Ruhe zum Zahnarzt",
            "lead": "Wir nehmen uns Zeit, erklären jeden Schritt und hören auf, wenn Sie die Hand "
            "heben.",
            "hours_title": "Sprechzeiten",
            "hours": [
                ("Montag bis Donnerstag", "8–18 Uhr"),
                ("Freitag", "8–14 Uhr"),
                ("Samstag", "nach Absprache"),
            ],
            "offer": "Termin anfragen",
            "offer_text": "Für Sie allein oder für die ganze Familie.",
            "address": "Dr. Mira Sommer, Am Lindenplatz 3, 10115 Berlin",
        },
        "en": {
            "title": "Zahnarztpraxis am Lindenplatz – Dr Mira Sommer",
            "headline": "A calm visit to the dentist",
            "lead": "We take our time, explain every step, and stop when you raise your hand.",
            "hours_title": "Opening hours",
            "hours": [
                ("Monday to Thursday", "8 am – 6 pm"),
                ("Friday", "8 am – 2 pm"),
                ("Saturday", "by arrangement"),
            ],
            "offer": "Ask for an appointment",
            "offer_text": "For yourself or for the whole family.",
            "address": "Dr. Mira Sommer, Am Lindenplatz 3, 10115 Berlin",
        },
    },
)

WEBSITES = {website.slug: website for website in (HAVENSTEIN, BRANDT, LINDENPLATZ)}
