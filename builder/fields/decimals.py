"""Numbers as people type them; `widget/src/engine/more/decimals.ts` is the twin.

Numbers are held as whole ten-thousandths: exact, and the same in every engine. One rule says what a mark means:

1. Blanks and apostrophes group.
2. A point or comma that stands more than once groups. Where both stand, the later is the decimal sign.
3. One that stands once is the decimal sign. A point before exactly three digits groups, however, in
   a field that takes fewer than three decimals: "250.000" can be nothing else there.
4. What groups does so by threes, with one mark throughout, after a first group that isn't 0.

A comma is never taken for grouping on its own: "1,234" is no thousand to a German, and refusing it
is better than being wrong by that much. Nothing is rounded: decimals too many are refused.
"""

from __future__ import annotations

import re
from typing import Any

from .base import Invalid

PLACES = 4
MOST = int("9" * (15 + PLACES))
LONGEST = 40
# From so many decimals on, a point before three digits can be the decimal sign.
THOUSANDTHS = 3
# As `document.schema.json` has it, for what stands in configs.
DECIMAL = r"-?[0-9]{1,15}(\.[0-9]{1,4})?"

_ALIKE = str.maketrans("\u00a0\u2009\u202f\u2019\u2212", "   '-")
_GROUPED = r"[1-9][0-9]{0,2}([ '.,])[0-9]{3}(?:\1[0-9]{3})*"
_WHOLE = re.compile(rf"{_GROUPED}|[0-9]+")
_BY_POINTS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_DIGITS = re.compile(r"[0-9]*")


def read_number(text: str, decimals: int) -> int:
    """Read what was typed, in ten-thousandths. Raises Invalid."""
    plain = text.translate(_ALIKE)
    unsigned = plain.removeprefix("-")
    whole, mark, fraction = _split(unsigned, decimals)
    shaped = _WHOLE.fullmatch(whole) and _DIGITS.fullmatch(fraction)
    if len(text) > LONGEST or not shaped or (mark and not fraction):
        raise Invalid("invalid_number")
    # "5,00" says no more than "5" does.
    fraction = fraction.rstrip("0")
    if len(fraction) > decimals:
        raise Invalid("too_many_decimals", max=decimals) if decimals else Invalid("whole_number")
    digits = re.sub("[^0-9]", "", whole) + fraction.ljust(PLACES, "0")
    return -int(digits) if plain != unsigned else int(digits)


def _split(text: str, decimals: int) -> tuple[str, str, str]:
    mark = next((sign for sign in reversed(text) if sign in ".,"), "")
    groups = decimals < THOUSANDTHS and _BY_POINTS.fullmatch(text)
    if not mark or text.count(mark) > 1 or groups:
        return text, "", ""
    return text.partition(mark)


def scaled(decimal: Any) -> int | None:
    """Read a config's decimal string in ten-thousandths; None for what isn't one."""
    if not isinstance(decimal, str) or not re.fullmatch(DECIMAL, decimal):
        return None
    whole, _, fraction = decimal.partition(".")
    return int(whole + fraction.ljust(PLACES, "0"))


def decimal(number: int, least: int = 0) -> str:
    """Write ten-thousandths as a decimal string without needless zeros, but for `least` decimals."""
    digits = str(abs(number)).rjust(PLACES + 1, "0")
    fraction = digits[-PLACES:].rstrip("0").ljust(least, "0")
    return f"{'-' * (number < 0)}{digits[:-PLACES]}{'.' * bool(fraction)}{fraction}"
