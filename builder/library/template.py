from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from builder.flows.document import FlowDocument
from builder.library.writing import Json, Translated


@dataclass(frozen=True)
class Template:
    """An assistant to begin with; `write` gives its document for a company by its name."""

    slug: str
    name: Translated
    summary: Translated
    write: Callable[[str], Json]

    def document(self, company: str) -> FlowDocument:
        """Return what it asks, of whoever enquires with that company."""
        return FlowDocument.from_json(self.write(company))
