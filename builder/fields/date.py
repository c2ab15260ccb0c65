"""A day, such as the one on which a contract should begin."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from .base import Field, Invalid, JsonSchema, gettext_noop
from .days import ISO, DayKind, later, read_day

_MOVING = re.compile(r"today(?:([+-][0-9]{1,5}))?")
_BOUND: JsonSchema = {"type": ["string", "null"], "pattern": rf"^({ISO}|{_MOVING.pattern})$"}


class Date(DayKind):
    """A day between `earliest` and `latest`, which may move with the present day."""

    name = "date"
    label = gettext_noop("Date")
    description = gettext_noop("A day, such as the one an insurance should begin on.")
    config_schema = {
        "type": "object",
        "properties": {"earliest": _BOUND, "latest": _BOUND},
        "required": ["earliest", "latest"],
        "additionalProperties": False,
    }

    def default_config(self) -> dict[str, Any]:
        """Take any day."""
        return {"earliest": None, "latest": None}

    def lint_config(self, field: Field) -> list[str]:
        """Refuse bounds that aren't days, or leave no day between them."""
        bounds = [field.config.get(name) for name in ("earliest", "latest")]
        if any(
            bound is not None and bound_day(bound, date(2000, 1, 1)) is None for bound in bounds
        ):
            return ["bad_date_range"]
        # A fixed and a moving bound may cross in time: that alone is no mistake.
        alike = len({str(bound).startswith("today") for bound in bounds}) == 1
        first, last = (bound_day(bound, date(2000, 1, 1)) for bound in bounds)
        return ["bad_date_range"] if alike and first and last and first > last else []

    def judge(self, field: Field, value: Any, today: date, slack: int) -> None:
        """Keep the day within its bounds; those that move give way by `slack` days. Raises Invalid."""
        day = date.fromisoformat(value)
        for name, way, code, param in (
            ("earliest", -1, "date_too_early", "min"),
            ("latest", 1, "date_too_late", "max"),
        ):
            wanted = str(field.config.get(name))
            bound = bound_day(wanted, today)
            if bound is None:
                continue
            given_way = slack if _MOVING.fullmatch(wanted) else 0
            if (day - bound).days * way > given_way:
                raise Invalid(code, **{param: bound.isoformat()})


def bound_day(bound: Any, today: date) -> date | None:
    """Give the day that a bound means today; None for none, or one that can't be read."""
    if not isinstance(bound, str):
        return None
    moving = _MOVING.fullmatch(bound)
    return later(today, int(moving[1] or 0)) if moving else read_iso(bound)


def read_iso(text: str) -> date | None:
    """Read a day in ISO 8601 alone."""
    return read_day(text) if "-" in text else None
