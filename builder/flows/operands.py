"""What a condition compares with: one reader per shape of operand, None for what doesn't fit.

The linter and the evaluator ask the same readers, so that what passes the one works in the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from builder.fields.base import whole
from builder.fields.text import compose, fold, normalise, unreadable

LONGEST_LIST = 200
LONGEST_COUNT = 1_000_000
_DECIMAL = re.compile(r"(-?)([0-9]{1,30})(?:\.([0-9]{1,10}))?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# February has its leap day here; which years have it is asked apart.
_DAYS = dict.fromkeys(range(1, 13), 31) | {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def text(raw: Any) -> str | None:
    """Read a whole text, normalised as answers are."""
    return normalise(raw) or None if isinstance(raw, str) and not unreadable(raw) else None


def phrase(raw: Any) -> str | None:
    """Read a part of a text, folded; its blanks count."""
    return fold(compose(raw)) or None if isinstance(raw, str) and not unreadable(raw) else None


def choice(raw: Any) -> str | None:
    """Read a choice's UUID."""
    return raw or None if isinstance(raw, str) else None


def number(raw: Any) -> int | None:
    """Read a decimal string as an integer of ten-billionths: exact, whatever its length."""
    found = _DECIMAL.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        return None
    sign, whole, fraction = found.groups()
    return int(f"{sign}{whole}{(fraction or '').ljust(10, '0')}")


def date(raw: Any) -> str | None:
    """Read a day that exists in the calendar."""
    found = _DATE.fullmatch(raw) if isinstance(raw, str) else None
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if year < 1 or not 1 <= day <= _DAYS.get(month, 0):
        return None
    return None if raw.endswith("-02-29") and not leap else str(raw)


def flag(raw: Any) -> bool | None:
    """Read yes or no; no answer at all is neither, and told by `answered`."""
    return raw if isinstance(raw, bool) else None


def count(raw: Any) -> int | None:
    """Read a count."""
    size = whole(raw)
    return size if size is not None and 0 <= size <= LONGEST_COUNT else None


def list_of(read: Callable[[Any], Any]) -> Callable[[Any], list[Any] | None]:
    """Read a list that is neither empty nor huge and has no member that doesn't fit."""

    def read_list(raw: Any) -> list[Any] | None:
        if not isinstance(raw, list) or not 1 <= len(raw) <= LONGEST_LIST:
            return None
        members = [read(member) for member in raw]
        return None if None in members else members

    return read_list


def span_of(read: Callable[[Any], Any]) -> Callable[[Any], list[Any] | None]:
    """Read a pair of bounds, the lower first."""

    def read_span(raw: Any) -> list[Any] | None:
        match list_of(read)(raw):
            case [lower, upper] if lower <= upper:
                return [lower, upper]
        return None

    return read_span


texts = list_of(text)
choices = list_of(choice)
numbers = span_of(number)
dates = span_of(date)
