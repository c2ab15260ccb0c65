"""What settings are called, by kind and name: the only place to touch for a new one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

# By (kind, name), else by name alone: (label, help).
LABELS: dict[str | tuple[str, str], tuple[Any, Any]] = {
    "min_length": (_("Shortest answer"), _("In characters. Leave empty for any length.")),
    "max_length": (_("Longest answer"), _("In characters. Leave empty for as long as possible.")),
    "pattern": (_("Made of"), _("What the answer may consist of.")),
    "min": (_("Smallest number"), _("Leave empty for no limit.")),
    "max": (_("Largest number"), _("Leave empty for no limit.")),
    ("currency", "min"): (_("Smallest amount"), _("Leave empty for no limit.")),
    ("currency", "max"): (_("Largest amount"), _("Leave empty for no limit.")),
    ("slider", "min"): (_("From"), _("The left end of the slider.")),
    ("slider", "max"): (_("To"), _("The right end of the slider.")),
    ("rating", "max"): (_("Number of points"), _("From 3 to 10; 1 is the lowest.")),
    ("multiple_choice", "min"): (_("Fewest choices"), _("Leave empty when one is enough.")),
    ("multiple_choice", "max"): (_("Most choices"), _("Leave empty when all may be chosen.")),
    ("group", "min"): (_("Fewest entries"), _("With 0 the group may be left empty.")),
    ("group", "max"): (_("Most entries"), _("At most 20.")),
    "decimals": (_("Decimal places"), _("0 takes whole numbers only.")),
    "unit": (_("Unit"), _("Stands behind the number: km, m², years.")),
    "step": (_("Step"), _("By how much the slider moves at once.")),
    "currency": (_("Currency"), ""),
    "low": (_("Words for the lowest point"), _("For example “not at all”. May stay empty.")),
    "high": (_("Words for the highest point"), _("For example “very much”. May stay empty.")),
    "earliest": (_("Earliest day"), _("Days before it aren't taken.")),
    "latest": (_("Latest day"), _("Days after it aren't taken.")),
    "min_age": (_("Youngest age"), _("In years, on the day of the enquiry.")),
    "max_age": (_("Oldest age"), _("In years, on the day of the enquiry.")),
    "statement": (
        _("Statement"),
        _("What people agree to, word for word. **Bold**, lists and links are possible."),
    ),
    ("statement", "statement"): (
        _("Text of the notice"),
        _("Shown between the questions. **Bold**, lists and links are possible."),
    ),
    "tone": (_("Appearance"), ""),
    "region": (_("Country of numbers without a country code"), ""),
    "country": (_("Country"), _("Decides what a postcode looks like.")),
    "salutation": (_("Ask for the salutation"), ""),
    "max_files": (_("Most files"), _("From 1 to 20.")),
    "max_mb": (
        _("Largest file in MB"),
        _("Leave empty for as much as this installation takes."),
    ),
    "types": (_("Files that are taken"), _("Their content decides, not their name.")),
    "item": (
        _("Name of an entry"),
        _("Stands above each one with its number: “Driver” becomes “Driver 1”."),
    ),
}

# By the setting's name: the words for each of its values.
VALUES: dict[str, dict[Any, Any]] = {
    "pattern": {
        None: _("Anything"),
        "digits": _("Digits only"),
        "letters": _("Letters only"),
        "letters_digits": _("Letters and digits only"),
        "web_address": _("Web address"),
        "vin": _("Vehicle identification number"),
    },
    "currency": {
        "EUR": _("Euro (€)"),
        "CHF": _("Swiss francs (CHF)"),
        "USD": _("US dollars ($)"),
        "GBP": _("Pounds sterling (£)"),
    },
    "tone": {"info": _("Calm notice"), "attention": _("Important notice")},
    "region": {"DE": _("Germany"), "AT": _("Austria"), "CH": _("Switzerland")},
    "country": {"DE": _("Germany"), "AT": _("Austria"), "CH": _("Switzerland")},
    "types": {
        "picture": _("Pictures (JPEG, PNG, WebP, GIF)"),
        "pdf": _("PDF"),
        "document": _("Documents (Word, Excel, OpenDocument, plain text)"),
    },
}
