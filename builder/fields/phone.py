"""A telephone number."""

from __future__ import annotations

import re
from typing import Any

import phonenumbers

from .base import Field, Invalid, JsonSchema, gettext_noop
from .compact import DASHES
from .lines import TypedText
from .text import BLANKS

# Where a tenant's people are at home: each has the trunk prefix 0.
_HOME = {"DE": "49", "AT": "43", "CH": "41"}
_BETWEEN = re.compile(f"[{BLANKS}{DASHES}()/.]")
_UNDIALLED_ZERO = re.compile(f"\\([{BLANKS}]*0[{BLANKS}]*\\)")
_TRUNK_ZERO = re.compile("^\\+(49|43|41)0")
_NUMBER = re.compile("\\+[1-9][0-9]{6,14}")
# Where the area code ends. Numbers that no rule here fits are said without a gap.
_AREAS = {
    "49": re.compile(
        "1[5-7][0-9]|3[02]|40|[68]9|20[1-389]|21[124]|228|234|2[2-9]1|3[3-9][15]|340|4[2-9]1"
        "|[5-9][1-9]1|906|80[01]|90[0-5]|[24-9][0-9]{3}"
    ),
    "43": re.compile("1|6[5-9][0-9]|316|463|512|732|[2-7][0-9]{3}"),
    "41": re.compile("[0-9]{2}"),
}
_COUNTRY = re.compile(
    "[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3}",
)


class Phone(TypedText):
    """A telephone number in any form, kept in the one form that can be dialled everywhere."""

    name = "phone"
    label = gettext_noop("Phone number")
    description = gettext_noop("A number the person can be called at, typed in any form.")
    data_class = "personal"
    limit = 40
    config_schema = {
        "type": "object",
        "properties": {"region": {"enum": list(_HOME)}},
        "required": ["region"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Start at home in Germany."""
        return {"region": "DE"}

    def read(self, field: Field, raw: Any) -> str | None:
        """Read the number as dialled from the field's region; "+4930123456" comes out."""
        text = super().read(field, raw)
        if text is None:
            return None
        number = _BETWEEN.sub("", text)
        if number.startswith(("+", "00")):
            number = _BETWEEN.sub("", _UNDIALLED_ZERO.sub("", text))
        if number.startswith("00"):
            number = f"+{number[2:]}"
        elif number.startswith("0"):
            number = f"+{_home(field)}{number[1:]}"
        number = _TRUNK_ZERO.sub(r"+\1", number)
        if not _NUMBER.fullmatch(number):
            raise Invalid("invalid_phone")
        return number

    def verify(self, field: Field, value: Any) -> None:
        """Ask the numbering plans whether there can be such a number."""
        try:
            possible = phonenumbers.is_possible_number(phonenumbers.parse(value))
        except phonenumbers.NumberParseException:
            possible = False
        if not possible:
            raise Invalid("invalid_phone")

    def answer_schema(self, field: Field) -> JsonSchema:
        """Describe the field's values as JSON Schema."""
        return {"type": "string", "pattern": f"^{_NUMBER.pattern}$"}

    def words(self, field: Field, value: Any, locale: str) -> str:
        """Say the number as it is written at home, or as abroad with the country's code."""
        country = _prefix(_COUNTRY, value[1:])
        national = value[1 + len(country) :]
        area = _prefix(_AREAS.get(country), national)
        start = f"0{area}" if country == _home(field) else f"+{country} {area}".rstrip()
        gap = "" if start == "0" else " "
        return f"{start}{gap}{national[len(area) :]}"


def _home(field: Field) -> str:
    return _HOME.get(field.config.get("region") or "", _HOME["DE"])


def _prefix(pattern: re.Pattern[str] | None, digits: str) -> str:
    found = pattern.match(digits) if pattern else None
    return found.group() if found else ""
