"""What the visual builder's look panel offers: tokens with their names, presets, and what must differ."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from tenants import theme
from tenants.admin.look import COLOURS, FONTS, NAMES, SPACINGS
from tenants.looks import PRESETS


def look() -> dict[str, Any]:
    """Return what doesn't depend on the assistant."""
    return {
        "colours": list(COLOURS),
        "names": {token: str(name) for token, name in NAMES.items()},
        "signs": theme.SIGNS,
        "pairs": [
            {"one": one, "other": other, "least": least} for one, other, least in theme.pairs()
        ],
        "presets": [
            {"name": preset.name, "label": gettext(preset.label), "tokens": preset.tokens}
            for preset in PRESETS
        ],
        "fonts": _options(FONTS),
        "spacings": _options(SPACINGS),
        "most_radius": theme.MOST_RADIUS,
    }


def _options(names: dict[str, Any]) -> list[dict[str, str]]:
    return [{"value": value, "label": str(label)} for value, label in names.items()]
