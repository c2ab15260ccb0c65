"""What tells a machine that fills in forms from a person: a field that nobody sees, and haste.

Both are seen by the server alone: the browser's clock is not asked, the time is ours and signed.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.core import signing
from django.utils import timezone

_SIGNER = signing.Signer(salt="zenflow/form-begun")


def begin() -> str:
    """Return the time at which a form is handed out, signed, to travel with it."""
    return _SIGNER.sign(str(int(timezone.now().timestamp())))


def seconds_since(begun: str) -> float | None:
    """Return how long ago that was; None for what we didn't sign."""
    try:
        return timezone.now().timestamp() - int(_SIGNER.unsign(begun))
    except signing.BadSignature:
        return None


def is_trapped(sent: Mapping[str, str]) -> bool:
    """Tell whether the field was filled in that people don't see."""
    return bool(sent.get("more"))
