"""See which processes belong to a folder of data, wherever they have been reparented to."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

PROC = Path("/proc")


def processes_of(folder: Path) -> dict[int, str]:
    """Give each process of this VAR_DIR its command line; without /proc, none."""
    found: dict[int, str] = {}
    for entry in PROC.iterdir() if PROC.exists() else ():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):  # it ended, or it is not ours to look at
            if _belongs(entry, folder):
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
                found[int(entry.name)] = command.decode(errors="replace").strip()
    return {pid: command for pid, command in found.items() if command}  # the rest are zombies


def _belongs(entry: Path, folder: Path) -> bool:
    """Judge by the environment at the start, or by the working folder: Valkey wipes the first."""
    if f"VAR_DIR={folder}".encode() in (entry / "environ").read_bytes().split(b"\0"):
        return True
    return (entry / "cwd").readlink().is_relative_to(folder)
