"""Find a Chromium, or install one where we may."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

PACKAGE = "chromium-headless-shell"
NAMES = [
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome-headless-shell",
]
PLACES = [
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
]
SENTENCE = (
    "The tests drive a Chromium, and none was found. Install one "
    f"(Debian and Ubuntu: sudo apt-get install {PACKAGE}, or chromium), "
    "or set CHROMIUM to the path of one."
)


class MissingBrowserError(Exception):
    """There is no Chromium; the message says how to get one."""


def find() -> Path | None:
    """Give the path of a Chromium: $CHROMIUM, else the first on PATH."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        if not os.access(chosen, os.X_OK):
            raise MissingBrowserError(f"CHROMIUM is set to {chosen}, which can't be started.")
        return Path(chosen)
    found = (shutil.which(name) for name in NAMES)
    on_path = next((Path(path) for path in found if path), None)
    return on_path or next((path for path in PLACES if path.exists()), None)


def find_or_install() -> Path:
    """Find a Chromium; as root on a system with apt, install one first if need be."""
    if (path := find()) is not None:
        return path
    apt = shutil.which("apt-get")
    if apt is not None and os.geteuid() == 0:
        for words in ("update", f"install -y --no-install-recommends {PACKAGE}"):
            subprocess.run(
                [apt, "-q", *words.split()],
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                check=False,
            )
    if (path := find()) is None:
        raise MissingBrowserError(SENTENCE)
    return path
