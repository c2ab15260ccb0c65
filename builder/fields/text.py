"""Text as both engines read it; `widget/src/engine/text.ts` is the twin, character for character.

Nothing here asks the platform what a space or a lower-case letter is: Python and browsers carry
different versions of Unicode, and a rule that depends on one would let the two engines disagree.
"""

from __future__ import annotations

import re
import unicodedata

# What is cut off at both ends. Zero-width space, word joiner and byte order mark are among them:
# an answer made of nothing else looks empty to everybody who reads it.
BLANKS = (
    "\t\n\v\f\r \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_IN_LINES = re.compile("[\x01-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_END = re.compile("\r\n?")
# Runs in which every Unicode version since 14 normalises alike: the basic plane without the marks
# that came later. What lies beyond (emoji, historic scripts) is left as it was typed.
_STABLE = re.compile("[^\u0897\u0ece\u1acf-\u1aff\u20f1-\u20ff\U00010000-\U0010ffff]+")
# Very many marks upon one letter: a platform takes their number squared to put them in order.
_MARKS = "".join(
    mark
    for mark in map(chr, range(0x300, 0x10000))
    if unicodedata.combining(unicodedata.normalize("NFD", mark)[0])
)
_MANY_MARKS = re.compile(f"[{_MARKS}]{{32,}}")
_LATIN_GREEK_CYRILLIC = re.compile("[A-Z\xb5-\u052f\u1e00-\u1fff]")


def unreadable(text: str) -> bool:
    """Tell whether the text holds what no store or mail can carry: NUL or half a character."""
    return _UNREADABLE.search(text) is not None


def has_control(text: str, *, lines: bool) -> bool:
    """Tell whether control characters remain; with `lines`, line feeds and tabs are welcome."""
    return (_CONTROL_IN_LINES if lines else _CONTROL).search(text) is not None


def compose(text: str) -> str:
    """Bring the text into NFC, so far as all Unicode versions since 14 agree about it."""
    return _STABLE.sub(lambda run: _nfc(run.group()), text)


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", _MANY_MARKS.sub(_in_order, text))


def _in_order(marks: re.Match[str]) -> str:
    """Put marks in the order that normalising puts them in; it finds nothing left to move then."""
    bare = "".join(unicodedata.normalize("NFD", mark) for mark in marks.group())
    return "".join(sorted(bare, key=unicodedata.combining))


def trim(text: str) -> str:
    """Cut blanks off both ends."""
    return text.strip(BLANKS)


def normalise(text: str) -> str:
    """Give the text the one shape in which it is measured, compared and sent."""
    return trim(compose(_LINE_END.sub("\n", text)))


def fold(text: str) -> str:
    """Make upper and lower case equal: Latin, Greek and Cyrillic letters, and ß equals ss."""
    lowered = _LATIN_GREEK_CYRILLIC.sub(lambda letter: letter.group().lower(), text)
    return lowered.replace("ß", "ss").replace("ς", "σ")
