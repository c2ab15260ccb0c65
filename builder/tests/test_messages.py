from __future__ import annotations

import re

import pytest

from builder.embed.hints import NOT_TESTS
from builder.embed.problems import PROBLEMS
from builder.fields import KINDS
from builder.flows.locales import pick
from builder.flows.messages import _load, languages, message, texts
from builder.flows.operators import OPERATORS

from .reading_cases import CASES

HOLE = re.compile(r"\{\w*\}")
# What kinds refuse, by their vectors; what is missing; what no field can say.
RAISED = {case["invalid"]["code"] for case in CASES if "invalid" in case}
RAISED |= {kind.required_code for kind in KINDS.values()} | {"unknown_field", "too_many_answers"}


def test_seven_languages_are_there() -> None:
    assert languages() == ("da", "de", "en", "fr", "nl", "pl", "tr")


@pytest.mark.parametrize("locale", languages())
def test_every_language_has_the_same_texts_with_the_same_placeholders(locale: str) -> None:
    german, other = texts("de"), texts(locale)
    assert list(other) == list(german)
    for key, text in other.items():
        assert sorted(HOLE.findall(text)) == sorted(HOLE.findall(german[key])), key
        assert text.strip() == text != ""


@pytest.mark.parametrize("locale", languages())
def test_no_text_shouts(locale: str) -> None:
    assert not [text for text in texts(locale).values() if "!" in text]


def test_german_texts_say_sie() -> None:
    familiar = re.compile(r"\b(du|dir|dich|dein\w*|deine\w*)\b", re.IGNORECASE)
    assert not [text for text in texts("de").values() if familiar.search(text)]


def test_every_code_that_is_raised_has_a_message() -> None:
    assert texts("de").keys() >= RAISED


def test_placeholders_are_filled_and_unknown_ones_stay() -> None:
    assert message("step_of", "en", number=2, total=5) == "Step 2 of 5 at most"
    assert message("step_of", "en", number=2) == "Step 2 of {total} at most"
    assert message("send_to", "de", recipient="{label} AG", label="x") == "An {label} AG senden"


def test_an_unknown_code_is_said_as_it_is() -> None:
    assert message("no_such_code", "de") == "no_such_code"


@pytest.mark.parametrize(
    ("wanted", "picked"),
    [("de-AT", "de"), ("DE_at", "de"), ("en", "en"), ("fr", "de"), ("", "de"), (None, "de"),
     ("pt-BR", "pt-BR"), ("pt-br-x", "pt-BR"), ("pt", "de"), ("e", "de"), ("-", "de")],
)  # fmt: skip
def test_the_nearest_language_is_picked(wanted: str | None, picked: str) -> None:
    assert pick(wanted, ["en", "de", "pt-BR"], "de") == picked


@pytest.mark.parametrize("locale", languages())
def test_the_pages_texts_are_the_same_in_every_language_too(locale: str) -> None:
    german, other = _load("pages/de"), _load(f"pages/{locale}")
    assert list(other) == list(german)
    for key, text in other.items():
        assert sorted(HOLE.findall(text)) == sorted(HOLE.findall(german[key])), key
        assert text.strip() == text != ""
        assert "!" not in text


def test_every_operator_and_every_problem_is_said_on_the_pages() -> None:
    said = _load("pages/de").keys()
    assert said >= {f"is_{name}" for name in OPERATORS} | {f"is_not_{name}" for name in NOT_TESTS}
    assert said | texts("de").keys() >= PROBLEMS.keys()
