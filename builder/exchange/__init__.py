"""An assistant as a file: taken along, kept, or brought in from elsewhere."""

from __future__ import annotations

from builder.exchange.bringing import create, replace
from builder.exchange.reading import MOST_BYTES, NotImportable, read
from builder.exchange.writing import export

__all__ = ["MOST_BYTES", "NotImportable", "create", "export", "read", "replace"]
