"""Contents insurance, as an insurer would ask for it."""

from __future__ import annotations

from builder.library.writing import Json, Writer, either, rich, t
from demo.businesses.business import Business

w = Writer("insurer")
_REPLY = t("Damit wir Ihnen ein Angebot senden können.", "So that we can send you an offer.")
_RATE = t("Damit wir Ihren Beitrag berechnen können.", "So that we can work out your premium.")


def _home() -> Json:
    home = w.field(
        "home",
        "picture_choice",
        t("Wie wohnen Sie?", "Where do you live?"),
        choices=w.options(
            "home",
            flat=("In einer Wohnung", "In a flat"),
            house=("In einem Haus", "In a house"),
            shared=("In einer WG", "In a shared flat"),
        ),
    )
    routes = [
        w.route("house", w.chose("home", "house"), step="house"),
        w.route("shared", w.chose("home", "shared"), step="cover"),
    ]
    return w.step("home", t("Ihr Zuhause", "Your home"), [home], routes=routes)


def _area(key: str, label: tuple[str, str], unusual: int) -> Json:
    return w.field(
        key,
        "number",
        t(*label),
        config={"min": "8", "max": "2000", "decimals": 0, "unit": t("m²", "m²")},
        checks=[
            w.check(
                key,
                w.test(key, "more_than", str(unusual)),
                t(
                    "Das ist ungewöhnlich groß. Gemeint sind Quadratmeter Wohnfläche.",
                    "That is unusually large. We mean square metres of living area.",
                ),
            )
        ],
    )


def _flat() -> Json:
    floor = w.field(
        "floor",
        "single_choice",
        t("In welchem Stockwerk?", "On which floor?"),
        choices=w.options(
            "floor",
            ground=("Erdgeschoss oder Souterrain", "Ground floor or basement"),
            upper=("Erster Stock oder höher", "First floor or higher"),
        ),
    )
    fields = [_area("flat_area", ("Wie groß ist die Wohnung?", "How large is the flat?"), 250)]
    return w.step(
        "flat",
        t("Ihre Wohnung", "Your flat"),
        [*fields, floor],
        routes=[w.route("flat", None, step="cover")],
    )


def _house() -> Json:
    belongings = w.field(
        "belongs_to_it",
        "multiple_choice",
        t("Was gehört dazu?", "What belongs to it?"),
        required=False,
        choices=w.options(
            "belongs_to_it",
            cellar=("Keller", "Cellar"),
            garage=("Garage oder Carport", "Garage or carport"),
            garden=("Garten mit Möbeln und Geräten", "Garden with furniture and tools"),
        ),
    )
    area = _area(
        "house_area", ("Wie groß ist die Wohnfläche?", "How large is the living area?"), 400
    )
    return w.step("house", t("Ihr Haus", "Your house"), [area, belongings])


def _cover() -> Json:
    total = w.field(
        "sum_insured",
        "slider",
        t("Wie hoch soll die Versicherungssumme sein?", "How much should be insured?"),
        help=t(
            "Faustregel: 650 € für jeden Quadratmeter.", "Rule of thumb: €650 per square metre."
        ),
        config={"min": "10000", "max": "200000", "step": "5000", "unit": t("€", "€")},
    )
    hazards = t("Starkregen, Hochwasser, Erdrutsch", "Heavy rain, flood, landslide")
    extras = w.field(
        "extras",
        "multiple_choice",
        t("Was soll zusätzlich versichert sein?", "What should be covered in addition?"),
        help=t(
            "Feuer, Leitungswasser, Sturm und Einbruch sind immer dabei.",
            "Fire, burst pipes, storm and burglary are always included.",
        ),
        required=False,
        choices=[
            w.choice("extras", "bicycles", t("Fahrräder", "Bicycles")),
            w.choice("extras", "hazards", t("Elementarschäden", "Natural hazards"), help=hazards),
            w.choice("extras", "glass", t("Glasbruch", "Broken glass")),
            w.choice("extras", "valuables", t("Wertsachen", "Valuables")),
        ],
    )
    return w.step("cover", t("Ihr Schutz", "Your cover"), [total, extras, _bicycles()])


def _bicycles() -> Json:
    model = w.field("model", "short_text", t("Marke und Modell", "Make and model"))
    worth = w.field(
        "worth",
        "currency",
        t("Kaufpreis", "Purchase price"),
        config={"min": "50", "max": "20000", "currency": "EUR"},
    )
    return w.field(
        "bicycles",
        "group",
        t("Welche Fahrräder?", "Which bicycles?"),
        visible_if=w.has("extras", "bicycles"),
        config={"min": 1, "max": 6, "item": t("Fahrrad", "Bicycle")},
        fields=[model, worth],
    )


def _history() -> Json:
    insured = w.field(
        "insured",
        "yes_no",
        t("Haben Sie schon eine Hausratversicherung?", "Do you have contents insurance already?"),
    )
    insurer = w.field(
        "current_insurer",
        "short_text",
        t("Bei welcher Versicherung?", "With which insurer?"),
        required=False,
        visible_if=w.test("insured", "equals", True),
    )
    claims = w.field(
        "claims",
        "single_choice",
        t("Gab es in den letzten fünf Jahren Schäden?", "Any claims in the past five years?"),
        choices=w.options(
            "claims", none=("Keine", "None"), one=("Einen", "One"), several=("Mehrere", "Several")
        ),
    )
    what = w.field(
        "claims_what",
        "long_text",
        t("Was ist passiert?", "What happened?"),
        help=t("Ein oder zwei Sätze genügen.", "A sentence or two will do."),
        required=False,
        config={"max_length": 1000},
        visible_if=either(w.chose("claims", "one"), w.chose("claims", "several")),
    )
    begin = w.field(
        "begin",
        "date",
        t("Ab wann soll der Schutz gelten?", "When should the cover begin?"),
        config={"earliest": "today", "latest": "today+365"},
    )
    return w.step("history", t("Bisher und ab jetzt", "So far, and from now on"),
                  [insured, insurer, claims, what, begin])  # fmt: skip


def _contact() -> Json:
    about = {"purpose": _REPLY, "data_class": "personal"}
    statement = rich(
        "Ich bin einverstanden, dass die Havenstein Versicherung AG meine Angaben verarbeitet, "
        "um mir ein Angebot zu machen. Das kann ich jederzeit widerrufen.",
        "I agree that Havenstein Versicherung AG processes my answers to make me an offer. "
        "I can withdraw this at any time.",
    )
    fields = [
        w.field("name", "full_name", t("Ihr Name", "Your name"),
                config={"salutation": True}, **about),
        w.field("born", "birth_date", t("Geburtsdatum", "Date of birth"), purpose=_RATE,
                data_class="personal", config={"min_age": 18, "max_age": 110},
                invalid_message=t("Einen Vertrag können wir ab 18 Jahren anbieten.",
                                  "We can offer a contract from the age of 18.")),
        w.field("address", "address", t("Anschrift", "Address"), **about),
        w.field("email", "email", t("E-Mail-Adresse", "E-mail address"), **about),
        w.field("phone", "phone", t("Telefon", "Phone"), required=False,
                required_if=w.chose("claims", "several"), **about),
        w.field("consent", "consent", t("Einwilligung", "Consent"),
                purpose=t("Nachweis Ihrer Einwilligung.", "Evidence of your consent."),
                data_class="personal", config={"statement": statement}),
    ]  # fmt: skip
    return w.step(
        "contact",
        t("Wohin dürfen wir das Angebot senden?", "Where may we send the offer?"),
        fields,
        routes=[w.route("several", w.chose("claims", "several"), ending="personal")],
    )


def document() -> Json:
    """Return the flow document, in German and English."""
    thanks = rich(
        "Sie erhalten Ihr Angebot innerhalb von **zwei Werktagen** per E-Mail.",
        "You will receive your offer by e-mail within **two working days**.",
    )
    personal = rich(
        "Bei mehreren Schäden schaut sich **eine Fachfrau oder ein Fachmann** Ihre Anfrage an "
        "und ruft Sie innerhalb von drei Werktagen an.",
        "With several claims **one of our specialists** looks at your enquiry and calls you "
        "within three working days.",
    )
    return {
        "schema": 1,
        "locales": ["de", "en"],
        "default_locale": "de",
        "time_zone": "Europe/Berlin",
        "title": t("Angebot für Ihre Hausratversicherung", "An offer for your contents insurance"),
        "intro": rich(
            "In drei Minuten zum Angebot. Nichts davon ist verbindlich.",
            "Three minutes to your offer. Nothing here is binding.",
        ),
        "recipient": INSURER.recipient,
        "theme": INSURER.theme,
        "steps": [_home(), _flat(), _house(), _cover(), _history(), _contact()],
        "endings": [
            w.ending(
                "thanks", t("Vielen Dank für Ihre Anfrage", "Thank you for your enquiry"), thanks
            ),
            w.ending(
                "personal",
                t("Vielen Dank, wir melden uns persönlich", "Thank you, we will call you"),
                personal,
            ),
        ],
    }


INSURER = Business(
    slug="havenstein",
    name="Havenstein Versicherung",
    legal_name="Havenstein Versicherung AG",
    contact="040 0000 1234",
    privacy_url="https://www.havenstein.example/datenschutz",
    owner=("kunde@havenstein.example", "Hanna", "Stein"),
    assistant="Hausratversicherung",
    public_id="demo-hausrat",
    document=document,
    mailbox="anfragen@havenstein.example",
    theme={
        "accent": "#21405f",
        "on_accent": "#ffffff",
        "ink": "#1c2b39",
        "quiet": "#4c5d6e",
        "accent_dark": "#9dc3ea",
        "on_accent_dark": "#0f1c29",
        "radius": "6",
        "font": "serif",
    },
    pictures={w.id(f"home.{name}"): f"home-{name}" for name in ("flat", "house", "shared")},
)
