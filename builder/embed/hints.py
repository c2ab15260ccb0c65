"""Conditions as hints: without JavaScript all questions show, so each says when it is meant."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, gettext_noop

from builder.fields import KINDS
from builder.fields.base import in_locale
from builder.fields.formats import said_in
from builder.flows.document import Field, FlowDocument, Route

TESTS: dict[str, str] = {
    "answered": gettext_noop("%(field)s was answered"),
    "equals": gettext_noop("%(field)s is %(value)s"),
    "one_of": gettext_noop("%(field)s is %(values)s"),
    "contains": gettext_noop("%(field)s includes %(value)s"),
    "contains_all": gettext_noop("%(field)s includes all of %(value)s"),
    "contains_any": gettext_noop("%(field)s includes %(values)s"),
    "starts_with": gettext_noop("%(field)s begins with %(value)s"),
    "longer_than": gettext_noop("%(field)s has more than %(value)s characters"),
    "less_than": gettext_noop("%(field)s is less than %(value)s"),
    "at_most": gettext_noop("%(field)s is %(value)s at most"),
    "more_than": gettext_noop("%(field)s is more than %(value)s"),
    "at_least": gettext_noop("%(field)s is %(value)s at least"),
    "between": gettext_noop("%(field)s is between %(value)s"),
    "count_at_least": gettext_noop("%(field)s has %(value)s choices at least"),
    "count_at_most": gettext_noop("%(field)s has %(value)s choices at most"),
}
COUNTS: dict[str, str] = {
    "count_at_least": gettext_noop("%(field)s has %(value)s entries at least"),
    "count_at_most": gettext_noop("%(field)s has %(value)s entries at most"),
}
# An end user who chose a house need not read "is a flat" with "not" before it.
NOT_TESTS: dict[str, str] = {
    "answered": gettext_noop("%(field)s was not answered"),
    "equals": gettext_noop("%(field)s is not %(value)s"),
    "one_of": gettext_noop("%(field)s is not %(values)s"),
    "contains": gettext_noop("%(field)s does not include %(value)s"),
    "contains_any": gettext_noop("%(field)s does not include %(values)s"),
}


class Hints:
    """Says the conditions of one document in one language, which must be active."""

    def __init__(self, document: FlowDocument, locale: str) -> None:
        self.document = document
        self.locale = locale
        self.labels = {
            choice.id: in_locale(choice.label, locale)
            for field in document.fields.values()
            for choice in field.choices
        }
        self.targets = {step.id: in_locale(step.title, locale) for step in document.steps}

    def only_if(self, condition: Any) -> str:
        """Say when a step or a field is meant; "" for always."""
        if condition is None:
            return ""
        return gettext("Only if %(condition)s.") % {"condition": self.say(condition)}

    def of(self, asked: Field) -> list[str]:
        """Say when a field is meant, and when it must be answered."""
        said = [self.only_if(asked.visible_if)]
        if asked.required_if is not None and not asked.required:
            words = {"condition": self.say(asked.required_if)}
            said.append(gettext("Needed if %(condition)s.") % words)
        return [hint for hint in said if hint]

    def leads_to(self, route: Route) -> str:
        """Say where a route leads, and when."""
        kind, target = next(iter(route.to.items()))
        words = {"condition": self.say(route.if_), "target": self.quoted(self.targets.get(target))}
        if kind == "step" and route.if_:
            return gettext("If %(condition)s: go on with %(target)s.") % words
        if kind == "step":
            return gettext("Go on with %(target)s.") % words
        if route.if_:
            return gettext("If %(condition)s: nothing more to answer, please send.") % words
        return gettext("Nothing more to answer, please send.")

    def say(self, condition: Any) -> str:
        """Say a condition as a clause."""
        if not isinstance(condition, dict):
            return ""
        for name, word in (("all", gettext("and")), ("any", gettext("or"))):
            if name in condition:
                return f" {word} ".join(self.say(part) for part in condition[name])
        if "not" in condition:
            inner = condition["not"]
            if inner.get("op") in NOT_TESTS:
                return self.test(inner, NOT_TESTS)
            return gettext("not: %(condition)s") % {"condition": self.say(inner)}
        return self.test(condition, TESTS)

    def test(self, condition: dict[str, Any], words: dict[str, str]) -> str:
        """Say a test of one field."""
        field = self.document.fields.get(condition["field"])
        value = condition.get("value")
        values = value if isinstance(value, list) else [value]
        said = [self.quoted(self.value(field, one)) for one in values]
        op = condition["op"]
        if field and KINDS[field.kind].condition_type in {"files", "records"}:
            words = words | COUNTS
        return gettext(words[op]) % {
            "field": self.quoted(in_locale(field.label, self.locale) if field else ""),
            "value": f" {gettext('and')} ".join(said),
            "values": f" {gettext('or')} ".join(said),
        }

    def value(self, asked: Field | None, operand: Any) -> str:
        """Say what a field is compared with, the way an answer would be said."""
        if isinstance(operand, bool):
            return said_in(self.locale)["yes" if operand else "no"]  # type: ignore[no-any-return]
        kind = KINDS.get(asked.kind) if asked else None
        of_type = kind.condition_type if kind else "none"
        if asked and kind and isinstance(operand, str) and of_type in {"number", "date"}:
            return kind.words(asked, operand, self.locale)
        return self.labels.get(str(operand), str(operand))

    def quoted(self, words: str | None) -> str:
        """Put words in the quotation marks of the language."""
        return gettext("“%(words)s”") % {"words": words or ""}
