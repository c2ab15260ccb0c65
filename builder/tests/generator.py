"""Random flows, conditions and answers: mostly sensible, now and then broken on purpose."""

from __future__ import annotations

from random import Random
from typing import Any

from builder.fields import KINDS
from builder.flows.operators import OPERATORS

WORDS = ["a", "Haus", " Straße ", "STRASSE", "e\u0301", "é", "\U0001f600x", "ab\ncd", "ÜBER", "0"]
NUMBERS = ["0", "-0", "5", "05.0", "5.0000000001", "-2", "10", "99999999999999999999", "x", "5."]
DATES = ["2024-02-29", "2023-02-29", "2024-01-01", "2023-12-31", "2024-1-1", "0001-01-01"]
JUNK: list[Any] = [None, True, False, 0, 3, 2.0, 2.5, "", "x", [], ["a"], {}, {"a": 1}, "\ud800"]
ADDRESSES = ["a@b.de", "a@b", "ü@ü.de", " x@y.zz ", "a b@c.de", "a@b..de"]
VALUES = ["one", "two", "three", "constructor"]
LOCALES = ("de", "en")


class Generator:
    """A source of cases; the same seed gives the same cases."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, options: Any) -> Any:
        return self.random.choice(list(options))

    def value(self, value_type: str) -> Any:
        """Make an answer of a type, choices by UUID."""
        ids = [f"id-{value}" for value in VALUES]
        some = self.random.sample(ids, self.random.randint(1, 3))
        fitting = {"text": WORDS, "number": NUMBERS, "date": DATES, "flag": [True]}
        options = {**fitting, "choice": ids, "choices": [some]}
        return self.pick(options[value_type])

    def operand(self, name: str, value_type: str) -> Any:
        """Make an operand that fits, more often than not."""
        if self.chance(0.1):
            return self.pick(JUNK)
        if name.startswith(("longer", "count")):
            return self.random.randint(0, 4)
        one = "choice" if value_type == "choices" else value_type
        if name in {"one_of", "contains_all", "contains_any"}:
            return [self.value(one) for _ in range(self.random.randint(1, 3))]
        if name == "between":
            return sorted(self.value(one) for _ in range(2))
        value = self.value(one)
        return value[: self.random.randint(1, 3)] if self.part(name, one) else value

    def part(self, name: str, value_type: str) -> bool:
        return value_type == "text" and name in {"contains", "starts_with"}

    def test(self, fields: dict[str, str]) -> Any:
        """Make a test of one of the fields (value types by id)."""
        if not fields or self.chance(0.03):
            return self.pick([None, {}, {"field": "gone", "op": "answered"}, {"all": 3}, "x"])
        field = self.pick(fields)
        fitting = [name for name, row in OPERATORS.items() if fields[field] in row.reads]
        name = self.pick(OPERATORS) if self.chance(0.1) else self.pick(fitting)
        return {"field": field, "op": name, "value": self.operand(name, fields[field])}

    def condition(self, fields: dict[str, str], depth: int = 3) -> Any:
        """Make a condition tree; an object in any case, as documents ask for one."""
        made = self.tree(fields, depth)
        return made if isinstance(made, dict) else {"all": [made]}

    def tree(self, fields: dict[str, str], depth: int) -> Any:
        if depth == 0 or self.chance(0.55):
            return self.test(fields)
        if self.chance(0.3):
            return {"not": self.tree(fields, depth - 1)}
        parts = [self.tree(fields, depth - 1) for _ in range(self.random.randint(0, 3))]
        return {self.pick(["all", "any"]): parts}

    def document(self) -> dict[str, Any]:
        """Make a flow of up to six steps."""
        count = self.random.randint(1, 6)
        endings = [self.ending(f"e{n}") for n in range(self.random.randint(1, 3))]
        fields: dict[str, str] = {}
        steps = [self.step(n, count, fields, len(endings)) for n in range(count)]
        about: dict[str, Any] = {
            "schema": 1,
            "locales": list(LOCALES),
            "default_locale": "de",
            "intro": None,
        }
        recipient = {"name": "ABC AG", "privacy_url": "", "contact": ""}
        title = {"title": self.text("flow"), "time_zone": "Europe/Berlin", "recipient": recipient}
        return {**about, **title, "steps": steps, "endings": endings}

    def step(self, n: int, count: int, fields: dict[str, str], endings: int) -> dict[str, Any]:
        visible = self.condition(fields) if self.chance(0.3) else None
        asked = [self.field(f"f{n}_{at}", fields) for at in range(self.random.randint(0, 3))]
        routes = []
        for at in range(self.random.randint(0, 2)):
            step, ending = self.random.randint(0, count), self.random.randint(0, endings)
            to = {"step": f"s{step}"} if self.chance(0.7) else {"ending": f"e{ending}"}
            condition = self.condition(fields) if self.chance(0.8) else None
            routes.append({"id": f"r{n}_{at}", "if": condition, "to": to})
        step_id, title = f"s{n}", self.text("step")
        about: dict[str, Any] = {"id": step_id, "title": title, "text": None, "visible_if": visible}
        return {**about, "fields": asked, "routes": routes}

    def field(self, name: str, fields: dict[str, str]) -> dict[str, Any]:
        kind = KINDS[self.pick(KINDS)]
        visible = self.condition(fields) if self.chance(0.35) else None
        fields[name] = kind.value_type
        offered = VALUES if kind.has_choices else []
        named = [{"id": f"id-{v}", "value": v, "label": self.text(v)} for v in offered]
        about: dict[str, Any] = {
            "id": name,
            "key": name,
            "kind": kind.name,
            "label": self.text(name),
            "help": None,
        }
        config = dict(kind.default_config())
        for key in sorted(config.keys() & {"min", "max", "max_length"}):
            config[key] = self.pick([None, None, 1, 2, 3])
        rest = {"purpose": None, "data_class": "none", "config": config}
        choices = [{**choice, "help": None} for choice in named]
        asked = {"required": self.chance(0.5), "visible_if": visible, "choices": choices}
        return {**about, **asked, **rest}

    def ending(self, name: str) -> dict[str, Any]:
        return {"id": name, "kind": "thanks", "title": self.text("end"), "text": None}

    def text(self, word: str) -> dict[str, str]:
        return {locale: f"{word} {locale}" for locale in LOCALES}

    def answers(self, document: dict[str, Any]) -> Any:
        """Make answers to a document: some sensible, some absent, some broken."""
        if self.chance(0.02):
            return self.pick(JUNK)
        fields = [field for step in document["steps"] for field in step["fields"]]
        given = {field["key"]: self.raw(field) for field in fields if self.chance(0.8)}
        if self.chance(0.1):
            given[self.pick(["zz", "constructor", "__proto__", "1", "Ä"])] = "x"
        return given

    def raw(self, field: dict[str, Any]) -> Any:
        if self.chance(0.1):
            return self.pick(JUNK)
        some = self.random.sample([*VALUES, "four"], self.random.randint(0, 3))
        options = {
            "single_choice": [*VALUES, "four"],
            "multiple_choice": [some, some, VALUES[:1]],
            "consent": [True, False],
            "email": ADDRESSES,
        }
        return self.pick(options.get(field["kind"], WORDS))
