"""What every way to deliver must be able to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import timedelta
from typing import Any, ClassVar

from django.utils.functional import Promise

from relay.files import Contents
from relay.results import Result, Sentences


class Channel(ABC):
    """A way to deliver. Subclasses are stateless; one object of each stands in CHANNELS."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    description: ClassVar[str | Promise]
    """What it is for, to whoever chooses."""
    sentences: ClassVar[Sentences] = {}
    """How this channel says an outcome, where that differs from what all say."""

    @abstractmethod
    def send(
        self, config: dict[str, Any], message_id: str, contents: Contents, deadline: timedelta
    ) -> Result:
        """Hand an enquiry over once; the same message_id tells the receiver a repeat."""

    def is_ready(self, config: dict[str, Any]) -> bool:
        """Tell whether a test that is accepted is all it takes to begin."""
        return True
