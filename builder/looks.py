"""What stands against a look: colours that can't be told apart."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from builder.flows.document import FlowDocument
from builder.flows.findings import ERRORS, Finding, finding
from tenants import theme

ERRORS["too_alike"] = gettext_noop(
    "“%(one)s” and “%(other)s” are too alike to be read well: the contrast is %(found)s to 1, and "
    "at least %(least)s to 1 is needed. %(nearest)s would do for “%(one)s”."
)


def check_look(document: FlowDocument) -> list[Finding]:
    """Refuse pairs of colours below AA, each with the nearest colour that would do."""
    look = theme.DEFAULT | theme.SIGNS | document.theme
    return [
        finding(
            "too_alike",
            {},
            one=pair.one,
            other=pair.other,
            found=pair.found,
            least=pair.least,
            nearest=theme.nearest(look[pair.one], look[pair.other], pair.least),
        )
        for pair in theme.alike(document.theme)
    ]
