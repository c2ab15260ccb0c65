"""An amount of money."""

from __future__ import annotations

import re
from typing import Any

from .base import Field, JsonSchema, gettext_noop
from .formats import SIGNS, say_money
from .numbers import BOUND, NumberKind

# "50,-" and "50.--" are how prices are written by hand.
_NO_CENTS = re.compile(r"[.,][-\u2013\u2014]{1,2}$")


class Currency(NumberKind):
    """An amount in one currency; its sign may be typed with it."""

    name = "currency"
    label = gettext_noop("Amount of money")
    description = gettext_noop("An amount in euros or another currency, such as a sum insured.")
    least_decimals = 2
    config_schema = {
        "type": "object",
        "properties": {"min": BOUND, "max": BOUND, "currency": {"enum": list(SIGNS)}},
        "required": ["min", "max", "currency"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Ask for euros, from nothing upwards."""
        return {"min": "0", "max": None, "currency": "EUR"}

    def lint_config(self, field: Field) -> list[str]:
        """Refuse an unknown currency, and bounds that aren't amounts."""
        known = field.config.get("currency") in SIGNS
        return [*super().lint_config(field), *([] if known else ["unknown_currency"])]

    def decimals(self, field: Field) -> int:
        """Take cents."""
        return 2

    def typed(self, field: Field, text: str) -> str:
        """Take the currency's sign or code off either end, and the dashes that stand for no cents."""
        code = str(field.config.get("currency"))
        signs = "|".join(re.escape(name) for name in (code, SIGNS.get(code, code)))
        bare = re.sub(rf"^({signs})[ \u00a0\u202f]?|[ \u00a0\u202f]?({signs})$", "", text)
        return _NO_CENTS.sub("", bare)

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {"type": "string", "pattern": r"^-?[0-9]{1,15}\.[0-9]{2}$"}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say the amount with its currency."""
        return say_money(value, locale, str(field.config.get("currency")))
