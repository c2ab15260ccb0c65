"""What differs between two documents, in sentences for somebody who has never coded."""

from __future__ import annotations

from builder.admin.comparing.changes import Change, Part
from builder.admin.comparing.documents import compare

__all__ = ["Change", "Part", "compare"]
