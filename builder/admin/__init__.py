"""Where customers design, check and publish their assistants."""

from __future__ import annotations

from builder.admin import assets, assistant, dashboard, field, step

__all__ = ["assets", "assistant", "dashboard", "field", "step"]
