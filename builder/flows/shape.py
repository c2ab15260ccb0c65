"""Whether JSON from outside has a document's shape, however unfinished what it says is.

The schema tells what may be published too: how short, how many, which pattern. Here that is the
linter's business; what counts is that nothing of another type stands where the code expects one.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from .document import DocumentError
from .reading import expect_sound
from .schema import FILE

_JUDGED = {"minItems", "minLength", "minProperties", "pattern", "minimum", "maximum", "uniqueItems"}
# Columns and paths are made of these, so they keep their pattern.
_KEPT = {"uuid", "locale", "picture"}


def expect_shape(document: Any) -> None:
    """Raise DocumentError with the place of what has no document's shape."""
    expect_sound(document)
    if fault := best_match(_validator().iter_errors(document)):
        place = fault.json_path.removeprefix("$")
        raise DocumentError(f"document{place}: has another shape")


@cache
def _validator() -> Any:
    schema = json.loads(FILE.read_text(encoding="utf-8"))
    parts = {
        name: part if name in _KEPT else _relaxed(part) for name, part in schema["$defs"].items()
    }
    return Draft202012Validator({**_relaxed({**schema, "$defs": {}}), "$defs": parts})


def _relaxed(part: Any) -> Any:
    """Leave out what only judges; a property may have one of the names all the same."""
    if isinstance(part, list):
        return [_relaxed(one) for one in part]
    if not isinstance(part, dict):
        return part
    if "properties" in part:
        names = {name: _relaxed(one) for name, one in part["properties"].items()}
        return {
            **_relaxed({k: v for k, v in part.items() if k != "properties"}),
            "properties": names,
        }
    return {
        name: value if name in {"const", "enum", "required"} else _relaxed(value)
        for name, value in part.items()
        if name not in _JUDGED
    }
