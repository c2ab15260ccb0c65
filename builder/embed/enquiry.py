"""What a hosted form hands over, and what its end user keeps of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Enquiry:
    """What a form sent, as the widget would have sent it, and in what request it came."""

    public_id: str
    version: uuid.UUID
    submission_id: str
    locale: str
    answers: dict[str, Any] = field(repr=False)
    meta: Mapping[str, Any] = field(default_factory=dict, repr=False)
    # By the ids that the answers name them with: what request.FILES holds.
    files: Mapping[str, Any] = field(default_factory=dict, repr=False)
    # Whether the field was filled in that people don't see.
    trapped: bool = False
    # From when the form was first handed out until it came back; None if its time isn't ours.
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What the end user keeps of an enquiry: its number, and where its receipt is."""

    reference: str
    receipt: str
    # Whom to turn to while it can't be delivered, in the end user's language.
    notice: str = ""
