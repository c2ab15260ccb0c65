"""The day somebody was born on."""

from __future__ import annotations

from datetime import date
from typing import Any

from .base import Field, Invalid, JsonSchema, gettext_noop, whole
from .days import DayKind, later

OLDEST = 130
_AGE: JsonSchema = {"type": ["integer", "null"], "minimum": 0, "maximum": OLDEST}


class BirthDate(DayKind):
    """A day in the past, by somebody of at least `min_age` and at most `max_age` years."""

    name = "birth_date"
    label = gettext_noop("Date of birth")
    description = gettext_noop("The day somebody was born, with an age they must have.")
    data_class = "personal"
    config_schema = {
        "type": "object",
        "properties": {"min_age": _AGE, "max_age": _AGE},
        "required": ["min_age", "max_age"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Take any age."""
        return {"min_age": None, "max_age": None}

    def lint_config(self, field: Field) -> list[str]:
        """Refuse ages that nobody has."""
        ages = [field.config.get("min_age"), field.config.get("max_age")]
        youngest, oldest = (
            bound if age is None else whole(age)
            for age, bound in zip(ages, (0, OLDEST), strict=True)
        )
        fits = youngest is not None and oldest is not None and 0 <= youngest <= oldest <= OLDEST
        return [] if fits else ["bad_ages"]

    def judge(self, field: Field, value: Any, today: date, slack: int) -> None:
        """Ask for a day in the past and an age within its bounds, each give or take `slack` days."""
        born = date.fromisoformat(value)
        least, most = whole(field.config.get("min_age")), whole(field.config.get("max_age"))
        if born > later(today, slack):
            raise Invalid("date_in_future")
        if age(born, later(today, -slack)) > OLDEST:
            raise Invalid("check_birth_year")
        if least is not None and age(born, later(today, slack)) < least:
            raise Invalid("too_young", min=least)
        if most is not None and age(born, later(today, -slack)) > most:
            raise Invalid("too_old", max=most)


def age(born: date, today: date) -> int:
    """Count full years. Who was born on a 29 February completes one as 1 March begins (§ 188 BGB)."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
