"""Both engines against each other over what is typed for a number, an amount, a day or a pattern."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from builder.fields import KINDS, Field, Invalid
from builder.fields.patterns import PATTERNS
from builder.flows.document import localise

from .reading_cases import field_of
from .twin import ask, needs_node

pytestmark = needs_node

TIMES = 4000
DECIMALS = [{"min": None, "max": None, "decimals": n, "unit": {"en": "kW"}} for n in range(5)]
AMOUNTS = [{"min": "-5", "max": None, "currency": code} for code in ("EUR", "CHF", "USD", "GBP")]
SCALES: list[dict[str, Any]] = [
    {"min": "-2.5", "max": "40", "step": step, "unit": {}} for step in ("0.5", "0.25", "1")
]
LENGTHS = {"min_length": None, "max_length": None}
DAYS = [
    "29.",
    "31. ",
    "2.",
    "02.",
    "12.",
    "0.",
    "2024",
    "1900",
    "2000-02-29",
    "2023-",
    "02-",
    "29",
    " ",
]
TYPED: dict[str, tuple[list[dict[str, Any]], str | list[str]]] = {
    "number": (DECIMALS, "0123456789000,,..' \u00a0\u2009-\u2212"),
    "currency": (AMOUNTS, "0123456789,,..' -\u2013€$£CHFEUR"),
    "slider": (SCALES, "0123456789,.-"),
    "rating": ([{"max": 10, "low": {}, "high": {}}], "01234567899 "),
    "date": ([{"earliest": None, "latest": None}], DAYS),
    "short_text": (
        [{**LENGTHS, "pattern": name} for name in PATTERNS],
        "aZé \u2019-.:/?#@19ßжx\u3000",
    ),
}


@pytest.mark.parametrize("kind", TYPED)
def test_both_engines_read_what_is_typed_alike(tmp_path: Path, kind: str) -> None:
    random, (configs, letters) = Random(kind), TYPED[kind]
    fields = [field_of(kind, random.choice(configs)) for _ in range(TIMES)]
    typed = [
        "".join(random.choices(letters, k=random.randint(1, 4 if letters is DAYS else 12)))
        for _ in range(TIMES)
    ]
    served = [{"kind": kind, "choices": [], "config": said(field)} for field in fields]
    calls = [["read", field, raw] for field, raw in zip(served, typed, strict=True)]
    taken = 0
    for field, raw, twin in zip(fields, typed, ask(tmp_path, calls), strict=True):
        ours = read(field, raw)
        assert ours == twin, json.dumps([kind, field.config, raw])
        taken += isinstance(ours, list)
    assert taken > TIMES / 100, "what is typed is hardly ever right"


def said(field: Field) -> Any:
    """Give a field's config as it is served."""
    return localise({"default_locale": "en", "config": field.config}, "en")["config"]


def read(field: Field, raw: str) -> Any:
    """Read a value and say it in English, or give what is wrong, in the twin's words."""
    kind = KINDS[field.kind]
    try:
        value = kind.read(field, raw)
    except Invalid as invalid:
        return {"code": invalid.code, "params": invalid.params}
    return [] if value is None else [value, kind.words(field, value, "en")]
