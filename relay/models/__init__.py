"""What was answered: held sealed until its tenant has it, then destroyed.

No column of these tables may hold anything that an end user typed, in clear.
"""

from __future__ import annotations

from relay.models.delivery import Attempt, Delivery
from relay.models.destination import Destination
from relay.models.keys import EpochKey, KeyEpoch, Watermark
from relay.models.notice import Notice
from relay.models.submission import (
    HeldFile,
    HeldPayload,
    Receipt,
    Submission,
    make_reference,
)
from relay.models.sweep import Sweep

__all__ = [
    "Attempt",
    "Delivery",
    "Destination",
    "EpochKey",
    "HeldFile",
    "HeldPayload",
    "KeyEpoch",
    "Notice",
    "Receipt",
    "Submission",
    "Sweep",
    "Watermark",
    "make_reference",
]
