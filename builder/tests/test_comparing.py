"""What differs between two documents is said whole, and in words."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import translation

from builder.admin.comparing import Part, compare
from builder.flows.document import FlowDocument

from .every_kind import every_kind
from .insurance_flow import both, choice, chose, document, ending, field, step, uid

Json = dict[str, Any]


def compared(change: Callable[[Json], object], make: Callable[[], Json] = document) -> list[Part]:
    old, new = make(), make()
    change(new)
    with translation.override("en"):
        return compare(FlowDocument.from_json(old), FlowDocument.from_json(new))


def said(parts: list[Part]) -> list[str]:
    """Give each change on a line: where, of what, the sentence, what it quotes."""
    return [
        " | ".join(filter(None, [part.title, one.about, one.sentence, one.before, one.after]))
        for part in parts
        for one in part.changes
    ]


def rich_document() -> Json:
    """Give a flow that has one of everything that can differ."""
    flow = every_kind()
    flow["steps"][0]["routes"] = document()["steps"][0]["routes"][:1]
    flow["steps"][0]["routes"][0]["to"] = {"step": uid("step amounts")}
    flow["steps"][0]["text"] = {"de": [{"p": ["Ja"]}], "en": [{"p": ["Yes"]}]}
    asked = flow["steps"][1]["fields"][0]
    asked |= {"visible_if": chose("home"), "help": both("Hilfe", "Help"), "purpose": both("a", "b")}
    asked |= {"required_message": both("a", "b"), "invalid_message": both("c", "d")}
    check = {"if": chose("home"), "level": "warning", "message": both("Ach", "Oh")}
    asked["checks"] = [{"id": uid("check"), **check}]
    flow["theme"] = {"accent": "#112233", "font": "serif"}
    total: Json = {
        "id": uid("total"),
        "key": "total",
        "label": "Summe",
        "value": "1.5",
        "decimals": 2,
    }
    flow["variables"] = [total]
    flow["endings"][0] |= {"text": {"de": [{"p": ["Bis bald"]}], "en": [{"p": ["So long"]}]}}
    return flow


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, (*path, name))
    elif isinstance(value, list) and value:
        for at, item in enumerate(value):
            yield from leaves(item, (*path, at))
    else:
        yield path


def other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str) and len(value) == 36:
        return uid(f"another {value}")
    return None if value == [] else f"{value or ''}7"


# What an id's own change comes to is that the part is gone and another is new.
UNSAID = {("schema",)}


def test_whatever_differs_is_said():
    plain, unsaid = rich_document(), []
    before = FlowDocument.from_json(plain)
    for path in leaves(plain):
        changed = copy.deepcopy(plain)
        place: Any = changed
        for key in path[:-1]:
            place = place[key]
        if place[path[-1]] in (None, []) or path in UNSAID:
            continue
        place[path[-1]] = other(place[path[-1]])
        if not compare(before, FlowDocument.from_json(changed)):
            unsaid.append(path)
    assert unsaid == []


def test_nothing_is_said_of_what_is_the_same():
    assert compared(lambda new: None) == []
    assert compared(lambda new: None, rich_document) == []


def test_a_title_is_quoted_before_and_after_with_its_language():
    def change(new: Json) -> None:
        new["title"]["en"] = "Ask us"

    assert said(compared(change)) == [
        "The whole assistant | The title (English) has changed. | Insurance enquiry | Ask us"
    ]


def test_changes_are_grouped_by_the_step_they_are_in():
    def change(new: Json) -> None:
        new["steps"][0]["title"]["de"] = "Ihr Thema"
        new["steps"][3]["fields"][0]["required"] = False

    parts = compared(change)
    assert [part.title for part in parts] == ["Step 1: Ihr Thema", f"Step 4: {'Kontakt'}"]
    assert parts[1].changes[0].sentence == "An answer is optional now."
    assert parts[1].changes[0].about == "“E-Mail”"


def test_a_new_question_says_its_kind_and_what_it_offers():
    def change(new: Json) -> None:
        asked = field("sort", "single_choice", both("Welche Sorte?", "Which?"))
        asked["choices"] = [choice("a", both("Süß", "Sweet")), choice("b", both("Herb", "Dry"))]
        new["steps"][1]["fields"].insert(0, asked)

    assert said(compared(change)) == [
        "Step 2: Auto | “Welche Sorte?” | It is asked anew: Single choice, required. | Süß · Herb"
    ]


def test_a_question_in_another_step_has_moved_and_is_neither_gone_nor_new():
    def change(new: Json) -> None:
        moved = new["steps"][1]["fields"].pop(0)
        new["steps"][2]["fields"].append(moved)

    assert said(compared(change)) == [
        "Step 3: Räume | “Kennzeichen” | It is asked here now, before in “Auto”."
    ]


def test_the_fewest_moves_explain_an_order():
    def change(new: Json) -> None:
        new["steps"].insert(0, new["steps"].pop(2))

    assert said(compared(change)) == [
        "Step 1: Räume | The step comes at place 1 now, before at place 3."
    ]


def test_a_condition_is_said_in_words_on_both_sides():
    def change(new: Json) -> None:
        new["steps"][2]["visible_if"] = chose("home")
        new["steps"][1]["visible_if"] = {"not": chose("other")}

    assert said(compared(change)) == [
        "Step 2: Auto | The condition under which the step is shown has changed."
        " | “Worum geht es?” is “Ein Auto” | “Worum geht es?” is not “Etwas anderes”",
        "Step 3: Räume | The condition under which the step is shown has changed."
        " | always | “Worum geht es?” is “Eine Wohnung”",
    ]


def test_what_is_gone_says_what_it_asked():
    def change(new: Json) -> None:
        del new["steps"][2]

    lines = said(compared(change))
    assert "Step 3: Räume | The step is gone." in lines
    assert "Step 3: Räume | “Welche Räume?” | It is no longer asked." in lines


def test_choices_settings_and_ways_are_said():
    def change(new: Json) -> None:
        topic, rooms = new["steps"][0], new["steps"][2]["fields"][0]
        topic["routes"][0]["to"] = {"ending": uid("ending sorry")}
        rooms["config"]["max"] = None
        rooms["choices"][0]["label"]["de"] = "Badezimmer"
        rooms["choices"].append(choice("cellar", both("Keller", "Cellar")))
        rooms["choices"][1]["score"] = "2.5"

    assert said(compared(change)) == [
        "Step 1: Thema | A way from here has changed."
        " | if “Worum geht es?” is “Eine Wohnung”: to “Räume”"
        " | if “Worum geht es?” is “Eine Wohnung”: to “Leider nicht”",
        "Step 3: Räume | “Welche Räume?” | “Most choices” is gone. | 2",
        "Step 3: Räume | “Welche Räume?” › “Keller” | The choice is new.",
        "Step 3: Räume | “Welche Räume?” › “Badezimmer” | The choice (German) has changed."
        " | Bad | Badezimmer",
        "Step 3: Räume | “Welche Räume?” › “Dach” | The score is new. | 2.5",
    ]


def test_calculations_are_said_as_at_school():
    def change(new: Json) -> None:
        points = {"score": uid("rooms")}
        value = {
            "multiply": [{"add": [points, "2"]}, {"if": chose("car"), "then": "1", "else": "0.5"}]
        }
        about = {"id": uid("total"), "key": "total", "label": "Preis", "decimals": 0}
        new["variables"] = [{**about, "value": value}]

    assert said(compared(change)) == [
        "Calculations | “Preis” | The calculation is new. | (the points of “Welche Räume?” + 2) × "
        "(if “Worum geht es?” is “Ein Auto”: 1, otherwise: 0.5)"
    ]


def test_an_ending_that_leads_away_says_where_to():
    def change(new: Json) -> None:
        new["endings"][1] |= {"kind": "redirect", "url": "https://abc.example/ende"}
        new["endings"].append(ending("late", "Zu spät") | {"kind": "disqualified"})

    assert said(compared(change)) == [
        "Endings | “Zu spät” | The ending is new: Ends without sending.",
        "Endings | “Leider nicht” | What happens there has changed. | Thanks | Leads to another page",
        "Endings | “Leider nicht” | The address that it leads to is new. | https://abc.example/ende",
    ]


def test_a_text_names_what_it_recalls():
    def change(new: Json) -> None:
        new["steps"][2]["title"]["de"] = f"Räume für {{{{{uid('plate')}|Sie}}}}"

    (line,) = said(compared(change))
    assert line.endswith("Räume | Räume für [Kennzeichen]")


@pytest.mark.parametrize("code", ["de", "en"])
def test_every_sentence_is_there_in_both_languages(code):
    old, new = FlowDocument.from_json(rich_document()), FlowDocument.from_json(document())
    with translation.override(code):
        lines = said(compare(old, new)) + said(compare(new, old))
    assert lines
    assert all("%(" not in line for line in lines)


def test_a_step_that_is_new_lists_its_questions():
    def change(new: Json) -> None:
        asked = field("when", "date", both("Wann?", "When?"), required=False)
        new["steps"].append(step("late", both("Zuletzt", "Last"), asked))

    assert said(compared(change)) == [
        "Step 5: Zuletzt | The step is new.",
        "Step 5: Zuletzt | “Wann?” | It is asked anew: Date, optional.",
    ]


def lists(value: Any, name: str = "") -> Iterator[tuple[str, list[Json]]]:
    """Give every list of parts with ids in a flow, each with its name."""
    if isinstance(value, list) and value and isinstance(value[0], dict) and "id" in value[0]:
        yield name, value
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items if isinstance(value, dict | list) else ():
        if isinstance(item, dict | list):
            yield from lists(item, str(key) if isinstance(key, str) else name)


def test_what_is_added_removed_or_moved_is_said_of_every_list():
    unsaid = set()
    names = [name for name, _parts in lists(rich_document())]
    for at in sorted({names.index(name) for name in names}):
        old, new = rich_document(), rich_document()
        for one in (old, new):
            name, parts = list(lists(one))[at]
            if len(parts) == 1:
                parts.append({**copy.deepcopy(parts[0]), "id": uid(f"second {name}")})
        shorter = copy.deepcopy(old)
        del list(lists(shorter))[at][1][-1]
        list(lists(new))[at][1].reverse()
        for sign, was, now in (
            ("added", shorter, old),
            ("removed", old, shorter),
            ("moved", old, new),
        ):
            found = compare(FlowDocument.from_json(was), FlowDocument.from_json(now))
            if sign not in {one.sign for part in found for one in part.changes}:
                unsaid.add((name, sign))
    assert unsaid == set()
