"""Names for assistants that nobody named."""

from __future__ import annotations

from builder.models import Assistant
from tenants.models import Tenant


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
