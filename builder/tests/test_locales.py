from __future__ import annotations

import json

import pytest

from builder.fields.formats import said_in
from builder.flows.answers import check
from builder.flows.document import FlowDocument, localise, translated
from builder.flows.lint import lint
from builder.flows.locales import NAMES, chain, name_of, wording
from builder.flows.messages import languages, texts

from .every_kind import every_kind
from .insurance_flow import document


def spoken(*locales: str, default: str = "de") -> FlowDocument:
    """Give the insurance flow these languages, translated into German and English as ever."""
    return FlowDocument.from_json(
        {**document(), "locales": list(locales), "default_locale": default}
    )


def test_every_language_that_can_be_asked_in_has_texts_and_a_name() -> None:
    assert {locale.split("-")[0] for locale in NAMES} == set(languages())
    assert name_of("de-AT") == "Deutsch (Österreich)"
    assert name_of("sv") == "sv"


def test_a_variant_is_spoken_as_its_language_is() -> None:
    assert list(chain("de-AT-x")) == ["de-AT-x", "de-AT", "de"]
    for locale in NAMES:
        assert texts(locale) == texts(locale.split("-")[0])
        assert said_in(locale) == said_in(locale.split("-")[0])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ({"de-AT": "Jänner", "de": "Januar", "en": "January"}, "Jänner"),
        ({"de-AT": "", "de": "Januar", "en": "January"}, "Januar"),
        ({"fr": "janvier", "en": "January"}, "January"),
        ({"fr": "janvier"}, None),
        ({}, None),
    ],
)
def test_a_text_falls_back_to_its_language_and_then_to_the_default(text, said) -> None:
    assert wording(text, "de-AT", "en-GB") == said


def test_the_linter_takes_a_variant_for_translated_where_its_language_is() -> None:
    assert lint(spoken("de", "de-AT", "en", "en-GB")) == []
    assert lint(spoken("de-AT", "en-GB", default="de-AT")) == []
    missing = {(one.code, one.params["locale"]) for one in lint(spoken("de", "de-AT", "en", "fr"))}
    assert missing == {("missing_translation", "fr")}


def test_the_served_form_falls_back_like_that_everywhere() -> None:
    data = {**spoken("de", "de-AT", "en").to_json()}
    data["steps"][0]["title"] = {"de": "Thema", "de-AT": "Gegenstand", "en": "Topic"}
    german, austrian = localise(data, "de"), localise(data, "de-AT")
    assert austrian["steps"][0]["title"] == "Gegenstand"
    austrian["steps"][0]["title"] = "Thema"
    assert {**austrian, "locale": "de"} == german


def test_what_is_not_translated_is_said_in_the_default_language_whatever_the_order() -> None:
    data = document()
    data["locales"] = ["de", "en", "fr"]
    data["steps"][0]["title"] = {"en": "Topic", "de": "Thema"}
    whole = translated(FlowDocument.from_json(data))
    assert whole.steps[0].title == {"en": "Topic", "de": "Thema", "fr": "Thema"}
    assert localise(whole.to_json(), "fr") == localise(data, "fr")


def test_a_document_that_is_translated_stays_as_it_is() -> None:
    whole = spoken("de", "en")
    assert translated(whole) is whole


def test_answers_are_the_same_values_in_all_languages() -> None:
    """Whatever the language of a form, the same inputs give the same values."""
    data = every_kind()
    raw = {"currency": "1234,5", "date": "2026-03-09", "dropdown": "two", "yes_no": False}
    taken = set()
    for locale in NAMES:
        data["locales"], data["default_locale"] = ["de", "en", locale], locale
        served = localise(data, locale)
        values = [
            [choice["value"] for field in step["fields"] for choice in field["choices"]]
            for step in served["steps"]
        ]
        checked = check(FlowDocument.from_json(data), raw)
        taken.add(json.dumps([values, checked.answers], sort_keys=True))
    (said,) = taken
    assert json.loads(said)[1] == {**raw, "currency": "1234.50"}
