"""`make bench`: requests a second against a plain counterpart, side by side, in turns.

Both sides run in one server process with the same middleware, database and broker; they
take turns round by round, so that whatever else the machine does falls on both. What is
printed is the median of the rounds' ratios, with the least and the greatest.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from zenflow.bench import load
from zenflow.bench.targets import Seeded, Side, Target, targets
from zenflow.processes import free_port, spawn, stop, wait_until
from zenflow.supervisor.parts import gunicorn, responds
from zenflow.testing.product import own_servers, without_settings
from zenflow.testing.servers import temporary_folder

ROOT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def server() -> Iterator[tuple[int, Seeded]]:
    """Run one server process on PostgreSQL and Valkey; give its port and what it serves."""
    with ExitStack() as stack:
        folder = temporary_folder()
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        (folder / "var" / "static").mkdir(parents=True)
        env = {
            **without_settings(),
            **own_servers(stack, folder),
            "VAR_DIR": str(folder / "var"),
            "DJANGO_SETTINGS_MODULE": "zenflow.bench.settings",
            "LOG_LEVEL": "ERROR",
        }
        seed = [sys.executable, "-m", "zenflow.bench.seed"]
        made = subprocess.run(seed, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        port = free_port()
        with (folder / "web.log").open("wb") as log:
            command = gunicorn("zenflow.wsgi:application", port, "1")
            web = spawn(command, env=env, cwd=ROOT, log=log)
        stack.callback(stop, web, within=10)
        if not wait_until(responds(port, "/health/ready"), within=60):
            raise SystemExit((folder / "web.log").read_text())
        yield port, Seeded(**json.loads(made.stdout))


def measure(port: int, side: Side, seconds: float) -> float:
    return load.run(port, side.make, seconds).rate(side.status)


def compare(port: int, target: Target, rounds: int, seconds: float) -> None:
    """Measure both sides in turns and print what came out."""
    for side in (target.ours, target.theirs):
        measure(port, side, min(1.0, seconds))  # the first requests load and compile
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(measure(port, target.ours, seconds))
        theirs.append(measure(port, target.theirs, seconds))
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    say(
        f"{target.name:<18}{statistics.median(ours):8.0f}/s   "
        f"{target.counterpart:<16}{statistics.median(theirs):8.0f}/s   "
        f"ratio {statistics.median(ratios):.2f}  ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    options = parser.parse_args()
    with server() as (port, seeded):
        say(
            f"{options.rounds} rounds of {options.seconds:g} s for each side; "
            f"{load.CONNECTIONS} connections, one server process, {os.cpu_count()} processors."
        )
        for target in targets(port, seeded):
            compare(port, target, options.rounds, options.seconds)
    return 0


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
