"""Random flows, conditions and answers: mostly sensible, now and then broken on purpose."""

from __future__ import annotations

from random import Random
from typing import Any

from builder.fields import KINDS
from builder.flows.operators import OPERATORS

from .random_expressions import LOCALES, Expressions
from .reading_cases import CASES

WORDS = ["a", "Haus", " Straße ", "STRASSE", "e\u0301", "é", "\U0001f600x", "ab\ncd", "ÜBER", "0"]
NUMBERS = ["0", "-0", "5", "05.0", "5.0000000001", "-2", "10", "99999999999999999999", "x", "5."]
DATES = ["2024-02-29", "2023-02-29", "2024-01-01", "2023-12-31", "2024-1-1", "0001-01-01"]
# The last can be sent, but stands in no document.
JUNK: list[Any] = [None, True, False, 0, 3, 2.0, 2.5, "", "x", [], ["a"], {}, {"a": 1}, "\ud800"]
ADDRESSES = ["a@b.de", "a@b", "ü@ü.de", " x@y.zz ", "a b@c.de", "a@b..de"]
VALUES = ["one", "two", "three", "constructor"]
SCORES = [None, "0", "1", "2.5", "-3", "x"]
ENDINGS = ["thanks", "thanks", "redirect", "disqualified"]
# A kind's configs and raw answers are those of its vectors, in any combination.
SAMPLES = {name: [case for case in CASES if case["kind"] == name] for name in KINDS}
INSIDE = sorted(name for name, kind in KINDS.items() if kind.in_groups)


class Generator(Expressions):
    """A source of cases; the same seed gives the same cases."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.recallable: list[str] = []

    def value(self, value_type: str) -> Any:
        """Make an answer of a type, choices by UUID."""
        ids = [f"id-{value}" for value in VALUES]
        some = self.random.sample(ids, self.random.randint(1, 3))
        fitting = {"text": WORDS, "number": NUMBERS, "date": DATES, "flag": [True, False]}
        options = {**fitting, "choice": ids, "choices": [some], "record": [{"a": "b"}]}
        return self.pick(options.get(value_type, [[{}], [{}, {}]]))

    def operand(self, name: str, value_type: str) -> Any:
        """Make an operand that fits, more often than not."""
        if self.chance(0.1):
            return self.pick(JUNK[:-1])
        if name.startswith(("longer", "count")):
            return self.random.randint(0, 4)
        one = "choice" if value_type == "choices" else value_type
        if name in {"one_of", "contains_all", "contains_any"}:
            return [self.value(one) for _ in range(self.random.randint(1, 3))]
        if name == "between":
            return sorted((self.value(one) for _ in range(2)), key=str)
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
        name = self.pick(OPERATORS if self.chance(0.1) else fitting or OPERATORS)
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
        names = [f"v{n}" for n in range(self.pick([0, 1, 2, 4]))]
        # Conditions may look at variables from the start: some of them are known before anything is asked.
        fields: dict[str, str] = dict.fromkeys(names, "number")
        self.recallable = [*names, *(f"f{n}_{at}" for n in range(count) for at in range(3))]
        endings = [self.ending(f"e{n}") for n in range(self.random.randint(1, 3))]
        steps = [self.step(n, count, fields, len(endings)) for n in range(count)]
        about: dict[str, Any] = {
            "schema": 1,
            "locales": list(LOCALES),
            "default_locale": "de",
            "intro": None,
        }
        recipient = {"name": "ABC AG", "privacy_url": "", "contact": ""}
        title = {"title": self.text("flow"), "time_zone": "Europe/Berlin", "recipient": recipient}
        reckoned = {"variables": self.variables(names, fields)}
        return {**about, **title, "steps": steps, "endings": endings, **reckoned}

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
        about: dict[str, Any] = {
            "id": step_id,
            "title": title,
            "text": self.rich(),
            "visible_if": visible,
        }
        return {**about, "fields": asked, "routes": routes}

    def field(self, name: str, fields: dict[str, str], kinds: Any = KINDS) -> dict[str, Any]:
        """Make a field that looks at `fields`, and add it to them."""
        kind = KINDS[self.pick(kinds)]
        visible = self.condition(fields) if self.chance(0.35) else None
        needed = self.condition(fields) if self.chance(0.2) else None
        inside = self.inside(name, dict(fields)) if kind.name == "group" else []
        fields[name] = kind.condition_type
        about = {"id": name, "key": name, "kind": kind.name, "label": self.text(name)}
        helped = {"help": self.text("help") if self.chance(0.2) else None}
        asked = {"required": self.chance(0.4), "visible_if": visible, "required_if": needed}
        rest = {"purpose": None, "data_class": "none", "config": self.config(kind.name)}
        checks = [self.check(f"{name}-{n}", fields) for n in range(self.pick([0, 0, 0, 1, 2]))]
        more = {"checks": checks, "fields": inside}
        choices = self.choices() if kind.has_choices else []
        return {**about, **helped, **asked, **rest, **more, "choices": choices, **self.messages()}

    def inside(self, name: str, fields: dict[str, str]) -> list[dict[str, Any]]:
        count = self.random.randint(1, 3)
        return [self.field(f"{name}_{n}", fields, INSIDE) for n in range(count)]

    def config(self, kind: str) -> Any:
        config = dict(self.pick(SAMPLES[kind])["config"])
        for key in sorted(config.keys() & {"min", "max", "max_length"}):
            if kind in {"short_text", "long_text", "multiple_choice", "group"}:
                config[key] = self.pick([1, 2, 3] if kind == "group" else [None, None, 1, 2, 3])
        return config

    def choices(self) -> list[dict[str, Any]]:
        shown = {"help": None, "picture": None}
        made = [{"id": f"id-{v}", "value": v, "label": self.text(v), **shown} for v in VALUES]
        return [{**choice, "score": self.pick(SCORES)} for choice in made]

    def check(self, name: str, fields: dict[str, str]) -> dict[str, Any]:
        level = self.pick(["warning", "error"])
        message = self.text(name)
        return {"id": name, "if": self.condition(fields), "level": level, "message": message}

    def messages(self) -> dict[str, Any]:
        """Give some fields words of their own."""
        names = ("required_message", "invalid_message")
        return {name: self.text(name) if self.chance(0.1) else None for name in names}

    def ending(self, name: str) -> dict[str, Any]:
        kind = self.pick(ENDINGS)
        about = {"id": name, "kind": kind, "title": self.text("end"), "text": self.rich()}
        return {**about, "url": "https://abc.example/" if kind == "redirect" else None}

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
        if field["fields"] and self.chance(0.8):
            return [self.entry(field["fields"]) for _ in range(self.random.randint(0, 3))]
        some = self.random.sample([*VALUES, "four"], self.random.randint(0, 3))
        options = {"choice": [*VALUES, "four"], "choices": [some, some, VALUES[:1]]}
        samples = [case["raw"] for case in SAMPLES[field["kind"]]]
        by_type = options.get(KINDS[field["kind"]].value_type, samples)
        return self.pick(WORDS if by_type is samples and self.chance(0.2) else by_type)

    def entry(self, fields: list[dict[str, Any]]) -> dict[str, Any]:
        """Make one entry of a group; now and then a blank one, or one with a stranger in it."""
        if self.chance(0.2):
            return {}
        given = {field["key"]: self.raw(field) for field in fields if self.chance(0.8)}
        return {**given, **({"stranger": 1, "Ä": 2} if self.chance(0.1) else {})}
