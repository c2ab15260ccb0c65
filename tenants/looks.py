"""Looks to begin with: each can be read on light screens and on dark ones."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop


@dataclass(frozen=True, slots=True)
class Preset:
    """A look with a name; its tokens are those that differ from the default look."""

    name: str
    label: str
    tokens: dict[str, str]


def _scheme(suffix: str, colours: str) -> dict[str, str]:
    """Name colours that are listed in the order of the tokens."""
    names = ("accent", "on_accent", "ink", "quiet", "surface", "paper", "line", "control")
    return {
        f"{name}{suffix}": f"#{colour}" for name, colour in zip(names, colours.split(), strict=True)
    }


def _preset(name: str, label: str, light: str, dark: str, **shape: str) -> Preset:
    return Preset(name, label, {**_scheme("", light), **_scheme("_dark", dark), **shape})


PRESETS = (
    Preset("fir", gettext_noop("Fir"), {}),
    _preset(
        "harbour",
        gettext_noop("Harbour"),
        "1a4f8b ffffff 10202f 4a5a6b ffffff f6f9fc d3dde7 6b7c8d",
        "8fc1f5 0c1722 e6eef6 a6b6c6 13202d 0c1722 293a4a 71869b",
        radius="6",
        font="geometric",
    ),
    _preset(
        "brick",
        gettext_noop("Brick"),
        "9a3412 ffffff 2a1711 66504a ffffff fcf8f5 e8dbd4 8a746c",
        "f2ab8b 21130d f4ebe6 c9b3a9 2a1a14 20130e 4a342b 96796c",
        radius="2",
        font="humanist",
    ),
    _preset(
        "meadow",
        gettext_noop("Meadow"),
        "3d6b1f ffffff 1a2412 525f49 ffffff f9fbf4 dbe3d1 75826a",
        "b0d98a 131a0d edf2e6 b3bfa6 1b2414 131a0d 34412a 7c8c6e",
        radius="14",
        font="humanist",
    ),
    _preset(
        "sun",
        gettext_noop("Sun"),
        "8a5a00 ffffff 261d0c 62573f ffffff fdfaf2 ebe1c8 857a60",
        "f3c65a 1d1709 f6f0e0 c8bd9f 261f10 1d170a 453b25 928667",
        radius="10",
        spacing="airy",
    ),
    _preset(
        "plum",
        gettext_noop("Plum"),
        "7a2a6b ffffff 26132a 624f66 ffffff fcf8fc e6d9e7 85708a",
        "e2a9d8 1c0f1f f3e9f4 c2afc6 261729 1c101f 43314a 8f7895",
        radius="18",
        font="humanist",
        spacing="airy",
    ),
    _preset(
        "slate",
        gettext_noop("Slate"),
        "334155 ffffff 14181f 505a68 ffffff f7f8fa d8dde3 707a87",
        "b9c6d8 11151b e9edf2 aab4c1 1a2028 11151b 333c48 77828f",
        radius="4",
        spacing="compact",
    ),
    _preset(
        "paper",
        gettext_noop("Paper"),
        "1c1917 ffffff 1c1917 57534e fffefb f8f5ee ddd7cb 79736a",
        "f5f1e8 1c1917 f2ede3 b8b0a3 1f1c19 171412 3b362f 857d72",
        radius="0",
        font="serif",
    ),
)
