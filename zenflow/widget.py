"""The widget's own tools, for those who check it: installed by npm, never needed to run."""

from __future__ import annotations

import shutil
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "widget"
INSTALL = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]


def has_node() -> bool:
    """Say whether node and npm are on this machine."""
    return bool(shutil.which("node") and shutil.which("npm"))


def is_installed() -> bool:
    """Say whether what the lock file names has been installed since it changed."""
    installed, lock = FOLDER / "node_modules" / ".package-lock.json", FOLDER / "package-lock.json"
    return installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime
