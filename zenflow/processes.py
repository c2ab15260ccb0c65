"""Start child processes that do not outlive us, and stop them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1
LOOPBACK = "127.0.0.1"

# Loaded before any fork: a child that has become another user may not be able to read the library.
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def spawn(
    argv: Sequence[str | Path],
    *,
    log: IO[bytes] | int | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    user: int | None = None,
    group: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own; the kernel ends it when we die.

    1. A session of its own keeps Ctrl-C from reaching it: we stop children in order.
    2. Linux sends SIGTERM when the *thread* that forked ends: call this from the main thread.
    3. Elsewhere nothing ends an orphan: only a killed (not a stopped) parent leaves one.
    """
    became: dict[str, Any] = {}
    if user is not None:
        became = {"user": user, "group": group, "extra_groups": []}
    return subprocess.Popen(
        [str(part) for part in argv],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT if log is not None else None,
        env=None if env is None else dict(env),
        cwd=cwd,
        start_new_session=True,
        preexec_fn=_tied_to(os.getpid()),
        **became,
    )


def _tied_to(parent: int) -> Callable[[], None] | None:
    if LIBC is None:
        return None
    libc = LIBC

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before we were tied
            os._exit(1)

    return tie


def stop(process: subprocess.Popen[bytes], *, within: float, ask: int = signal.SIGTERM) -> bool:
    """Ask a process to end, then end its whole group; say whether asking was enough."""
    if process.poll() is None:
        process.send_signal(ask)
    try:
        process.wait(within)
        asked = True
    except subprocess.TimeoutExpired:
        asked = False
    end_group(process)
    process.wait()
    return asked


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill whatever is left in the session that a process led."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()


def wait_until(true: Callable[[], bool], *, within: float, every: float = 0.02) -> bool:
    """Ask again and again until something is true; say whether it became so in time."""
    deadline = time.monotonic() + within
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


def answers(address: tuple[str, int] | str) -> bool:
    """Say whether something accepts connections at a TCP address or on a unix socket."""
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(address) == 0


def is_free(port: int) -> bool:
    """Say whether nobody listens on a loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Find a free port below those that the system hands to outgoing connections."""
    for _ in range(200):
        port = random.randint(20_000, 32_000)
        if is_free(port):
            return port
    raise RuntimeError("No free port between 20000 and 32000.")
