"""Web origins: which websites may show a tenant's assistants."""

from __future__ import annotations

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What goes into a header must be a name and nothing that the header could read as more.
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")


def clean_origin(value: Any) -> str:
    """Return an origin as browsers write it: scheme, host in lower case, port if unusual.

    Takes what people paste, a whole page's address too. Raises ValidationError.
    """
    given = str(value).strip()
    parts = urlsplit(given if "://" in given else f"https://{given}")
    try:
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        host, port = "", None
    if parts.scheme not in {"http", "https"} or not (_NAME.fullmatch(host) or _is_ipv6(host)):
        raise ValidationError(
            _("“%(given)s” is no website. Write it like https://www.example.com."),
            params={"given": given[:80]},
        )
    if ":" in host:
        host = f"[{host}]"
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


def _is_ipv6(host: str) -> bool:
    try:
        return ipaddress.IPv6Address(host).scope_id is None
    except ValueError:
        return False


def clean_origins(values: Any) -> list[str]:
    """Return a list of origins without repeats. Raises ValidationError."""
    if not isinstance(values, list):
        raise ValidationError(_("Write one website per line."))
    return list(dict.fromkeys(clean_origin(value) for value in values))
