"""A claim at an insurance: branches, a calculation, and three endings, as the builder's map has to show it."""

from __future__ import annotations

import uuid
from typing import Any

from builder.fields import KINDS


def id_of(name: str) -> str:
    """Give a thing of this flow its UUID."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"claim/{name}"))


def _text(words: str) -> dict[str, str]:
    return {"de": words}


def _field(key: str, kind: str, label: str, **more: Any) -> dict[str, Any]:
    choices = [
        {
            "id": id_of(f"{key}/{value}"),
            "value": value,
            "label": _text(words),
            "help": None,
            "score": score,
        }
        for value, words, score in more.pop("choices", ())
    ]
    return {
        "id": id_of(key),
        "key": key,
        "kind": kind,
        "label": _text(label),
        "help": None,
        "required": True,
        "visible_if": None,
        "config": KINDS[kind].default_config(),
        "choices": choices,
        "purpose": None,
        "data_class": "none",
        **more,
    }


def _step(name: str, title: str, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": id_of(name),
        "title": _text(title),
        "text": None,
        "visible_if": None,
        "fields": list(fields),
        "routes": [],
        **more,
    }


def _ending(name: str, kind: str, title: str, url: str | None = None) -> dict[str, Any]:
    return {"id": id_of(name), "kind": kind, "title": _text(title), "text": None, "url": url}


def _is(key: str, value: str) -> dict[str, Any]:
    return {"field": id_of(key), "op": "equals", "value": id_of(f"{key}/{value}")}


def _route(name: str, condition: Any, **to: str) -> dict[str, Any]:
    return {"id": id_of(name), "if": condition, "to": {k: id_of(v) for k, v in to.items()}}


def claim() -> dict[str, Any]:
    """Give the document's JSON."""
    what = (
        ("car", "Auto", "10"),
        ("home", "Haus oder Wohnung", "5"),
        ("other", "Etwas anderes", None),
    )
    steps = [
        _step(
            "start",
            "Was ist beschädigt?",
            _field("what", "single_choice", "Was ist beschädigt?", choices=what),
            routes=[
                _route("to home", _is("what", "home"), step="house"),
                _route("to bye", _is("what", "other"), ending="bye"),
            ],
        ),
        _step(
            "car",
            "Ihr Auto",
            _field("plate", "licence_plate", "Kennzeichen"),
            _field("repair", "currency", "Was kostet die Reparatur?"),
            routes=[_route("car done", None, step="contact")],
        ),
        _step(
            "house",
            "Ihr Haus",
            _field("area", "number", "Wie viele Quadratmeter sind betroffen?"),
            _field("water", "yes_no", "Ist Wasser ausgetreten?"),
        ),
        _step(
            "water details",
            "Der Wasserschaden",
            _field("since", "date", "Seit wann?"),
            visible_if={"field": id_of("water"), "op": "equals", "value": True},
        ),
        _step(
            "contact",
            "Wie erreichen wir Sie?",
            _field(
                "email", "email", "E-Mail-Adresse", data_class="personal", purpose=_text("Antwort")
            ),
            routes=[
                _route(
                    "big claim",
                    {"field": id_of("total"), "op": "more_than", "value": "5000"},
                    ending="call",
                )
            ],
        ),
    ]
    total = {
        "if": _is("what", "car"),
        "then": {"field": id_of("repair")},
        "else": {"multiply": [{"field": id_of("area")}, "120"]},
    }
    variable = {"id": id_of("total"), "key": "total", "label": "Schadenshöhe", "value": total}
    return {
        "schema": 1,
        "locales": ["de"],
        "default_locale": "de",
        "time_zone": "Europe/Berlin",
        "title": _text("Schaden melden"),
        "intro": None,
        "recipient": {"name": "Alpha", "privacy_url": "", "contact": ""},
        "steps": steps,
        "endings": [
            _ending("thanks", "thanks", "Vielen Dank"),
            _ending("call", "redirect", "Wir rufen Sie an", "https://www.alpha.example/termin"),
            _ending("bye", "disqualified", "Dafür sind wir nicht zuständig"),
        ],
        "variables": [{**variable, "decimals": 2}],
        "theme": {},
    }
