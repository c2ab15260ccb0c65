from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from builder.embed.hints import Hints
from builder.flows.document import FlowDocument

from .every_kind import every_kind
from .insurance_flow import uid


def test_of(name: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"field": uid(name), "op": op, "value": value}


test_of.__test__ = False  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (test_of("yes_no", "equals", False), "“Haustiere” is “No”"),
        (test_of("yes_no", "equals", True), "“Haustiere” is “Yes”"),
        (test_of("number", "more_than", "1000"), "“Fläche” is more than “1000 sqm”"),
        (test_of("currency", "at_most", "5.00"), "“Preis” is “€5.00” at most"),
        (test_of("date", "less_than", "2026-03-01"), "“Beginn” is less than “1 March 2026”"),
        (test_of("dropdown", "equals", uid("dropdown one")), "“Wahl 2” is “one”"),
        (
            test_of("group", "count_at_least", 2),
            "“Fahrer und Fahrerinnen” has “2” entries at least",
        ),
        (test_of("file", "count_at_most", 1), "“Unterlagen” has “1” entries at most"),
        (
            test_of("multiple_choice", "count_at_most", 1),
            "“Wahl 1” has “1” choices at most",
        ),
        (test_of("birth", "answered"), "“Date of birth” was answered"),
    ],
)
def test_a_condition_is_said_the_way_answers_are(condition: dict[str, Any], words: str) -> None:
    with translation.override("en"):
        said = Hints(FlowDocument.from_json(every_kind()), "en").say(condition)
    assert said.replace("\u00a0", " ").replace(" (en)", "") == words


def test_a_calculation_is_said_by_what_the_tenant_calls_it() -> None:
    reckoned = {"id": uid("total"), "key": "total", "value": "1", "decimals": 2}
    data = every_kind() | {"variables": [{**reckoned, "label": "Beitrag"}]}
    with translation.override("de"):
        hints = Hints(FlowDocument.from_json(data), "de")
        assert "„Beitrag“" in hints.say(test_of("total", "more_than", "1234.5"))
        assert "„1.234,5“" in hints.say(test_of("total", "more_than", "1234.5"))
        assert "„Beitrag“" in hints.say(test_of("total", "answered"))


def test_a_question_says_when_it_is_needed() -> None:
    flow = FlowDocument.from_json(every_kind())
    short = flow.fields[uid("short_text")]
    with translation.override("en"):
        assert Hints(flow, "en").of(short) == ["Needed if “Haustiere (en)” is “No”."]
        assert Hints(flow, "en").of(flow.fields[uid("email")]) == []
