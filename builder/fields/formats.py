"""How numbers, amounts and days are said in a language; `widget/src/engine/more/formats.ts` is the twin.

Both read `formats.json`: what a platform knows of a language differs from version to version.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

SIGNS = {"EUR": "€", "CHF": "CHF", "USD": "$", "GBP": "£"}
# Years and house numbers have four digits: only longer numbers are grouped where nothing is counted.
GROUPED_FROM = 5
_NO_BREAK = "\u00a0"


def say_number(decimal: str, locale: str, unit: str = "", grouped_from: int = GROUPED_FROM) -> str:
    """Say a decimal string: "-1234567.5" is "-1.234.567,5" in German."""
    form = said_in(locale)
    whole, _, fraction = decimal.lstrip("-").partition(".")
    if len(whole) >= grouped_from:
        whole = re.sub(r"\B(?=(?:[0-9]{3})+$)", form["group"], whole)
    number = f"{'-' * decimal.startswith('-')}{whole}{form['decimal'] * bool(fraction)}{fraction}"
    return f"{number}{_NO_BREAK}{unit}" if unit else number


def say_money(decimal: str, locale: str, currency: str) -> str:
    """Say an amount: "-1234.50" of "EUR" is "-€1,234.50" in English."""
    form, sign = said_in(locale), SIGNS.get(currency, currency)
    amount = say_number(decimal.lstrip("-"), locale, grouped_from=4)
    # A sign of letters must not run into the figures.
    if sign.isalpha() and form["money"].startswith("{sign}{"):
        sign += _NO_BREAK
    said: str = form["money"].replace(" ", _NO_BREAK).format(amount=amount, sign=sign)
    return "-" * decimal.startswith("-") + said


def say_day(day: str, locale: str) -> str:
    """Say an ISO day: "1985-03-12" is "12.03.1985" in German, "12 March 1985" in English."""
    form, (year, mm, dd) = said_in(locale), day.split("-")
    month = form["months"][int(mm) - 1] if form["months"] else ""
    said: str = form["date"].format(dd=dd, mm=mm, d=int(dd), month=month, year=year)
    return said


def said_in(locale: str) -> dict[str, Any]:
    """Give the formats of a locale's language, else those of German."""
    return _formats().get(locale.partition("-")[0]) or _formats()["de"]


@cache
def _formats() -> dict[str, dict[str, Any]]:
    path = Path(__file__).with_suffix(".json")
    loaded: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
