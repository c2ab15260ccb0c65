"""A bank account."""

from __future__ import annotations

import re
from typing import Any

from stdnum import iban
from stdnum.exceptions import ValidationError

from .base import Field, Invalid, JsonSchema, gettext_noop
from .compact import capitals, compact
from .lines import TypedText

# How long each country's are (SWIFT's registry): a missing figure is told apart from a wrong one.
_LENGTHS = {
    15: "NO",
    16: "BE",
    18: "DK FI FK FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU MN XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
LENGTHS = {country: length for length, named in _LENGTHS.items() for country in named.split()}
_IBAN = re.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]+")


class Iban(TypedText):
    """An international bank account number, judged by its length and its check digits."""

    name = "iban"
    label = gettext_noop("IBAN")
    description = gettext_noop("A bank account, with its check digits verified while asking.")
    data_class = "personal"
    limit = 60

    def read(self, field: Field, raw: Any) -> str | None:
        """Take out the blanks, then ask whether the check digits fit."""
        text = super().read(field, raw)
        if text is None:
            return None
        number = capitals(compact(text))
        if not _IBAN.fullmatch(number) or LENGTHS.get(number[:2]) != len(number) or _rest(number):
            raise Invalid("invalid_iban")
        return number

    def verify(self, field: Field, value: Any) -> None:
        """Ask the rules of the account's own country."""
        try:
            iban.validate(value)
        except ValidationError:
            raise Invalid("invalid_iban") from None

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {"type": "string", "pattern": f"^{_IBAN.pattern}$", "minLength": 15, "maxLength": 33}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say it in groups of four."""
        return " ".join(value[at : at + 4] for at in range(0, len(value), 4))


def _rest(number: str) -> int:
    """Give how far the check digits are off (ISO 7064, modulo 97 with remainder 1)."""
    turned = number[4:] + number[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 - 1
