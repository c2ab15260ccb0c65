"""Numbers as people type them: with blanks, dashes and letters in any case."""

from __future__ import annotations

import re

from .text import BLANKS

# Every stroke that a phone's keyboard, a letter or a bank's statement puts between groups.
DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\\-"
GAPS = f"[{BLANKS}{DASHES}]"
_GAPS = re.compile(GAPS)
_SMALL = re.compile("[a-zäöü]")


def compact(text: str) -> str:
    """Take blanks and dashes out."""
    return _GAPS.sub("", text)


def capitals(text: str) -> str:
    """Write German letters large; no others, so that both engines agree about all of them."""
    return _SMALL.sub(lambda letter: letter.group().upper(), text)
