"""A flow as large as they come: 60 steps and 400 fields, with choices, conditions and routes."""

from __future__ import annotations

from typing import Any

from builder.flows.document import FlowDocument

from .insurance_flow import both, choice, document, field, route, said, step, uid

STEPS, FIELDS = 60, 400
_KINDS = ("single_choice", "short_text", "number", "long_text", "multiple_choice", "email")


def large() -> FlowDocument:
    """Build it anew."""
    about = document()
    asked = [_field(number) for number in range(FIELDS)]
    shares = [asked[FIELDS * at // STEPS : FIELDS * (at + 1) // STEPS] for at in range(STEPS)]
    steps = [_step(at, fields) for at, fields in enumerate(shares)]
    value = {"add": [{"field": uid(f"f{at}")} for at in range(2, 120, 6)]}
    total = {"id": uid("total"), "key": "total", "label": "Summe", "value": value, "decimals": 2}
    return FlowDocument.from_json({**about, "steps": steps, "variables": [total]})


def _field(number: int) -> dict[str, Any]:
    kind = _KINDS[number % len(_KINDS)]
    offered = [_choice(number, at) for at in range(5)] if kind.endswith("choice") else []
    seen = {"field": uid(f"f{number - 6}"), "op": "answered"} if number % 6 == 1 < number else None
    words = both(f"Frage {number}", f"Question {number}")
    return field(
        f"f{number}", kind, words, choices=offered, visible_if=seen, help=both("Ja", "Yes")
    )


def _choice(number: int, at: int) -> dict[str, Any]:
    made = {**choice(f"c{at}", both(f"Wahl {at}", f"Choice {at}")), "score": str(at)}
    return made | {"id": uid(f"{number} c{at}")}


def _step(at: int, fields: list[dict[str, Any]]) -> dict[str, Any]:
    shown = {"field": fields[0]["id"], "op": "answered"}
    after = [route(f"{at}", shown, {"step": uid(f"step {at + 2}")})] if at + 2 < STEPS else []
    text = said(f"Worum es im Schritt {at} geht.", f"What step {at} is about.")
    title = both(f"Schritt {at}", f"Step {at}")
    return step(f"{at}", title, *fields, text=text, routes=after)
