"""A flow as long as flows get: many steps and fields, each with its texts in several languages."""

from __future__ import annotations

import uuid
from typing import Any

from builder.fields import KINDS
from builder.flows.document import FlowDocument


def long_flow(steps: int, fields: int, locales: tuple[str, ...] = ("de", "en")) -> FlowDocument:
    """Return a document with so many steps, the fields dealt out to them in turn."""

    def words(text: str) -> dict[str, str]:
        return {locale: f"{text} ({locale})" for locale in locales}

    def rich(text: str) -> dict[str, Any]:
        return {locale: [{"p": [said]}] for locale, said in words(text).items()}

    def field(at: int) -> dict[str, Any]:
        chooses = at % 4 == 0
        kind = "single_choice" if chooses else "short_text"
        return {
            "id": str(uuid.uuid4()),
            "key": f"field_{at}",
            "kind": kind,
            "label": words(f"Frage {at}"),
            "help": words(f"Hilfe {at}"),
            "required": False,
            "visible_if": None,
            "config": KINDS[kind].default_config(),
            "choices": [choice(at, one) for one in range(3 if chooses else 0)],
            "purpose": None,
            "data_class": "none",
        }

    def choice(at: int, one: int) -> dict[str, Any]:
        label = words(f"Antwort {at}.{one}")
        return {"id": str(uuid.uuid4()), "value": f"value_{one}", "label": label, "help": None}

    def step(at: int) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid4()),
            "title": words(f"Schritt {at}"),
            "text": rich(f"Text {at}"),
            "visible_if": None,
            "fields": [field(one) for one in range(at, fields, steps)],
            "routes": [],
        }

    ending = {"id": str(uuid.uuid4()), "kind": "thanks", "title": words("Danke"), "text": None}
    return FlowDocument.from_json(
        {
            "schema": 1,
            "locales": list(locales),
            "default_locale": locales[0],
            "time_zone": "Europe/Berlin",
            "title": words("Lang"),
            "intro": None,
            "recipient": {"name": "", "privacy_url": "", "contact": ""},
            "steps": [step(at) for at in range(steps)],
            "endings": [ending],
        }
    )
