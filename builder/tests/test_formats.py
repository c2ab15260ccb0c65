"""Numbers, amounts and days are said the same by both engines; the widget's tests run the same file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.fields.formats import said_in, say_day, say_money, say_number
from builder.flows.messages import languages

CASES = json.loads(
    (Path(__file__).parents[2] / "vectors/formats.json").read_text(encoding="utf-8")
)["cases"]
CALLS: dict[str, Callable[..., str]] = {"number": say_number, "money": say_money, "day": say_day}


@pytest.mark.parametrize("case", [pytest.param(c, id=ascii(c["name"])) for c in CASES])
def test_a_value_is_said_as_its_vector_says(case: dict[str, Any]) -> None:
    assert CALLS[case["call"]](*case["in"]) == case["out"]


@pytest.mark.parametrize("locale", languages())
def test_every_language_of_the_widget_has_formats_of_its_own(locale: str) -> None:
    assert said_in(locale).keys() == said_in("de").keys()
    assert locale == "de" or said_in(locale) is not said_in("de")
