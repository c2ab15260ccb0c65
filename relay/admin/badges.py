"""States as coloured words; the colour never stands alone."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html

from relay.states import DeliveryState, DestinationState

_TONES: dict[str, str] = {
    DeliveryState.RETRY_WAIT: "attention",
    DeliveryState.BLOCKED: "attention",
    DeliveryState.WITHHELD: "attention",
    DeliveryState.ASKED: "attention",
    DeliveryState.DELIVERED: "right",
    DeliveryState.DEAD: "wrong",
    DestinationState.ACTIVE: "right",
    DestinationState.UNVERIFIED: "attention",
    DestinationState.GONE: "wrong",
}


def badge(row: Any) -> str:
    """Return the state of a delivery or a destination as a badge."""
    return worded(tone_of(row.state), row.get_state_display())


def worded(tone: str, words: str) -> str:
    """Return words as a badge."""
    return format_html('<span class="zf-badge zf-badge-{}">{}</span>', tone, words)


def tone_of(state: str) -> str:
    """Return which colour goes with a state."""
    return _TONES.get(state, "quiet")
