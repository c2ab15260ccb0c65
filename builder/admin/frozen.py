"""What publishing has fixed: keys and values by which the tenant's systems know answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from builder import keys
from builder.models import Assistant

FROZEN = _("It was published under this name, and your systems know it by it. It stays.")


def frozen(assistant: Assistant) -> dict[str, str]:
    """Return what is fixed by publishing, read once per page: it reads every version."""
    found: dict[str, str] | None = getattr(assistant, "_frozen_names", None)
    if found is None:
        found = keys.frozen(assistant)
        assistant._frozen_names = found  # type: ignore[attr-defined]
    return found
