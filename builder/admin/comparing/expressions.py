"""A calculation in words: the signs that everybody learnt at school, and the names of what it uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

SIGNS = {"add": "+", "subtract": "−", "multiply": "×", "divide": "÷"}
OF_ONE = {
    "field": "%(label)s",
    "score": gettext_noop("the points of %(label)s"),
    "count": gettext_noop("the number of %(label)s"),
}
OF_SEVERAL = {
    "min": gettext_noop("the smallest of (%(parts)s)"),
    "max": gettext_noop("the largest of (%(parts)s)"),
    "or": gettext_noop("the first that is known of (%(parts)s)"),
}


@dataclass(frozen=True)
class Expressions:
    """Says expressions; `label` names a field or a variable by its UUID, in quotation marks."""

    label: Callable[[str], str]
    condition: Callable[[Any], str]

    def say(self, expression: Any, *, within: bool = False) -> str:
        """Say an expression; one within another has brackets."""
        if isinstance(expression, str):
            # As it is written but for the separator: nothing is rounded away.
            return number_format(expression, use_l10n=True)
        if not isinstance(expression, dict) or not expression:
            return _("something that can't be read")
        if "if" in expression:
            return self._choice(expression)
        name, of = next(iter(expression.items()))
        if name in OF_ONE:
            return _(OF_ONE[name]) % {"label": self.label(str(of))}
        parts = [self.say(one, within=True) for one in of] if isinstance(of, list) else []
        if name in OF_SEVERAL:
            return _(OF_SEVERAL[name]) % {"parts": "; ".join(parts)}
        said = f" {SIGNS.get(name, name)} ".join(parts)
        return f"({said})" if within and len(parts) > 1 else said

    def _choice(self, expression: dict[str, Any]) -> str:
        return _("(if %(condition)s: %(then)s, otherwise: %(else)s)") % {
            "condition": self.condition(expression["if"]),
            "then": self.say(expression.get("then")),
            "else": self.say(expression.get("else")),
        }
