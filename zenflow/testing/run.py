"""`make test`: see that a browser is there, run the tests on PostgreSQL, then some on SQLite."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from zenflow import widget
from zenflow.testing.chromium import MissingBrowserError, find_or_install

ROOT = Path(__file__).resolve().parent.parent.parent
PYTEST = [sys.executable, "-m", "pytest"]
NOTHING_COLLECTED = 5
COVERED = 80  # per cent of branches and lines, both runs together


def main(arguments: list[str]) -> int:
    try:
        os.environ["CHROMIUM"] = str(find_or_install())
    except MissingBrowserError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    if widget.has_node():
        widget.install(widget.FOLDER)
        widget.install(widget.EXAMPLE)
    if "--proofs" in arguments:
        arguments.remove("--proofs")
        return call([*PYTEST, "-m", "proof", *arguments])
    if arguments == ["--coverage"]:
        return everything(measured=True)
    if arguments:  # somebody works on something: their choice, once
        return call([*PYTEST, *arguments])
    return everything()


def everything(*, measured: bool = False) -> int:
    """Run all tests; SQLite first, so that the closing line is that of the whole suite.

    Measuring which branches they take makes them a third slower: that is asked for by itself.
    """
    # One more than there are cores: starts of servers and browsers leave some of the time idle.
    shared = ["-n", str(min(4, (os.cpu_count() or 1) + 1)), "--no-loadscope-reorder"]
    first = ["--cov", "--cov-report="] if measured else []
    then = [*first, "--cov-append", f"--cov-fail-under={COVERED}"] if measured else []
    on_sqlite = ["-m", "sqlite and not proof", "--databases=sqlite", "-q"]
    code = call([*PYTEST, *shared, *on_sqlite, *first])
    if code not in {0, NOTHING_COLLECTED}:
        return code
    return call([*PYTEST, "-m", "not proof", "-q", *shared, *then])


def call(command: list[str]) -> int:
    """Run a command in the root of the checkout; give its exit code."""
    return subprocess.run(command, check=False, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
