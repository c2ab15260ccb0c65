"""The draft as the widget would show it, however unfinished it is."""

from __future__ import annotations

from typing import Any

from builder.document import compile
from builder.flows.locales import pick
from builder.models import Assistant
from builder.served import served_form


def draft_flow(assistant: Assistant, locale: str | None = None) -> dict[str, Any]:
    """Return the served form of a draft; its "version" is null, since nothing is frozen."""
    document = compile(assistant)
    chosen = pick(locale, document.locales, document.default_locale)
    return {**served_form("", None, document.to_json(), chosen), "version": None}
