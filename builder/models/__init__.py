"""Rows that customers edit, and the versions that everything else reads."""

from __future__ import annotations

from builder.models.asset import Asset
from builder.models.assistant import Assistant, AssistantLook, RevisionConflict
from builder.models.check import Check
from builder.models.field import Choice, Field
from builder.models.preview_link import PreviewLink
from builder.models.step import Ending, Route, Step
from builder.models.text import Text
from builder.models.variable import Variable
from builder.models.version import FlowVersion

__all__ = [
    "Asset",
    "Assistant",
    "AssistantLook",
    "Check",
    "Choice",
    "Ending",
    "Field",
    "FlowVersion",
    "PreviewLink",
    "RevisionConflict",
    "Route",
    "Step",
    "Text",
    "Variable",
]
