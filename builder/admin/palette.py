"""The kinds of questions, sorted the way people look for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_noop

from builder.fields import KINDS

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (gettext_noop("Text"), ("short_text", "long_text")),
    (
        gettext_noop("Choosing"),
        ("single_choice", "multiple_choice", "picture_choice", "dropdown", "yes_no", "rating"),
    ),
    (gettext_noop("Number and date"), ("number", "currency", "slider", "date", "birth_date")),
    (gettext_noop("Contact"), ("full_name", "email", "phone", "address", "postcode_city")),
    (
        gettext_noop("Further"),
        ("consent", "statement", "group", "file", "iban", "licence_plate"),
    ),
)


@dataclass(frozen=True)
class Offer:
    """A kind as the palette shows it."""

    name: str
    label: str
    description: str


def palette(*, within: bool = False) -> list[tuple[str, list[Offer]]]:
    """Return the kinds by group, in the language of the page; `within` for a group's fields."""
    groups = [(gettext(title), list(_offers(names, within))) for title, names in GROUPS]
    return [(title, offers) for title, offers in groups if offers]


def _offers(names: tuple[str, ...], within: bool) -> Iterator[Offer]:
    for name in names:
        kind = KINDS.get(name)
        if kind is not None and (kind.in_groups or not within):
            yield Offer(name, gettext(kind.label), gettext(kind.description))


def kind_choices(*, within: bool = False) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the palette as the options of a select."""
    return [
        (title, [(offer.name, offer.label) for offer in offers])
        for title, offers in palette(within=within)
    ]
