"""The demo assistant: contents insurance, as an insurer would ask for it."""

from __future__ import annotations

import uuid
from typing import Any

from builder import richtext

_NAMESPACE = uuid.UUID("6c0f5a52-0f1f-4d5e-9d3c-6f5a0b8e7d21")

Json = dict[str, Any]


def id_of(name: str) -> str:
    """Return the id of a part of the demo: the same in every instance."""
    return str(uuid.uuid5(_NAMESPACE, name))


def _t(de: str, en: str) -> dict[str, str]:
    return {"de": de, "en": en}


def _rich(de: str, en: str) -> dict[str, list[Any]]:
    return {"de": richtext.read(de), "en": richtext.read(en)}


def _choice(field: str, value: str, de: str, en: str, help_: dict[str, str] | None = None) -> Json:
    return {
        "id": id_of(f"{field}.{value}"),
        "value": value,
        "label": _t(de, en),
        "help": help_,
    }


def _field(key: str, kind: str, label: dict[str, str], **more: Any) -> Json:
    choices = [_choice(key, *choice) for choice in more.pop("choices", [])]
    return {
        "id": id_of(key),
        "key": key,
        "kind": kind,
        "label": label,
        "help": None,
        "required": True,
        "visible_if": None,
        "config": _CONFIG.get(kind, {}),
        "purpose": None,
        "data_class": "none",
        **more,
        "choices": choices,
    }


_CONFIG: dict[str, Json] = {
    "short_text": {"max_length": None},
    "long_text": {"max_length": None},
    "multiple_choice": {"min": None, "max": None},
}


def _step(name: str, title: dict[str, str], fields: list[Json], **more: Any) -> Json:
    return {
        "id": id_of(f"step.{name}"),
        "title": title,
        "text": None,
        "visible_if": None,
        "routes": [],
        **more,
        "fields": fields,
    }


def _is(key: str, value: str) -> Json:
    return {"field": id_of(key), "op": "equals", "value": id_of(f"{key}.{value}")}


def _has(key: str, value: str) -> Json:
    return {"field": id_of(key), "op": "contains", "value": id_of(f"{key}.{value}")}


def _route(name: str, condition: Json | None, **to: str) -> Json:
    return {"id": id_of(f"route.{name}"), "if": condition, "to": to}


def _home() -> Json:
    home = _field(
        "home",
        "single_choice",
        _t("Wie wohnen Sie?", "Where do you live?"),
        choices=[
            ("flat", "In einer Wohnung", "In a flat"),
            ("house", "In einem Haus", "In a house"),
            (
                "shared",
                "In einer Wohngemeinschaft",
                "In a shared flat",
                _t(
                    "Versichert werden Ihr Zimmer und Ihr Anteil.", "We insure your room and share."
                ),
            ),
        ],
    )
    return _step(
        "home",
        _t("Ihr Zuhause", "Your home"),
        [home],
        routes=[
            _route("house", _is("home", "house"), step=id_of("step.house")),
            _route("shared", _is("home", "shared"), step=id_of("step.cover")),
        ],
    )


def _flat() -> Json:
    return _step(
        "flat",
        _t("Ihre Wohnung", "Your flat"),
        [
            _field(
                "flat_area",
                "single_choice",
                _t("Wie groß ist die Wohnung?", "How large is the flat?"),
                choices=[
                    ("up_to_50", "Bis 50 m²", "Up to 50 m²"),
                    ("up_to_80", "51 bis 80 m²", "51 to 80 m²"),
                    ("up_to_120", "81 bis 120 m²", "81 to 120 m²"),
                    ("larger", "Mehr als 120 m²", "More than 120 m²"),
                ],
            ),
            _field(
                "floor",
                "single_choice",
                _t("In welchem Stockwerk?", "On which floor?"),
                choices=[
                    ("ground", "Erdgeschoss oder Souterrain", "Ground floor or basement"),
                    ("upper", "Erster Stock oder höher", "First floor or higher"),
                ],
            ),
        ],
        routes=[_route("flat", None, step=id_of("step.cover"))],
    )


def _house() -> Json:
    return _step(
        "house",
        _t("Ihr Haus", "Your house"),
        [
            _field(
                "house_area",
                "single_choice",
                _t("Wie groß ist die Wohnfläche?", "How large is the living area?"),
                choices=[
                    ("up_to_100", "Bis 100 m²", "Up to 100 m²"),
                    ("up_to_160", "101 bis 160 m²", "101 to 160 m²"),
                    ("larger", "Mehr als 160 m²", "More than 160 m²"),
                ],
            ),
            _field(
                "belongs_to_it",
                "multiple_choice",
                _t("Was gehört dazu?", "What belongs to it?"),
                required=False,
                choices=[
                    ("cellar", "Keller", "Cellar"),
                    ("garage", "Garage oder Carport", "Garage or carport"),
                    ("garden", "Garten mit Möbeln und Geräten", "Garden with furniture and tools"),
                ],
            ),
        ],
    )


def _cover() -> Json:
    extras = _field(
        "extras",
        "multiple_choice",
        _t("Was soll zusätzlich versichert sein?", "What should be covered in addition?"),
        help=_t(
            "Feuer, Leitungswasser, Sturm und Einbruch sind immer dabei.",
            "Fire, burst pipes, storm and burglary are always included.",
        ),
        required=False,
        choices=[
            ("bicycles", "Fahrräder", "Bicycles"),
            (
                "natural_hazards",
                "Elementarschäden",
                "Natural hazards",
                _t("Starkregen, Hochwasser, Erdrutsch", "Heavy rain, flood, landslide"),
            ),
            ("glass", "Glasbruch", "Broken glass"),
            ("valuables", "Wertsachen", "Valuables"),
        ],
    )
    bicycles = _field(
        "bicycles_worth",
        "single_choice",
        _t("Was sind die Fahrräder zusammen wert?", "What are the bicycles worth together?"),
        visible_if=_has("extras", "bicycles"),
        choices=[
            ("up_to_1000", "Bis 1.000 €", "Up to €1,000"),
            ("up_to_5000", "1.001 bis 5.000 €", "€1,001 to €5,000"),
            ("more", "Mehr als 5.000 €", "More than €5,000"),
        ],
    )
    return _step("cover", _t("Ihr Schutz", "Your cover"), [extras, bicycles])


def _history() -> Json:
    insured = _field(
        "insured",
        "single_choice",
        _t("Haben Sie schon eine Hausratversicherung?", "Do you have contents insurance already?"),
        choices=[("yes", "Ja", "Yes"), ("no", "Nein", "No")],
    )
    insurer = _field(
        "current_insurer",
        "short_text",
        _t("Bei welcher Versicherung?", "With which insurer?"),
        required=False,
        visible_if=_is("insured", "yes"),
    )
    claims = _field(
        "claims",
        "single_choice",
        _t("Gab es in den letzten fünf Jahren Schäden?", "Any claims in the past five years?"),
        choices=[
            ("none", "Keine", "None"),
            ("one", "Einen", "One"),
            ("several", "Mehrere", "Several"),
        ],
    )
    what = _field(
        "claims_what",
        "long_text",
        _t("Was ist passiert?", "What happened?"),
        help=_t("Ein oder zwei Sätze genügen.", "A sentence or two will do."),
        required=False,
        config={"max_length": 1000},
        visible_if={"any": [_is("claims", "one"), _is("claims", "several")]},
    )
    return _step("history", _t("Bisher", "So far"), [insured, insurer, claims, what])


def _contact() -> Json:
    reply = _t("Damit wir Ihnen ein Angebot senden können.", "So that we can send you an offer.")
    consent = _field(
        "consent",
        "consent",
        _t("Einwilligung", "Consent"),
        purpose=_t("Nachweis Ihrer Einwilligung.", "Evidence of your consent."),
        data_class="personal",
        config={
            "statement": _rich(
                "Ich bin einverstanden, dass die Havenstein Versicherung AG meine Angaben "
                "verarbeitet, um mir ein Angebot zu machen. Das kann ich jederzeit widerrufen.",
                "I agree that Havenstein Versicherung AG processes my answers to make me an "
                "offer. I can withdraw this at any time.",
            )
        },
    )
    return _step(
        "contact",
        _t("Wohin dürfen wir das Angebot senden?", "Where may we send the offer?"),
        [
            _field("full_name", "short_text", _t("Vor- und Nachname", "First and last name"),
                   purpose=reply, data_class="personal", config={"max_length": 120}),
            _field("email", "email", _t("E-Mail-Adresse", "E-mail address"),
                   purpose=reply, data_class="personal"),
            _field("message", "long_text", _t("Möchten Sie uns noch etwas sagen?",
                                              "Is there anything else you would like to tell us?"),
                   required=False, purpose=reply, data_class="personal",
                   config={"max_length": 2000}),
            consent,
        ],
        routes=[_route("several", _is("claims", "several"), ending=id_of("ending.personal"))],
    )  # fmt: skip


def _ending(name: str, title: dict[str, str], text: dict[str, list[Any]]) -> Json:
    return {"id": id_of(f"ending.{name}"), "kind": "thanks", "title": title, "text": text}


def document() -> Json:
    """Return the demo's flow document, schema 1, in German and English."""
    return {
        "schema": 1,
        "locales": ["de", "en"],
        "default_locale": "de",
        "time_zone": "Europe/Berlin",
        "title": _t("Angebot für Ihre Hausratversicherung", "An offer for your contents insurance"),
        "intro": _rich(
            "In zwei Minuten zum Angebot. Nichts davon ist verbindlich.",
            "Two minutes to your offer. Nothing here is binding.",
        ),
        "recipient": {
            "name": "Havenstein Versicherung AG",
            "privacy_url": "https://www.havenstein.example/datenschutz",
            "contact": "040 0000 1234",
        },
        "steps": [_home(), _flat(), _house(), _cover(), _history(), _contact()],
        "endings": [
            _ending(
                "thanks",
                _t("Vielen Dank für Ihre Anfrage", "Thank you for your enquiry"),
                _rich(
                    "Sie erhalten Ihr Angebot innerhalb von **zwei Werktagen** per E-Mail.",
                    "You will receive your offer by e-mail within **two working days**.",
                ),
            ),
            _ending(
                "personal",
                _t("Vielen Dank, wir melden uns persönlich", "Thank you, we will call on you"),
                _rich(
                    "Bei mehreren Schäden schaut sich **eine Fachfrau oder ein Fachmann** Ihre "
                    "Anfrage an und meldet sich innerhalb von drei Werktagen.",
                    "With several claims **one of our specialists** looks at your enquiry and "
                    "gets back to you within three working days.",
                ),
            ),
        ],
    }
