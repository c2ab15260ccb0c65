"""Which language to speak."""

from __future__ import annotations

from collections.abc import Collection


def pick(wanted: str | None, available: Collection[str], default: str) -> str:
    """Choose a locale: de-AT, else de, else the default. Case and underscores don't matter."""
    known = {locale.lower(): locale for locale in available}
    parts = (wanted or "").replace("_", "-").lower().split("-")
    for length in range(len(parts), 0, -1):
        if found := known.get("-".join(parts[:length])):
            return found
    return default
