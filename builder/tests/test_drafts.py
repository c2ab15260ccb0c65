"""What the visual builder edits says what the document says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django_scopes import scope

from builder.document import compile, load
from builder.drafts import from_draft, to_draft
from builder.flows.document import DocumentError
from builder.models import Ending, Text


@pytest.fixture
def draft(cast):
    with scope(tenant=cast.alpha):
        yield cast.household


def test_a_draft_means_the_document(draft):
    assert from_draft(draft, to_draft(draft)) == compile(draft)


def test_saving_a_draft_as_it_was_shown_changes_no_text(draft):
    Ending.objects.filter(assistant=draft).update(text="* kurz\n* __gut__")
    before = list(Text.objects.filter(assistant=draft).order_by("pk").values())
    shown = to_draft(draft)
    assert shown["endings"][0]["text"]["de"] == "* kurz\n* __gut__"

    load(draft, from_draft(draft, shown))

    assert to_draft(draft) == shown
    assert list(Text.objects.filter(assistant=draft).order_by("pk").values()) == before


def test_markdown_that_was_typed_is_compiled(draft):
    shown = to_draft(draft)
    shown["steps"][0]["text"] = {"de": "**Fett** und\n\n- eins", "en": ""}

    text = from_draft(draft, shown).steps[0].text

    assert text == {"de": [{"p": [{"b": ["Fett"]}, " und"]}, {"ul": [["eins"]]}]}


def test_a_translation_stays_while_its_source_is_being_written_anew(draft):
    shown = to_draft(draft)
    shown["steps"][0]["text"] = {"en": "Still here."}

    load(draft, from_draft(draft, shown))

    assert compile(draft).steps[0].text is None
    assert to_draft(draft)["steps"][0]["text"] == {"en": "Still here."}


def test_a_draft_has_the_look_of_its_own_and_shows_the_tenants(draft, cast):
    draft.tenant.theme = {"accent": "#102030", "radius": "0"}
    draft.theme = {"accent": "#203040"}

    shown = to_draft(draft)

    assert (shown["theme"], shown["tenant_theme"]) == (draft.theme, draft.tenant.theme)
    assert from_draft(draft, shown).theme == {"accent": "#203040", "radius": "0"}


def test_who_receives_is_not_taken_from_a_draft(draft, cast):
    shown = to_draft(draft) | {"recipient": {"name": "Mallory"}, "tenant_theme": 3, "name": "x"}

    assert from_draft(draft, shown).recipient.name == cast.alpha.legal_name


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda draft: draft["steps"][0].update(text={"de": 5}), "steps[0].text.de"),
        (lambda draft: draft["steps"][0].update(title="Titel"), "steps[0].title"),
        (lambda draft: draft.update(steps={}), "document.steps"),
        (lambda draft: draft.update(theme=[]), "theme"),
        (lambda draft: draft.update(theme={"accent": 3}), "theme.accent"),
        (lambda draft: draft.update(surprise=1), "surprise"),
    ],
)
def test_what_is_no_draft_is_refused_with_its_place(draft, change, place):
    shown = to_draft(draft)
    change(shown)

    with pytest.raises(DocumentError) as refused:
        from_draft(draft, shown)

    assert place in str(refused.value)


@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"not": inner}])
def test_what_is_nested_beyond_reason_is_refused(draft, wrap):
    shown, deep = to_draft(draft), "x"
    for _ in range(5000):
        deep = wrap(deep)
    for place in ({"visible_if": {"not": deep}}, {"fields": deep}):
        steps = [{**shown["steps"][0], **place}]
        with pytest.raises(DocumentError, match="deep"):
            from_draft(draft, {**shown, "steps": steps})


def test_what_is_no_object_is_refused(draft):
    junk: Any
    for junk in (None, [], "x", 3):
        with pytest.raises(DocumentError):
            from_draft(draft, junk)


@pytest.mark.parametrize("text", ["\0", "a\ud800", "\udc00"])
def test_what_no_database_takes_is_refused_wherever_it_stands(draft, text):
    places: list[Callable[[dict[str, Any]], Any]] = [
        lambda shown: shown["title"].update(de=text),
        lambda shown: shown["steps"][0].update(visible_if={"field": text}),
        lambda shown: shown["steps"][0].update(visible_if={text: []}),
    ]
    for place in places:
        shown = to_draft(draft)
        place(shown)
        with pytest.raises(DocumentError):
            from_draft(draft, shown)
