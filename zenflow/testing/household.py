"""The assistant of the cast: six kinds of fields, a branch, a consent, two endings."""

from __future__ import annotations

import uuid
from typing import Any

from builder.fields import KINDS
from builder.flows.document import FlowDocument

Json = dict[str, Any]
_NAMESPACE = uuid.UUID("0b6b1f0c-6a4e-4a57-9b4f-6f0f3f1c7a11")


def id_of(name: str) -> str:
    """Return the UUID that a part has in the document; loaded rows have their own."""
    return str(uuid.uuid5(_NAMESPACE, name))


def _t(de: str, en: str) -> Json:
    return {"de": de, "en": en}


def _p(de: str, en: str) -> Json:
    return {"de": [{"p": [de]}], "en": [{"p": [en]}]}


def _field(key: str, kind: str, label: Json, **more: Any) -> Json:
    choices = [
        {"id": id_of(f"{key}.{value}"), "value": value, "label": _t(de, en), "help": None}
        for value, de, en in more.pop("choices", [])
    ]
    return {
        "id": id_of(key),
        "key": key,
        "kind": kind,
        "label": label,
        "help": None,
        "required": True,
        "visible_if": None,
        "config": KINDS[kind].default_config() | more.pop("config", {}),
        "purpose": None,
        "data_class": "none",
        **more,
        "choices": choices,
    }


def _step(name: str, title: Json, fields: list[Json], **more: Any) -> Json:
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


def household() -> FlowDocument:
    """Return the document; its recipient is replaced by the tenant that loads it."""
    return FlowDocument.from_json(
        {
            "schema": 1,
            "locales": ["de", "en"],
            "default_locale": "de",
            "time_zone": "Europe/Berlin",
            "title": _t("Hausratversicherung", "Contents insurance"),
            "intro": {
                "de": [{"p": ["Ein paar Fragen, dann melden ", {"b": ["wir"]}, " uns."]}],
                "en": [{"p": ["A few questions, then ", {"b": ["we"]}, " get in touch."]}],
            },
            "recipient": {"name": "", "privacy_url": "", "contact": ""},
            "steps": [_home(), _details(), _contact()],
            "endings": [
                {
                    "id": id_of("ending.thanks"),
                    "kind": "thanks",
                    "title": _t("Vielen Dank", "Thank you"),
                    "text": _p("Wir melden uns.", "We will be in touch."),
                },
                {
                    "id": id_of("ending.advice"),
                    "kind": "thanks",
                    "title": _t("Wir beraten Sie", "We will advise you"),
                    "text": None,
                },
            ],
        }
    )


def _home() -> Json:
    home = _field(
        "home",
        "single_choice",
        _t("Wie wohnen Sie?", "How do you live?"),
        choices=[
            ("flat", "In einer Wohnung", "In a flat"),
            ("house", "In einem Haus", "In a house"),
            ("other", "Anders", "Otherwise"),
        ],
    )
    elsewhere = {
        "id": id_of("route.other"),
        "if": _is("home", "other"),
        "to": {"step": id_of("step.contact")},
    }
    return _step("home", _t("Ihr Zuhause", "Your home"), [home], routes=[elsewhere])


def _details() -> Json:
    extras = _field(
        "extras",
        "multiple_choice",
        _t("Was soll mitversichert sein?", "What should be covered too?"),
        required=False,
        config={"min": None, "max": 2},
        help=_t("Höchstens zwei.", "Two at most."),
        choices=[
            ("bicycle", "Fahrräder", "Bicycles"),
            ("glass", "Glas", "Glass"),
            ("flood", "Elementarschäden", "Natural hazards"),
        ],
    )
    garden = _field(
        "garden",
        "short_text",
        _t("Was steht im Garten?", "What is in the garden?"),
        required=False,
        visible_if=_is("home", "house"),
        config={"max_length": 80},
    )
    return _step("details", _t("Umfang", "Cover"), [extras, garden])


def _contact() -> Json:
    purpose = _t("Damit wir Ihnen antworten können.", "So that we can answer you.")
    personal: Json = {"purpose": purpose, "data_class": "personal"}
    email = _field("contact_email", "email", _t("E-Mail-Adresse", "E-mail address"), **personal)
    message = _field(
        "message", "long_text", _t("Ihre Nachricht", "Your message"), required=False, **personal
    )
    consent = _field(
        "privacy",
        "consent",
        _t("Datenschutz", "Privacy"),
        config={
            "statement": {
                "de": [{"p": ["Ich stimme der Verarbeitung zu."]}],
                "en": [{"p": ["I agree to the processing."]}],
            }
        },
    )
    advice = {
        "id": id_of("route.advice"),
        "if": _is("home", "other"),
        "to": {"ending": id_of("ending.advice")},
    }
    fields = [email, message, consent]
    return _step("contact", _t("Ihre Angaben", "Your details"), fields, routes=[advice])
