"""What the staff's overview says while keys are missing."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from relay import missing_keys
from tenants.sites import Card


def to_staff(request: HttpRequest) -> list[Card]:
    """Warn whoever runs the instance, as long as something can be saved. Two queries."""
    missing = missing_keys.find()
    if not missing:
        return []
    text = _(
        "Keys of held enquiries are not in the keys database. Check KEYS_DATABASE_URL, and bring "
        "them back within a day: then these enquiries are lost."
    )
    if missing.master_kids:
        text = _(
            "Held enquiries can't be opened without the master keys %(kids)s. Put them back into "
            "MASTER_KEYS."
        ) % {"kids": ", ".join(sorted(missing.master_kids))}
    return [
        Card(
            title=_("Keys are missing"),
            text=text,
            href=reverse("health-work"),
            action=_("Show what monitoring sees"),
            order=-2,
            attention=True,
        )
    ]
