"""What npm installs for those who check and test: the widget's own tools, and an example's library.

Nothing of it is needed to run Zenflow.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
FOLDER = _ROOT / "widget"
EXAMPLE = _ROOT / "docs" / "examples" / "node"
INSTALL = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]


def has_node() -> bool:
    """Say whether node and npm are on this machine."""
    return bool(shutil.which("node") and shutil.which("npm"))


def is_installed(folder: Path = FOLDER) -> bool:
    """Say whether what the lock file names has been installed since it changed."""
    installed, lock = folder / "node_modules" / ".package-lock.json", folder / "package-lock.json"
    return installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime


def install(folder: Path) -> None:
    """Install what the lock file names, unless that was done."""
    if not is_installed(folder):
        subprocess.run(INSTALL, check=True, cwd=folder, stdout=subprocess.DEVNULL)
