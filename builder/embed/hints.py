"""Conditions as hints: without JavaScript all questions show, so each says when it is meant."""

from __future__ import annotations

from typing import Any

from builder.fields import KINDS
from builder.fields.base import in_locale
from builder.fields.formats import said_in
from builder.flows import variables
from builder.flows.document import DISQUALIFIED, Field, FlowDocument, Route
from builder.flows.messages import page_text

# An end user who chose a house need not read "is a flat" with "not" before it.
NOT_TESTS = {"answered", "equals", "one_of", "contains", "contains_any"}


class Hints:
    """Says the conditions of one document in one language."""

    def __init__(self, document: FlowDocument, locale: str) -> None:
        self.document = document
        self.locale = locale
        self.labels = {
            choice.id: in_locale(choice.label, locale)
            for field in document.fields.values()
            for choice in field.choices
        }
        self.variables = {one.id: one.label or one.key for one in document.variables}
        self.targets = {step.id: in_locale(step.title, locale) for step in document.steps}
        self.away = {ending.id for ending in document.endings if ending.kind == DISQUALIFIED}

    def only_if(self, condition: Any) -> str:
        """Say when a step or a field is meant; "" for always."""
        if condition is None:
            return ""
        return self.text("only_if", condition=self.say(condition))

    def of(self, asked: Field) -> list[str]:
        """Say when a field is meant, and when it must be answered."""
        said = [self.only_if(asked.visible_if)]
        if asked.required_if is not None and not asked.required:
            said.append(self.text("needed_if", condition=self.say(asked.required_if)))
        return [hint for hint in said if hint]

    def leads_to(self, route: Route) -> str:
        """Say where a route leads, and when."""
        target = route.to.get("step", "")
        code = "go_on" if target else "send_now"
        if route.to.get("ending") in self.away:
            code = "turned_away"
        words = {"condition": self.say(route.if_), "target": self.quoted(self.targets.get(target))}
        return self.text(f"{code}_if" if route.if_ else code, **words)

    def say(self, condition: Any) -> str:
        """Say a condition as a clause."""
        if not isinstance(condition, dict):
            return ""
        for name, word in (("all", "and"), ("any", "or")):
            if name in condition:
                return f" {self.text(word)} ".join(self.say(part) for part in condition[name])
        if "not" in condition:
            inner = condition["not"]
            if inner.get("op") in NOT_TESTS:
                return self.test(inner, f"is_not_{inner['op']}")
            return self.text("not", condition=self.say(inner))
        return self.test(condition, f"is_{condition['op']}")

    def test(self, condition: dict[str, Any], code: str) -> str:
        """Say a test of one field, or of what is reckoned."""
        field = self.document.fields.get(condition["field"])
        variable = self.variables.get(condition["field"])
        value = condition.get("value")
        values = value if isinstance(value, list) else [value]
        said = [self.quoted(self.value(field or variable, one)) for one in values]
        if field and KINDS[field.kind].condition_type in {"files", "records"}:
            code = code.replace("count_", "entries_")
        label = in_locale(field.label, self.locale) if field else ""
        return self.text(
            code,
            field=self.quoted(label or variable),
            value=f" {self.text('and')} ".join(said),
            values=f" {self.text('or')} ".join(said),
        )

    def value(self, asked: Field | str | None, operand: Any) -> str:
        """Say what a field, or a variable of that name, is compared with: the way an answer would be said."""
        if isinstance(asked, str):
            return variables.say(operand, self.locale) if isinstance(operand, str) else ""
        if isinstance(operand, bool):
            return said_in(self.locale)["yes" if operand else "no"]  # type: ignore[no-any-return]
        kind = KINDS.get(asked.kind) if asked else None
        of_type = kind.condition_type if kind else "none"
        if asked and kind and isinstance(operand, str) and of_type in {"number", "date"}:
            return kind.words(asked, operand, self.locale)
        return self.labels.get(str(operand), str(operand))

    def quoted(self, words: str | None) -> str:
        """Put words in the quotation marks of the language."""
        return self.text("quoted", words=words or "")

    def text(self, code: str, **params: str) -> str:
        """Say a text of the page."""
        return page_text(code, self.locale, **params)
