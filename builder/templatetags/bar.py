"""The pages of an assistant that its bar keeps behind one button."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from builder.models import Assistant

register = template.Library()


@register.inclusion_tag("builder/more_pages.html")
def more_pages(assistant: Assistant, here: str, may_change: bool) -> dict[str, Any]:
    """List what is needed less often than designing and publishing; `here` is where one is."""
    offered = {
        "translations": _("Translations") if may_change and len(assistant.locales) > 1 else "",
        "look": _("Look") if may_change else "",
        "versions": _("Versions"),
        "snippet": _("Snippet"),
        "availability": _("Availability") if may_change else "",
        "manage": _("Manage"),
    }
    pages = [
        {"label": label, "href": _href(name, assistant), "here": name == here}
        for name, label in offered.items()
        if label
    ]
    return {"pages": pages, "current": next((one for one in pages if one["here"]), None)}


def _href(name: str, assistant: Assistant) -> str:
    page = "builder_assistantlook_change" if name == "look" else f"builder_assistant_{name}"
    return reverse(f"admin:{page}", args=[assistant.pk])
