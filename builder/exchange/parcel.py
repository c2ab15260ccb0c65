"""What a file holds: docs/import-export.md describes it for whoever writes or reads one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from builder.flows.document import FlowDocument
from builder.staleness import StaleMark

FORMAT = "zenflow-assistant"
VERSION = 1


@dataclass(frozen=True)
class Availability:
    """When an assistant is open, for how many, and what is said when it is not."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    cap: int | None = None
    closed_text: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Parcel:
    """An assistant, as a file brings it: read and checked, but nobody's yet."""

    name: str
    document: FlowDocument
    availability: Availability
    stale: tuple[StaleMark, ...]
    # By the hash under which the document names them: the bytes, still unread.
    pictures: dict[str, bytes]
