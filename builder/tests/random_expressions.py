"""Random calculations, and texts that recall: what the generator of flows makes of fields it has made."""

from __future__ import annotations

from random import Random
from typing import Any

from builder.flows.expressions import OF_TWO, OPERATIONS, READS, TYPES

LITERALS = ["0", "1", "-1", "2.5", "0.1", "3", "100", "-0.5", "0.0000000001", "1" + "0" * 14, "7e2"]
MALFORMED: list[Any] = [None, 3, {}, [], {"add": []}, {"power": ["1"]}, {"if": None}, {"field": 3}]
PARTS = [*OPERATIONS, "if", "if"]
LOCALES = ("de", "en")


class Expressions:
    """The part of the generator that reckons and recalls."""

    random: Random
    # What texts may recall: most of it is a field or a variable of the flow.
    recallable: list[str]

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def pick(self, options: Any) -> Any:
        return self.random.choice(list(options))

    def condition(self, fields: dict[str, str], depth: int = 3) -> Any:
        raise NotImplementedError

    def variables(self, names: list[str], fields: dict[str, str]) -> list[dict[str, Any]]:
        """Make variables of these names, which use fields and, mostly, earlier ones of theirs."""
        made: list[dict[str, Any]] = []
        known = {name: kind for name, kind in fields.items() if name not in names}
        for name in names:
            seen = {**known, **({self.pick(names): "number"} if self.chance(0.05) else {})}
            about = {"id": name, "key": name, "label": name.upper()}
            decimals = self.random.randint(0, 4)
            made.append({**about, "value": self.expression(seen), "decimals": decimals})
            known[name] = "number"
        return made

    def expression(self, fields: dict[str, str], depth: int = 4) -> Any:
        if self.chance(0.02):
            return self.pick(MALFORMED)
        if depth == 0 or self.chance(0.3):
            return self.leaf(fields)
        name = self.pick(PARTS)
        if name == "if":
            parts = [self.expression(fields, depth - 1) for _ in range(2)]
            return {"if": self.condition(fields, 1), "then": parts[0], "else": parts[1]}
        count = 2 if name in OF_TWO else self.random.randint(1, 4)
        many = 201 if self.chance(0.002) else count
        return {name: [self.expression(fields, depth - 1) for _ in range(many)]}

    def leaf(self, fields: dict[str, str]) -> Any:
        """Make a number, or something to be read of a field: mostly what its type has."""
        name = self.pick(READS)
        fitting = [one for one, kind in fields.items() if kind in TYPES[name]]
        if self.chance(0.25) or not fitting:
            return self.pick(LITERALS)
        return {name: self.pick(fields if self.chance(0.05) else fitting)}

    def text(self, word: str) -> dict[str, str]:
        return {locale: f"{word} {locale}{self.recall()}" for locale in LOCALES}

    def recall(self) -> str:
        if not self.chance(0.1):
            return ""
        fallback = self.pick(["", "|", "|so", "|{x"])
        return f" {{{{{self.pick([*self.recallable, 'gone'])}{fallback}}}}}"

    def rich(self) -> dict[str, list[Any]] | None:
        """Make a rich text, if any."""
        if self.chance(0.7):
            return None
        inner = [f"a{self.recall()}", {"b": [f"b{self.recall()}"]}]
        return {locale: [{"p": inner}, {"ul": [[locale], inner]}] for locale in LOCALES}
