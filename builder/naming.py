"""Names of assistants: how one is kept that somebody gave, and one for what nobody named."""

from __future__ import annotations

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from builder.fields.text import trim
from builder.models import Assistant
from tenants.models import Tenant

# Letters and signs by their class, but nothing is drawn for them.
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"


def clean_name(name: str) -> str:
    """Return a name as it is kept: on one line, without blanks around it. Raises ValidationError.

    It needs something to be seen by: a list that names it by nothing has no way to it.
    """
    kept = trim(" ".join(name.split()))
    if not any(map(_is_seen, kept)):
        raise ValidationError(_("A name needs at least one letter, number or sign."))
    return kept


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _FILLERS


def free_name(tenant: Tenant, name: str, mark: str = "") -> str:
    """Return a name that the tenant hasn't given yet: the one asked for, marked or numbered."""
    taken = set(Assistant.objects.filter(tenant=tenant).values_list("name", flat=True))
    longest = Assistant._meta.get_field("name").max_length or 80
    number = 1
    while True:
        words = " ".join(filter(None, [mark, str(number) if number > 1 else ""]))
        suffix = f" ({words})" if words else ""
        found = name[: longest - len(suffix)] + suffix
        if found not in taken:
            return found
        number += 1
