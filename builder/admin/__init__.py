"""Where customers design, check and publish their assistants."""

from __future__ import annotations

from builder.admin import assistant, dashboard, field, step

__all__ = ["assistant", "dashboard", "field", "step"]
