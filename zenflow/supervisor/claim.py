"""Keep two starts apart: one lock on the folder of the data, and ports that are free."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from zenflow.processes import is_free, wait_until

# A start right after a kill finds the port held until the last request has been answered.
PORT_WITHIN = 5.0


class CannotStartError(Exception):
    """The product can't start; the message is for a person and says what to do."""


def claim_folder(folder: Path) -> int:
    """Lock the folder for as long as this process lives; refuse when another holds it."""
    handle = os.open(folder / "supervisor.lock", os.O_RDWR | os.O_CREAT, 0o600)
    if sys.platform == "win32":
        return handle
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        holder = os.read(handle, 20).decode().strip() or "unknown"
        os.close(handle)
        raise CannotStartError(
            f"Zenflow already runs with the data in {folder} (process {holder}). "
            "Stop that one, or set VAR_DIR to another folder."
        ) from None
    os.ftruncate(handle, 0)
    os.write(handle, str(os.getpid()).encode())
    return handle


def claim_port(port: int, setting: str) -> None:
    """Refuse a port that somebody listens on: with SO_REUSEPORT two would silently share it."""
    if not wait_until(lambda: is_free(port), within=PORT_WITHIN, every=0.1):
        raise CannotStartError(
            f"Port {port} is taken by another program. Stop it, or choose another port: "
            f"{setting}={port + 10} make run"
        )
