"""Conditions in words, and the tests that the form offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.translation import gettext, gettext_noop

from builder.fields import KINDS
from builder.models import Field, Variable

# What the form offers, in this order: name (with ! for "not"), words.
TESTS: dict[str, str] = {
    "equals": gettext_noop("is"),
    "!equals": gettext_noop("is not"),
    "one_of": gettext_noop("is one of"),
    "!one_of": gettext_noop("is none of"),
    "contains": gettext_noop("contains"),
    "!contains": gettext_noop("does not contain"),
    "contains_any": gettext_noop("contains one of"),
    "contains_all": gettext_noop("contains all of"),
    "starts_with": gettext_noop("begins with"),
    "longer_than": gettext_noop("has more characters than"),
    "less_than": gettext_noop("is less than"),
    "at_most": gettext_noop("is at most"),
    "more_than": gettext_noop("is more than"),
    "at_least": gettext_noop("is at least"),
    "between": gettext_noop("is between"),
    "count_at_least": gettext_noop("has at least so many parts:"),
    "count_at_most": gettext_noop("has at most so many parts:"),
    "answered": gettext_noop("was answered"),
    "!answered": gettext_noop("was not answered"),
}


class Labelled(Protocol):
    """What is said of a field: a row has a label, and so has a field of a version."""

    label: str


def value_type(field: Field | Variable) -> str:
    """Return the type of a field's answers or of a variable, "" for an unknown kind."""
    if isinstance(field, Variable):
        return "number"
    kind = KINDS.get(field.kind)
    return kind.condition_type if kind else ""


def flag_words(kind: str) -> dict[str, str]:
    """Say what a flag can be: a consent that isn't given is no answer at all."""
    if kind == "consent":
        return {"true": gettext("agreed")}
    return {"true": gettext("yes"), "false": gettext("no")}


def say(
    condition: Any,
    fields: Mapping[str, Labelled],
    choices: Mapping[str, str],
    *,
    within: bool = False,
) -> str:
    """Say a condition in words; `choices` gives labels by UUID. One within another has brackets."""
    if not isinstance(condition, dict):
        return gettext("always")
    for name, word in (("all", gettext("and")), ("any", gettext("or"))):
        if name in condition:
            parts = [say(part, fields, choices, within=True) for part in condition[name]]
            said = f" {word} ".join(parts)
            return f"({said})" if within and len(parts) > 1 else said
    if "not" in condition:
        inner = condition["not"]
        if isinstance(inner, dict) and f"!{inner.get('op')}" in TESTS:
            return _test(inner, f"!{inner['op']}", fields, choices)
        return gettext("not %(condition)s") % {
            "condition": say(inner, fields, choices, within=True)
        }
    return _test(condition, str(condition.get("op")), fields, choices)


def _test(
    test: dict[str, Any], name: str, fields: Mapping[str, Labelled], choices: Mapping[str, str]
) -> str:
    field = fields.get(str(test.get("field")))
    label = _quoted(field.label) if field else gettext("a deleted field")
    words = gettext(TESTS[name]) if name in TESTS else name
    value = test.get("value")
    values = value if isinstance(value, list) else [] if value is None else [value]
    said = ", ".join(_quoted(_operand(one, choices)) for one in values)
    return f"{label} {words} {said}".strip()


def _operand(value: Any, choices: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return choices.get(str(value), str(value))


def _quoted(words: Any) -> str:
    """Put words in the quotation marks of the language."""
    return gettext("“%(words)s”") % {"words": words}
