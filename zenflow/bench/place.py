"""What a measurement needs around it: databases, broker, a server, a receiver, workers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from zenflow.bench.targets import Seeded
from zenflow.processes import LOOPBACK, free_port, spawn, stop, wait_until
from zenflow.supervisor.parts import gunicorn, listens, responds
from zenflow.testing.product import own_servers, without_settings
from zenflow.testing.servers import temporary_folder

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Place:
    """PostgreSQL, Valkey and a receiver of its own; the database is seeded."""

    folder: Path
    env: Mapping[str, str]
    seeded: Seeded
    receiver: int

    @contextmanager
    def server(self) -> Iterator[int]:
        """Run one server process; give its port."""
        port = free_port()
        with self._running("web", gunicorn("zenflow.wsgi:application", port, "1")) as log:
            if not wait_until(responds(port, "/health/ready"), within=60):
                raise SystemExit(log.read_text())
            yield port

    @contextmanager
    def workers(self, count: int) -> Iterator[list[int]]:
        """Run Celery workers that do one thing at a time; give their process ids."""
        with ExitStack() as stack:
            yield [stack.enter_context(self._worker(at)) for at in range(count)]

    @contextmanager
    def _worker(self, number: int) -> Iterator[int]:
        ready = self.folder / f"worker{number}.ready"
        ready.unlink(missing_ok=True)
        argv = [
            *(sys.executable, "-m", "celery", "-A", "zenflow.bench.worker", "worker"),
            *("--pool", "threads", "--concurrency", "1"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
            *("--hostname", f"worker{number}@bench"),
        ]
        more = {"ZENFLOW_WORKER_READY_FILE": str(ready)}
        with self._running(f"worker{number}", argv, more) as log:
            if not wait_until(ready.exists, within=60):
                raise SystemExit(log.read_text())
            yield int((self.folder / f"worker{number}.pid").read_text())

    @contextmanager
    def _running(
        self, name: str, argv: list[str], more: Mapping[str, str] | None = None
    ) -> Iterator[Path]:
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            process = spawn(argv, env={**self.env, **(more or {})}, cwd=ROOT, log=output)
        (self.folder / f"{name}.pid").write_text(str(process.pid))
        try:
            yield log
        finally:
            stop(process, within=30)

    def arrivals(self) -> tuple[int, float]:
        """Give how many requests have arrived, and when the last one did."""
        with urllib.request.urlopen(f"http://{LOOPBACK}:{self.receiver}/") as response:
            count, last_at = json.load(response)
        return int(count), float(last_at)


@contextmanager
def place() -> Iterator[Place]:
    """Start what everything needs, and let this process see the same databases."""
    with ExitStack() as stack:
        folder = temporary_folder()
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        (folder / "var" / "static").mkdir(parents=True)
        receiver = free_port()
        env = {
            **without_settings(),
            **own_servers(stack, folder),
            "VAR_DIR": str(folder / "var"),
            "DJANGO_SETTINGS_MODULE": "zenflow.bench.settings",
            "LOG_LEVEL": "ERROR",
            "ALLOW_LOOPBACK_DESTINATIONS": "on",
            "BENCH_RECEIVER": f"http://{LOOPBACK}:{receiver}/",
        }
        seed = [sys.executable, "-m", "zenflow.bench.seed"]
        made = subprocess.run(seed, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        made_place = Place(folder, env, Seeded(**json.loads(made.stdout)), receiver)
        command = [sys.executable, "-m", "zenflow.bench.receiver", str(receiver)]
        stack.enter_context(made_place._running("receiver", command))
        wait_until(lambda: listens(receiver), within=10)
        _join(env)
        yield made_place


def _join(env: Mapping[str, str]) -> None:
    """Set Django up in this process, for what is done and looked at from here."""
    import django

    os.environ.update(env)
    django.setup()


def clock() -> float:
    """Give the time by the clock that the receiver uses."""
    return time.monotonic()


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201
