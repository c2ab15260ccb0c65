"""Assistants to begin with, each written by somebody who knows the trade."""

from __future__ import annotations

from builder.library import (
    bathroom,
    cleaning,
    dentist,
    event,
    heat_pump,
    household,
    leasing,
    moving,
    roof,
    solar,
    tax_adviser,
    wallbox,
)
from builder.library.template import Template

# In the order in which the gallery shows them.
TEMPLATES: dict[str, Template] = {
    one.TEMPLATE.slug: one.TEMPLATE
    for one in (
        household,
        roof,
        solar,
        heat_pump,
        wallbox,
        bathroom,
        moving,
        cleaning,
        dentist,
        event,
        leasing,
        tax_adviser,
    )
}
