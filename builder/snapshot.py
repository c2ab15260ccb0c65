"""A draft at one moment, for whoever asks several things about it."""

from __future__ import annotations

from functools import cached_property

from builder import keys, staleness
from builder.compiling import Compiler
from builder.flows.document import FlowDocument
from builder.models import Assistant
from builder.rows import Rows
from builder.texts import Untranslated


class Snapshot:
    """What one request sees of a draft: each part is read or made once, when it is first asked."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    @cached_property
    def rows(self) -> Rows:
        return Rows.of(self.assistant)

    @cached_property
    def document(self) -> FlowDocument:
        return Compiler(self.rows).document()

    @cached_property
    def stale(self) -> list[Untranslated]:
        return staleness.stale(self.rows)

    @cached_property
    def frozen(self) -> dict[str, str]:
        """Keys and values that publishing has fixed: every published version is read for it."""
        return keys.frozen(self.assistant)
