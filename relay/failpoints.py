"""Named moments at which a crash would hurt most: tests end or stop a process right there.

Outside of tests nothing listens, and reaching one costs a comparison. No setting and no variable
changes that: only the settings of zenflow/testing/faults.py put a listener here.
"""

from __future__ import annotations

from collections.abc import Callable

POINTS = {
    "storing": "an enquiry is sealed, and nothing of it is stored",
    "accepted": "an enquiry is durable, and no message tells of it",
    "sent": "the receiver has answered, and nothing is recorded",
    "settling": "everything is recorded, and nothing committed",
    "settled": "everything is committed, and the task not acknowledged",
}

listener: Callable[[str], None] | None = None


def reach(point: str) -> None:
    """Say that a process is at one of the POINTS."""
    if listener is not None:
        listener(point)
