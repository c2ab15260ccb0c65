"""Make .venv, fill it with exactly what is pinned, then start what was asked for.

Standard library alone: it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UV = PYTHON.with_name("uv.exe" if os.name == "nt" else "uv")
STAMP = VENV / "zenflow.stamp"
RUNTIME, DEVELOPMENT, INSTALLER = (ROOT / f"requirements{kind}.txt" for kind in ("", "-dev", "-uv"))

COMMANDS = {
    "run": (RUNTIME, ["-m", "zenflow.supervisor"]),
    "test": (DEVELOPMENT, ["-m", "zenflow.testing.run"]),
    "prove": (DEVELOPMENT, ["-m", "zenflow.testing.run", "--proofs"]),
    "coverage": (DEVELOPMENT, ["-m", "zenflow.testing.run", "--coverage"]),
    "check": (DEVELOPMENT, ["-m", "zenflow.check"]),
    "bench": (DEVELOPMENT, ["-m", "zenflow.bench"]),
    "demo-reset": (RUNTIME, ["-m", "zenflow.supervisor.demo_reset"]),
}
UNREACHED = re.compile(
    r"dns error|name resolution|name or service not known|nodename nor servname|getaddrinfo"
    r"|connection (error|refused|reset|broken|aborted)|connecterror|newconnectionerror"
    r"|network is unreachable|no route to host|timed? ?out|failed to fetch|proxyerror"
    r"|error sending request|no matching distribution found|could not connect",
    re.IGNORECASE,
)
PASSWORD = re.compile(r"//[^/@\s]+@")


class CannotInstallError(Exception):
    """The packages can't be installed; the message is for a person."""


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        return say(f"Say what to start: {', '.join(COMMANDS)}.")
    requirements, module = COMMANDS[arguments[0]]
    try:
        with one_at_a_time():
            install(requirements)
    except CannotInstallError as error:
        return say(str(error))
    except KeyboardInterrupt:
        return say("Stopped before everything was installed; the next start goes on.")
    return start([*module, *arguments[1:]])


def say(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201
    return 1


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the checkout while it is set up: a second start waits and finds it done."""
    if os.name == "nt":
        yield
        return
    import fcntl

    handle = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def install(requirements: Path) -> None:
    """Bring .venv up to date; do nothing when its stamp says that it is."""
    fresh = {stamp(DEVELOPMENT), stamp(requirements)}  # the development set holds the other
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() in fresh:
        return
    say(f"Installing the packages of {requirements.name} into .venv ...")
    STAMP.unlink(missing_ok=True)
    make_venv()
    if not sync_with_uv(requirements):
        sync_with_pip(requirements)
    STAMP.write_text(stamp(requirements))


def stamp(requirements: Path) -> str:
    """Name the state that .venv has once it holds these requirements."""
    state = hashlib.sha256(f"{sys.version} {sys.base_prefix} {VENV}".encode())
    for pins in sorted({RUNTIME, requirements}):
        state.update(pins.read_bytes())
    return state.hexdigest()


def make_venv() -> None:
    """Make .venv anew unless this very Python made it."""
    ours = f"{sys.version} {sys.base_prefix} {VENV}"
    made_by = VENV / "zenflow.python"
    if PYTHON.exists() and made_by.exists() and made_by.read_text() == ours:
        return
    # Without pip inside it takes 0.1 s instead of 3; pip outside installs into it.
    bare = ["--without-pip"] if has_pip() else []
    made = attempt([sys.executable, "-I", "-m", "venv", "--clear", *bare, VENV])
    if made is not None:
        raise CannotInstallError(
            "Python can't make a virtual environment here. On Debian and Ubuntu: "
            f"apt-get install python3-venv python3-pip. Python said: {made}"
        )
    made_by.write_text(ours)


def has_pip() -> bool:
    return importlib.util.find_spec("pip") is not None


def pip(*arguments: str | Path) -> str | None:
    caller: list[str | Path] = [PYTHON, "-I", "-m", "pip"]
    if has_pip():
        caller = [sys.executable, "-I", "-m", "pip", "--python", PYTHON]
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries", "1"]
    return attempt([*caller, "install", *quiet, *arguments])


def sync_with_uv(requirements: Path) -> bool:
    """Install with uv, itself pinned; say whether that worked.

    Where uv has no build, or can't use the index that pip is set up for, pip takes over.
    """
    if pip("--require-hashes", "--no-deps", "-r", INSTALLER) is not None:
        return False
    # Compiled now: where Python may not write its caches, each start would compile everything.
    options = ["--quiet", "--require-hashes", "--compile-bytecode", "--python", str(PYTHON)]
    return attempt([UV, "pip", "sync", *options, str(requirements)]) is None


def sync_with_pip(requirements: Path) -> None:
    """Install with pip; unlike uv it leaves packages that are no longer pinned."""
    said = pip("--require-hashes", "--no-deps", "-r", requirements)
    if said is None:
        return
    if UNREACHED.search(said):
        raise CannotInstallError(
            "The Python package index could not be reached, so Zenflow's packages are not "
            "installed. Check the connection (or the proxy) and try again."
        )
    raise CannotInstallError(f"{requirements.name} could not be installed. pip said: {said}")


def attempt(command: Sequence[str | Path]) -> str | None:
    """Run a command quietly; give None, or the end of what it said when it failed."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            cwd=ROOT,
        )
    except OSError as error:
        return str(error)
    said = PASSWORD.sub("//", done.stdout.decode(errors="replace")).strip()
    return None if done.returncode == 0 else said[-1500:] or f"exit code {done.returncode}"


def start(arguments: list[str]) -> int:
    """Become the program that was asked for, so that signals reach it directly."""
    os.chdir(ROOT)
    command = [str(PYTHON), *arguments]
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    sys.stdout.flush()
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
