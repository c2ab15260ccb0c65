"""The shapes that a line of text can be asked to have; `widget/src/engine/more/patterns.ts` is the twin.

A pattern is chosen from this list and never written by a customer: engines read regular
expressions differently, and some take minutes over a single line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


def _as_typed(text: str) -> str:
    return text


def _bare_capitals(text: str) -> str:
    """Write a VIN as papers have it: small letters and the blanks of groups are only typing."""
    return re.sub("[a-z]", lambda letter: letter.group().upper(), text.replace(" ", ""))


@dataclass(frozen=True, slots=True)
class Pattern:
    """What must match, after `shape` has put the text in order, and the code if it doesn't."""

    code: str
    matches: re.Pattern[str]
    shape: Callable[[str], str] = _as_typed


# Letters of European languages, listed: what a platform calls a letter depends on its Unicode.
_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u0373\u0376-\u0377\u037b-\u037d\u0386"
    "\u0388-\u03ff\u0400-\u0481\u048a-\u052f\u1e00-\u1eff"
)
# Letters beyond ASCII are welcome in addresses, but for the blanks among them.
_BEYOND = "\u00a1-\u167f\u1681-\u1fff\u2070-\u2fff\u3001-\ufefe\uff00-\U0010ffff"
_LABEL = f"[0-9A-Za-z{_BEYOND}][-0-9A-Za-z{_BEYOND}]{{0,62}}"
_REST = f"[!#-;=?-~{_BEYOND}]*"
_WEB_ADDRESS = rf"(?:https?://)?(?:{_LABEL}\.)+(?![0-9]+(?:[:/?#]|\Z)){_LABEL}(?::[0-9]{{1,5}})?(?:[/?#]{_REST})?"

PATTERNS: dict[str, Pattern] = {
    "digits": Pattern("not_digits", re.compile("[0-9]+")),
    "letters": Pattern("not_letters", re.compile(f"[{_LETTERS}][{_LETTERS} '\u2019.-]*")),
    "letters_digits": Pattern("not_letters_digits", re.compile(f"[{_LETTERS}0-9 -]+")),
    "web_address": Pattern("invalid_web_address", re.compile(_WEB_ADDRESS)),
    # Neither I nor O nor Q: they look like 1 and 0. Europe has no check digit to go by.
    "vin": Pattern("invalid_vin", re.compile("[A-HJ-NPR-Z0-9]{17}"), _bare_capitals),
}
