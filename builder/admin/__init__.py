"""Where customers design, check and publish their assistants."""

from __future__ import annotations

from builder.admin import assets, assistant, dashboard, field, look, step, variable

__all__ = ["assets", "assistant", "dashboard", "field", "look", "step", "variable"]
