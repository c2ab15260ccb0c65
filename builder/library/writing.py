"""Short words for writing a flow document by hand, in German and English."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from builder import richtext
from builder.fields import KINDS

Json = dict[str, Any]
Translated = dict[str, str]

_NAMESPACE = uuid.UUID("6c0f5a52-0f1f-4d5e-9d3c-6f5a0b8e7d21")


def t(de: str, en: str) -> Translated:
    """Say something in both languages."""
    return {"de": de, "en": en}


def rich(de: str, en: str) -> dict[str, list[Any]]:
    """Say something with paragraphs, lists and links in both languages."""
    return {"de": richtext.read(de), "en": richtext.read(en)}


def either(*conditions: Json) -> Json:
    """Hold when one of them does."""
    return {"any": list(conditions)}


@dataclass(frozen=True)
class Writer:
    """Writes the parts of one flow; their ids are the same in every instance."""

    name: str

    def id(self, part: str) -> str:
        """Return the id of a part."""
        return str(uuid.uuid5(_NAMESPACE, f"{self.name}/{part}"))

    def choice(self, field: str, value: str, label: Translated, **more: Any) -> Json:
        """Offer an answer."""
        return {
            "id": self.id(f"{field}.{value}"),
            "value": value,
            "label": label,
            "help": None,
            **more,
        }

    def field(self, key: str, kind: str, label: Translated, **more: Any) -> Json:
        """Ask a question; `config` names only what differs from the kind's own settings."""
        return {
            "id": self.id(key),
            "key": key,
            "kind": kind,
            "label": label,
            "help": None,
            "required": KINDS[kind].asks,
            "visible_if": None,
            "choices": [],
            "purpose": None,
            "data_class": "none",
            **more,
            "config": KINDS[kind].default_config() | more.get("config", {}),
        }

    def options(self, field: str, **labels: tuple[str, str]) -> list[Json]:
        """Offer several answers by their values."""
        return [self.choice(field, value, t(*label)) for value, label in labels.items()]

    def check(self, field: str, condition: Json, message: Translated) -> Json:
        """Remark on an answer that is likely a slip, without stopping anybody."""
        return {
            "id": self.id(f"check.{field}"),
            "if": condition,
            "level": "warning",
            "message": message,
        }

    def step(self, name: str, title: Translated, fields: list[Json], **more: Any) -> Json:
        """Ask some questions together."""
        step = {"id": self.id(f"step.{name}"), "title": title, "text": None, "visible_if": None}
        return {**step, "routes": [], **more, "fields": fields}

    def ending(self, name: str, title: Translated, text: dict[str, list[Any]]) -> Json:
        """Say something at the end."""
        return {"id": self.id(f"ending.{name}"), "kind": "thanks", "title": title, "text": text}

    def route(self, name: str, condition: Json | None, *, step: str = "", ending: str = "") -> Json:
        """Lead from a step to a later one or to an ending."""
        to = {"step": self.id(f"step.{step}")} if step else {"ending": self.id(f"ending.{ending}")}
        return {"id": self.id(f"route.{name}"), "if": condition, "to": to}

    def chose(self, key: str, value: str) -> Json:
        """Hold when this choice is the answer."""
        return {"field": self.id(key), "op": "equals", "value": self.id(f"{key}.{value}")}

    def has(self, key: str, value: str) -> Json:
        """Hold when this choice is among the answers."""
        return {"field": self.id(key), "op": "contains", "value": self.id(f"{key}.{value}")}

    def test(self, key: str, op: str, value: Any) -> Json:
        """Hold when the answer passes a test."""
        return {"field": self.id(key), "op": op, "value": value}

    def pick(
        self, key: str, label: Translated, kind: str = "single_choice", /, **more: Any
    ) -> Json:
        """Ask to choose; whatever is a pair of words is a choice under that name."""
        labels = {name: one for name, one in more.items() if isinstance(one, tuple)}
        rest = {name: one for name, one in more.items() if name not in labels}
        return self.field(key, kind, label, choices=self.options(key, **labels), **rest)

    def note(self, key: str, label: Translated, text: dict[str, list[Any]], **more: Any) -> Json:
        """Say something between the questions."""
        return self.field(key, "statement", label, config={"statement": text}, **more)

    def reckon(self, key: str, label: str, value: Any, decimals: int = 0) -> Json:
        """Calculate something."""
        about = {"id": self.id(key), "key": key, "label": label}
        return {**about, "value": value, "decimals": decimals}

    def of(self, key: str) -> Json:
        """Take an answer, or what was calculated before, into a calculation."""
        return {"field": self.id(key)}

    def by(self, key: str, otherwise: str, **values: str) -> Any:
        """Take a number by the choice that was made."""
        found: Any = otherwise
        for value, number in reversed(values.items()):
            found = {"if": self.chose(key, value), "then": number, "else": found}
        return found

    def recall(self, key: str) -> str:
        """Show an answer, or what was calculated, in a later text."""
        return f"{{{{{self.id(key)}}}}}"
