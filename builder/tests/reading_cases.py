"""The cases of vectors/reading/: what each kind makes of what was sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from builder.fields import Field
from builder.flows.reading import read

FOLDER = Path(__file__).parents[2] / "vectors" / "reading"
CASES: list[dict[str, Any]] = [
    case
    for path in sorted(FOLDER.glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))["cases"]
]


def field_of(kind: str, config: dict[str, Any], **more: Any) -> Field:
    """Make a field of which nothing but its kind, config, choices and fields matter."""
    about: dict[str, Any] = {
        "id": "f",
        "key": "f",
        "kind": kind,
        "label": {},
        "help": None,
        "required": False,
    }
    rest: dict[str, Any] = {
        "visible_if": None,
        "purpose": None,
        "data_class": "none",
        "choices": [],
    }
    return read(Field, {**about, **rest, "config": config, **more})


def field_of_case(case: dict[str, Any]) -> Field:
    """Make the field of a case."""
    more = {key: case[key] for key in ("choices", "fields") if key in case}
    return field_of(case["kind"], case["config"], **more)
