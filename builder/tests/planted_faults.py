"""Faults to plant in the insurance flow: each is a change that the linter must find."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .insurance_flow import both, chose, document, field, route, said, step, uid

Change = Callable[[dict[str, Any]], Any]
GONE = "00000000-0000-4000-8000-000000000000"


def at(*path: Any, to: Any) -> Change:
    """Make a change that sets one place."""

    def change(data: Any) -> None:
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = to

    return change


def visible(condition: Any) -> Change:
    """Make a change that gives the third step, which asks for rooms, a condition."""
    return at("steps", 2, "visible_if", to=condition)


def test_of(field: str, op: str, *value: Any) -> Change:
    leaf = {"field": uid(field), "op": op}
    return visible({**leaf, "value": value[0]} if value else leaf)


test_of.__test__ = False  # type: ignore[attr-defined]


def add(*path: Any, item: Any) -> Change:
    """Make a change that puts an item at a list's end."""

    def change(data: Any) -> None:
        for key in path:
            data = data[key]
        data.append(item)

    return change


def alike(text: str) -> dict[str, str]:
    return both(text, text)


def recall(name: str) -> str:
    return f"{{{{{uid(name)}|x}}}}"


def variable(value: Any) -> Change:
    """Make a change that reckons something."""
    made = {"id": uid("variable"), "key": "variable", "label": "", "value": value, "decimals": 2}
    return at("variables", to=[made])


def redirect(url: str) -> Change:
    """Make a change that leads end users away at the end."""

    def change(data: Any) -> None:
        data["endings"][0] |= {"kind": "redirect", "url": url}

    return change


def turned_away(data: Any) -> None:
    for ending in data["endings"]:
        ending["kind"] = "disqualified"


def many_fields(data: Any) -> None:
    pattern = data["steps"][1]["fields"][0]
    copies = [{**pattern, "id": uid(f"n{n}"), "key": f"n{n}"} for n in range(500)]
    data["steps"][1]["fields"] += copies


TOPIC, PLATE = ("steps", 0, "fields", 0), ("steps", 1, "fields", 0)
ROOMS, MAIL, TERMS = (
    ("steps", 2, "fields", 0),
    ("steps", 3, "fields", 0),
    ("steps", 3, "fields", 1),
)


def answered(name: str, op: str = "answered") -> dict[str, Any]:
    return {"field": uid(name), "op": op}


def check(condition: Any, level: str = "error") -> dict[str, Any]:
    return {"id": uid("check"), "if": condition, "level": level, "message": both("Halt", "Stop")}


def inner(name: str, **more: Any) -> dict[str, Any]:
    return {**field(name, "short_text", both("Name", "Name")), **more}


def notice(**more: Any) -> dict[str, Any]:
    config = {"statement": said("Achtung", "Beware"), "tone": "info"}
    base = field("notice", "statement", both("Hinweis", "Notice"), config=config, required=False)
    return {**base, **more}


def of(kind: str, **config: Any) -> Change:
    """Make a change that asks for something else after the number plate."""
    return add("steps", 1, "fields", item=field("other", kind, both("Noch", "More"), config=config))


def group(**more: Any) -> Change:
    """Make a change that asks for drivers after the number plate."""
    config = {"min": 0, "max": 2, "item": {}}
    asked = {**field("group", "group", both("Fahrer", "Drivers"), config=config), **more}
    asked["fields"] = more.get("fields", [inner("inner")])

    def change(data: Any) -> None:
        data["steps"][1]["fields"].append(asked)

    return change


def inside(**more: Any) -> Change:
    return group(fields=[{**inner("inner"), **more}])


def ask(*changes: Change) -> Change:
    def change(data: Any) -> None:
        for one in changes:
            one(data)

    return change


LINK = {"p": [{"b": [{"a": ["x"], "href": "javascript:alert(1)"}]}]}
BACK = route("back", None, {"step": uid("step topic")})
LOST = route("lost", None, {"step": GONE})
FAULTS: list[tuple[str, Change]] = [
    ("no_fields", at("steps", to=[])),
    ("too_many_fields", many_fields),
    ("no_endings", at("endings", to=[])),
    ("repeated_id", at(*PLATE, "id", to=uid("topic"))),
    ("repeated_id", at("endings", 1, "id", to=uid("step topic"))),
    ("repeated_key", at(*PLATE, "key", to="topic")),
    ("bad_key", at(*PLATE, "key", to="Plate")),
    ("bad_key", at(*PLATE, "key", to="__proto__")),
    ("bad_key", at(*PLATE, "key", to="plate\n")),
    ("unknown_kind", at(*PLATE, "kind", to="hologram")),
    ("bad_config", at(*PLATE, "config", to={})),
    ("bad_config", at(*MAIL, "config", to={"max_length": 3})),
    ("bad_max_length", at(*PLATE, "config", "max_length", to=501)),
    ("bad_max_length", at(*PLATE, "config", "max_length", to=0)),
    ("bad_max_length", at(*PLATE, "config", "max_length", to="3")),
    ("bad_bounds", at(*ROOMS, "config", "min", to=3)),
    ("bad_bounds", at(*ROOMS, "config", "max", to=3)),
    ("bad_bounds", at(*ROOMS, "config", to={"min": 2, "max": 1})),
    ("bad_bounds", at(*ROOMS, "config", "max", to=0)),
    ("bad_bounds", at(*ROOMS, "config", "min", to=0)),
    ("too_few_choices", at(*ROOMS, "choices", to=[])),
    ("needless_choices", add(*PLATE, "choices", item=document()["steps"][2]["fields"][0]["choices"][0])),
    ("repeated_choice_value", at(*TOPIC, "choices", 0, "value", to="home")),
    ("bad_choice_value", at(*TOPIC, "choices", 0, "value", to=" car")),
    ("bad_choice_value", at(*TOPIC, "choices", 0, "value", to="")),
    ("statement_missing", at(*TERMS, "config", "statement", to={})),
    ("statement_missing", at(*TERMS, "config", "statement", to={"de": [{"p": [""]}]})),
    ("bad_min_length", at(*PLATE, "config", "min_length", to=13)),
    ("bad_min_length", at(*PLATE, "config", "min_length", to=0)),
    ("unknown_pattern", at(*PLATE, "config", "pattern", to="[a-z]+")),
    ("bad_range", of("number", min="3", max="2")),
    ("bad_range", of("number", min=3)),
    ("bad_decimals", of("number", decimals=5)),
    ("unknown_currency", of("currency", currency="XXX")),
    ("bad_scale", of("slider", min="0", max="10", step="0")),
    ("bad_scale", of("slider", min="0", max="10", step="3")),
    ("bad_points", of("rating", max=11)),
    ("bad_date_range", of("date", earliest="2024-02-30")),
    ("bad_date_range", of("date", earliest="today+2", latest="today+1")),
    ("bad_ages", of("birth_date", min_age=19, max_age=18)),
    ("notice_missing", of("statement")),
    ("picture_missing", at(*TOPIC, "kind", to="picture_choice")),
    ("bad_max_files", of("file", max_files=21)),
    ("bad_max_mb", of("file", max_mb=0)),
    ("bad_file_types", of("file", types=[])),
    ("bad_entries", group(config={"min": 3, "max": 2, "item": {}})),
    ("bad_entries", group(config={"min": -1, "max": 2, "item": {}})),
    ("bad_entries", group(config={"min": 1, "max": 21, "item": {}})),
    ("bad_entries", group(config={"min": None, "max": 2, "item": {}})),
    ("empty_group", group(fields=[])),
    ("not_in_group", inside(kind="group")),
    ("not_in_group", inside(kind="file")),
    ("not_in_group", inside(kind="statement")),
    ("required_in_group", inside(required_if=chose("car"))),
    ("needless_fields", at(*PLATE, "fields", to=[inner("inner")])),
    ("needless_requirement", at(*PLATE, to=notice(required=True))),
    ("needless_requirement", at(*PLATE, to=notice(required_if=chose("car")))),
    ("bad_check_level", at(*PLATE, "checks", to=[check(chose("car"), level="panic")])),
    ("repeated_id", inside(id=uid("topic"))),
    ("repeated_id", at(*PLATE, "checks", to=[{**check(chose("car")), "id": uid("topic")}])),
    ("repeated_key", group(fields=[inner("inner"), {**inner("other"), "key": "inner"}])),
    ("bad_key", inside(key="Inner")),
    ("unknown_kind", inside(kind="hologram")),
    ("bad_config", inside(config={})),
    ("personal_without_purpose", inside(data_class="personal")),
    ("missing_text", inside(label={})),
    ("missing_text", at(*PLATE, "checks", to=[{**check(chose("car")), "message": {}}])),
    ("missing_translation", inside(help={"de": "Wie im Ausweis"})),
    ("missing_translation", at(*PLATE, "required_message", to={"de": "Bitte"})),
    ("missing_translation", at(*PLATE, "invalid_message", to={"en": "Please"})),
    ("missing_translation", group(config={"min": 0, "max": 2, "item": {"de": "Fahrer"}})),
    ("later_field", at(*PLATE, "required_if", to=answered("plate"))),
    ("later_field", at(*PLATE, "checks", to=[check(answered("story"))])),
    ("later_field", inside(visible_if=answered("group"))),
    ("later_field", inside(visible_if=answered("inner"))),
    ("later_field", inside(visible_if=answered("email"))),
    ("field_of_a_group", ask(group(), at("steps", 3, "visible_if", to=answered("inner")))),
    ("field_of_a_group", ask(group(), at(*MAIL, "required_if", to=answered("inner")))),
    ("field_of_a_group", ask(group(), at(*PLATE, "checks", to=[check(answered("inner"))]))),
    ("dangling_field", at(*PLATE, "required_if", to={"field": GONE, "op": "answered"})),
    ("malformed_condition", at(*PLATE, "checks", to=[check({})])),
    ("wrong_operator", at(*PLATE, "checks", to=[check(answered("plate", "less_than"))])),
    ("malformed_condition", visible({})),
    ("malformed_condition", visible({"all": []})),
    ("malformed_condition", visible({"all": [chose("car")], "any": []})),
    ("malformed_condition", visible({"not": None})),
    ("malformed_condition", visible({**chose("car"), "unless": 1})),
    ("malformed_condition", visible({"field": 3, "op": "answered"})),
    ("malformed_condition", at("steps", 0, "routes", 0, "if", to={"any": [[]]})),
    ("dangling_field", visible({"field": GONE, "op": "answered"})),
    ("later_field", visible({"field": uid("rooms"), "op": "answered"})),
    ("later_field", visible({"not": {"any": [{"field": uid("email"), "op": "answered"}]}})),
    ("later_field", at(*PLATE, "visible_if", to={"field": uid("plate"), "op": "answered"})),
    ("later_field", at("steps", 0, "routes", 0, "if", to={"field": uid("plate"), "op": "answered"})),
    ("wrong_operator", test_of("topic", "like", "x")),
    ("wrong_operator", test_of("topic", "contains", uid("choice car"))),
    ("wrong_operator", test_of("plate", "less_than", "3")),
    ("bad_operand", test_of("plate", "equals", "  ")),
    ("bad_operand", test_of("plate", "equals")),
    ("bad_operand", test_of("plate", "longer_than", "3")),
    ("bad_operand", test_of("plate", "answered", True)),
    ("bad_operand", test_of("topic", "one_of", [])),
    ("dangling_choice", test_of("topic", "equals", "car")),
    ("dangling_choice", test_of("topic", "one_of", [uid("choice car"), GONE])),
    ("dangling_recall", at(*PLATE, "label", to=alike(f"Kennzeichen {{{{{GONE}|x}}}}"))),
    ("dangling_recall", at("steps", 0, "title", "en", to=f"{{{{{GONE}}}}}")),
    ("dangling_recall", at("endings", 0, "text", to={"de": [{"p": [{"b": [f"{{{{{GONE}}}}}"]}]}], "en": [{"p": ["x"]}]})),
    ("recall_ahead", at("steps", 0, "title", to=alike(recall("plate")))),
    ("recall_ahead", at(*PLATE, "label", to=alike(recall("plate")))),
    ("recall_ahead", at(*PLATE, "help", to=alike(recall("email")))),
    ("recall_ahead", at(*PLATE, "checks", to=[{**check(chose("car")), "message": alike(recall("email"))}])),
    ("recall_ahead", inside(label=alike(recall("email")))),
    ("recall_ahead", ask(variable({"field": uid("email")}), at(*PLATE, "label", to=alike(recall("variable"))))),
    ("unsaid_recall", at("endings", 0, "title", to=alike(recall("terms")))),
    ("unsaid_recall", ask(group(), at("endings", 0, "title", to=alike(recall("group"))))),
    ("unsaid_recall", ask(group(), at("endings", 0, "title", to=alike(recall("inner"))))),
    ("misplaced_recall", at("title", to=alike(recall("topic")))),
    ("misplaced_recall", at(*TOPIC, "choices", 0, "label", to=alike(recall("topic")))),
    ("misplaced_recall", at(*MAIL, "purpose", to=alike(recall("topic")))),
    ("bad_recall", at(*PLATE, "label", to=alike("{{kennzeichen schild}}"))),
    ("bad_recall", at(*PLATE, "label", to=alike("{{" + uid("topic") + "|" + "x" * 61 + "}}"))),
    ("bad_ending_kind", at("endings", 0, "kind", to="farewell")),
    ("bad_redirect_url", at("endings", 0, "kind", to="redirect")),
    ("bad_redirect_url", redirect("http://abc.example")),
    ("bad_redirect_url", redirect("https://")),
    ("bad_redirect_url", redirect("https://user@abc.example")),
    ("bad_redirect_url", redirect("https://abc.example/{{x}}")),
    ("bad_redirect_url", redirect("https://[abc")),
    ("bad_redirect_url", redirect("javascript:alert(1)")),
    ("nothing_is_sent", turned_away),
    ("dangling_target", add("steps", 2, "routes", item=LOST)),
    ("dangling_target", at("steps", 0, "routes", 1, "to", to={"ending": GONE})),
    ("backward_route", add("steps", 2, "routes", item=BACK)),
    ("unreachable_step", at("steps", 0, "routes", 0, "if", to=None)),
    ("missing_text", at("title", "de", to="")),
    ("missing_text", at(*PLATE, "label", to={})),
    ("missing_text", at(*TOPIC, "choices", 0, "label", "de", to="")),
    ("missing_translation", at(*PLATE, "label", to={"de": "Kennzeichen"})),
    ("missing_translation", at(*PLATE, "help", to={"de": "Wie im Schein", "en": ""})),
    ("missing_translation", at(*MAIL, "purpose", to={"de": "Antwort"})),
    ("missing_translation", at(*TERMS, "config", "statement", "en", to=[])),
    ("missing_translation", at("intro", to={"de": [{"p": ["Hallo"]}]})),
    ("missing_translation", at("endings", 0, "title", "en", to="")),
    ("missing_translation", at(*TOPIC, "choices", 0, "label", "en", to="")),
    ("personal_without_purpose", at(*MAIL, "purpose", to=None)),
    ("personal_without_purpose", at(*PLATE, "data_class", to="special")),
    ("bad_data_class", at(*PLATE, "data_class", to="secret")),
    ("bad_link", at("intro", "de", to=[LINK])),
    ("bad_link", at(*TERMS, "config", "statement", "de", to=[{"ul": [LINK["p"]]}])),
    ("no_recipient_name", at("recipient", "name", to=" ")),
    ("bad_privacy_url", at("recipient", "privacy_url", to="javascript:x")),
    ("bad_default_locale", at("default_locale", to="fr")),
    ("bad_time_zone", at("time_zone", to="Europe/Bielefeld")),
    ("empty_step", add("steps", item=step("empty", {"de": "Leer", "en": "Empty"}))),
    ("unreachable_ending", at("steps", 0, "routes", 1, "to", to={"ending": uid("ending thanks")})),
    ("route_never_asked", add("steps", 1, "routes", item=route("more", None, {"ending": uid("ending sorry")}))),
    ("no_privacy_url", at("recipient", "privacy_url", to="")),
    ("no_contact", at("recipient", "contact", to="")),
    ("no_widget_texts", at("locales", to=["de", "en", "sv"])),
]  # fmt: skip
