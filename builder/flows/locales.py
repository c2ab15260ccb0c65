"""Which language to speak."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

# The languages that end users can be asked in, with those variants that are written differently, as they
# name themselves. A new one needs its texts in messages/ and its formats in builder/fields/formats.json.
NAMES = {
    "de": "Deutsch",
    "de-AT": "Deutsch (Österreich)",
    "de-CH": "Deutsch (Schweiz)",
    "en": "English",
    "en-GB": "English (United Kingdom)",
    "da": "Dansk",
    "fr": "Français",
    "fr-CH": "Français (Suisse)",
    "nl": "Nederlands",
    "pl": "Polski",
    "tr": "Türkçe",
}


def name_of(locale: str) -> str:
    """Name a language as its speakers do; one that isn't known by its tag."""
    return NAMES.get(locale, locale)


def chain(locale: str) -> Iterator[str]:
    """Give the locales whose wording will do for one, the best first: de-AT, then de."""
    parts = locale.split("-")
    return ("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def wording(text: Mapping[str, Any], locale: str, default: str = "") -> Any:
    """Choose what a text says in a locale: de-AT, else de, else the default's; None where nothing is said."""
    order = (*chain(locale), *chain(default))
    return next((text[one] for one in order if text.get(one)), None)


def pick(wanted: str | None, available: Collection[str], default: str) -> str:
    """Choose a locale: de-AT, else de, else the default. Case and underscores don't matter."""
    known = {locale.lower(): locale for locale in available}
    parts = (wanted or "").replace("_", "-").lower().split("-")
    for length in range(len(parts), 0, -1):
        if found := known.get("-".join(parts[:length])):
            return found
    return default
