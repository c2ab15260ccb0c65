"""What people type into our own controls, which no form of Django's reads."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

check_text = ProhibitNullCharactersValidator()


def fault(text: str) -> str:
    """Say what keeps a text out of PostgreSQL, which knows no NUL; "" for nothing."""
    try:
        check_text(text)
    except ValidationError as error:
        return str(error.message)
    return ""
