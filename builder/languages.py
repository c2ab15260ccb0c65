"""What languages are called."""

from __future__ import annotations

from django.utils.translation import get_language_info


def language_name(tag: str) -> str:
    """Name a language in the language of the page: "Deutsch", "Deutsch (AT)"; an unknown one by its tag."""
    try:
        info = get_language_info(tag.lower())
    except KeyError:
        return tag
    name = str(info["name_translated"])
    name = name[:1].upper() + name[1:]
    _language, _, region = tag.partition("-")
    return f"{name} ({region.upper()})" if region and "-" not in info["code"] else name
