"""What a demo business is: its people, its look, its assistant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from builder.library.writing import Json


@dataclass(frozen=True)
class Business:
    """A made-up customer with one assistant; `slug` names its website and its secrets."""

    slug: str
    name: str
    legal_name: str
    contact: str
    privacy_url: str
    owner: tuple[str, str, str]
    """E-mail address, first name, last name."""
    assistant: str
    public_id: str
    document: Callable[[], Json]
    mailbox: str
    """Where its enquiries are mailed to."""
    theme: dict[str, Any] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    """Choice id to the name of its picture in demo/pictures/."""

    @property
    def recipient(self) -> Json:
        """Return who gets the enquiry, as the document has it."""
        return {"name": self.legal_name, "privacy_url": self.privacy_url, "contact": self.contact}
