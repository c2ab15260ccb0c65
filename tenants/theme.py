"""The look of a tenant's assistants: which tokens there are, and which colours can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LIGHT = {
    "accent": "#0f5c56",
    "on_accent": "#ffffff",
    "ink": "#12211f",
    "quiet": "#4a5c58",
    "surface": "#ffffff",
    "paper": "#fbfaf7",
    "line": "#d5ddda",
    "control": "#6b7f7a",
}
DARK = {
    "accent_dark": "#7fd1c7",
    "on_accent_dark": "#0e1716",
    "ink_dark": "#e8efed",
    "quiet_dark": "#a9b8b4",
    "surface_dark": "#15211f",
    "paper_dark": "#0e1716",
    "line_dark": "#2a3936",
    "control_dark": "#6f8680",
}
MOST_RADIUS = 24
FONTS = ("system", "humanist", "geometric", "serif", "host")
# A picture of the tenant's, by its checksum; it has no default.
LOGO = "logo"
SPACINGS = ("compact", "normal", "airy")
# What a theme that says nothing looks like.
DEFAULT = {**LIGHT, **DARK, "radius": "8", "font": "system", "spacing": "normal"}
# The colours of errors and notices are the same in every look.
SIGNS = {
    "wrong": "#b3261e",
    "attention": "#8a5410",
    "wrong_dark": "#f2a29b",
    "attention_dark": "#e8b45a",
}
# What must differ, and by how much: WCAG 2.2 AA asks 4.5 of text and 3 of frames. Each is mended
# by changing the first of the two, and changing them in this order mends a look as a whole.
TEXT, FRAME = 4.5, 3.0
PAIRS = (
    ("surface", "wrong", TEXT),
    ("surface", "attention", TEXT),
    ("ink", "surface", TEXT),
    ("quiet", "surface", TEXT),
    ("accent", "surface", TEXT),
    ("control", "surface", FRAME),
    ("on_accent", "accent", TEXT),
)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two colours that are too alike."""

    one: str
    other: str
    found: float
    least: float


_COLOUR, _CHECKSUM = re.compile(r"#[0-9a-f]{6}"), re.compile(r"[0-9a-f]{64}")
_WORDS: dict[str, tuple[str, ...]] = {
    "radius": tuple(str(radius) for radius in range(MOST_RADIUS + 1)),
    "font": FONTS,
    "spacing": SPACINGS,
}


def is_valid(token: str, value: str) -> bool:
    """Tell whether a token may have a value: pages are given nothing else."""
    if token in LIGHT or token in DARK:
        return _COLOUR.fullmatch(value) is not None
    if token == LOGO:
        return _CHECKSUM.fullmatch(value) is not None
    return value in _WORDS.get(token, ())


def differing(theme: Mapping[str, str], general: Mapping[str, str]) -> dict[str, str]:
    """Return what a theme says that the general one doesn't say anyway."""
    return {token: value for token, value in theme.items() if general.get(token) != value}


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in (part / 255 for part in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lower, higher = sorted((luminance(one), luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def pairs() -> Iterator[tuple[str, str, float]]:
    """List which tokens must differ and by how much, for light screens and dark ones."""
    for suffix in ("", "_dark"):
        for one, other, least in PAIRS:
            yield one + suffix, other + suffix, least


def alike(theme: Mapping[str, str]) -> list[Alike]:
    """List the colours of a theme that can't be told apart well enough."""
    look = DEFAULT | SIGNS | dict(theme)
    found = [(one, other, contrast(look[one], look[other]), least) for one, other, least in pairs()]
    return [Alike(*pair) for pair in found if pair[2] < pair[3]]


def nearest(colour: str, other: str, least: float) -> str:
    """Return the colour nearest to one that differs enough from another.

    1. Ways lead to black and to white in 255 steps; on each, the first colour that differs
       enough counts, and of the two the one that is less far away; black if they are as far.
    2. Black or white differ from any colour by 4.58 at least, which is more than is ever asked.
    3. In whole numbers, so that the visual builder finds the same (vectors/contrast.json).
    """
    parts = _parts(colour)
    found = [way for end in (0, 255) if (way := _first(parts, end, other, least))]
    return min(found, key=lambda way: way[0])[1] if found else colour


def _first(parts: list[int], end: int, other: str, least: float) -> tuple[int, str] | None:
    """Return how far away the first colour is that differs enough, on the way to grey `end`."""
    for step in range(256):
        mixed = [(part * (255 - step) + end * step + 127) // 255 for part in parts]
        way = "#{:02x}{:02x}{:02x}".format(*mixed)
        if contrast(way, other) >= least:
            return sum((one - two) ** 2 for one, two in zip(parts, mixed, strict=True)), way
    return None


def mended(theme: Mapping[str, str]) -> dict[str, str]:
    """Return a theme in which every pair of colours can be told apart, changed as little as can be."""
    look = DEFAULT | SIGNS | dict(theme)
    changed = dict(theme)
    for one, other, least in pairs():
        if contrast(look[one], look[other]) < least:
            look[one] = changed[one] = nearest(look[one], look[other], least)
    return changed
