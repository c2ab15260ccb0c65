"""How an assistant gets onto a website."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponseBase
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from builder.admin.visits import Visit
from builder.models import Assistant


def hosted_link(assistant: Assistant) -> str:
    """Return the address of the assistant's own page."""
    return hosted_address(assistant.public_id)


def hosted_address(name: str) -> str:
    """Return the address of the page that a public id, or a preview link's token, names."""
    return f"{settings.PUBLIC_URL}/h/{name}"


def snippet(assistant: Assistant) -> str:
    """Return the two lines that a customer pastes; the link is what shows without scripts."""
    with translation.override(assistant.default_locale):
        words = _("Send an enquiry")
    link = f'<a href="{escape(hosted_link(assistant))}">{escape(words)}</a>'
    return (
        f'<div data-zenflow="{assistant.public_id}">{link}</div>\n'
        f'<script async src="{escape(settings.PUBLIC_URL)}/e/v1.js"></script>'
    )


def snippet_page(visit: Visit) -> HttpResponseBase:
    return visit.show(
        "snippet.html",
        _("On your website"),
        snippet=snippet(visit.assistant),
        hosted_link=hosted_link(visit.assistant),
        origins=visit.assistant.tenant.allowed_origins,
    )
