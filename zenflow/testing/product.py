"""The whole product as `make run` starts it, for tests: own folder, own ports, own servers."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from zenflow.processes import free_port, spawn, stop, wait_until
from zenflow.testing.leftovers import processes_of
from zenflow.testing.servers import PostgresServer, ValkeyServer, temporary_folder

ROOT = Path(__file__).resolve().parent.parent.parent
READY = "Zenflow is ready"
READY_WITHIN = 180.0  # other tests share the machine
GONE_WITHIN = 40.0


class Product:
    """A supervisor and all that it started."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.web_port, self.demo_port, self.mail_port = free_port(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.web_port}"
        self.demo_url = f"http://127.0.0.1:{self.demo_port}"
        self.console = folder / "console.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.env = {
            **without_settings(),
            "VAR_DIR": str(folder),
            "WEB_PORT": str(self.web_port),
            "DEMO_PORT": str(self.demo_port),
            "DEMO_MAIL_PORT": str(self.mail_port),
            **environment,
        }

    def start(self) -> float:
        """Start, and give the seconds until everything was ready."""
        began = time.monotonic()
        self.begin()
        wait_until(lambda: self.ended or READY in self.said, within=READY_WITHIN)
        if READY not in self.said:
            logs = (path.read_text() for path in (self.folder / "log").glob("*.log"))
            raise AssertionError("\n".join(["It did not get ready.", self.said, *logs]))
        return time.monotonic() - began

    def begin(self) -> subprocess.Popen[bytes]:
        """Start without waiting."""
        with self.console.open("wb") as console:
            command = [sys.executable, "-m", "zenflow.supervisor"]
            self.process = spawn(command, log=console, env=self.env, cwd=ROOT)
        return self.process

    def kill(self) -> None:
        """End the supervisor alone, as a crash would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def fail(self) -> int:
        """Start, and wait for it to give up; give its exit code."""
        self.begin()
        return self.gives_up()

    def gives_up(self) -> int:
        """Wait for a start to end by itself; give its exit code."""
        assert self.process is not None
        return self.process.wait(READY_WITHIN)

    @property
    def said(self) -> str:
        return self.console.read_text() if self.console.exists() else ""

    @property
    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    @property
    def processes(self) -> dict[int, str]:
        """Give the process ids of everything that runs, with command lines."""
        return processes_of(self.folder)

    def pids(self, words: str) -> list[int]:
        """Give the processes whose command line has these words, oldest first."""
        return sorted(pid for pid, command in self.processes.items() if words in command)

    def manage(self, *arguments: str) -> str:
        """Run a management command beside the product; give what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, env=self.env, cwd=ROOT, check=True, capture_output=True, text=True
        )
        return done.stdout

    def stop(self, ask: int = signal.SIGTERM) -> int:
        """Stop it; nothing may be left. Give the exit code."""
        if self.process is None:
            return 0
        stop(self.process, within=GONE_WITHIN, ask=ask)
        assert wait_until(lambda: not self.processes, within=GONE_WITHIN), self.processes
        return self.process.returncode


def without_settings() -> dict[str, str]:
    """Give this process' environment without what the test run has set for itself."""
    names = {"DATABASE_URL", "KEYS_DATABASE_URL", "REDIS_URL", "VAR_DIR", "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name not in names}


@contextmanager
def product(*, servers: bool = False, **environment: str) -> Iterator[Product]:
    """Run the product on SQLite and its own broker, or on PostgreSQL and Valkey servers.

    The databases are two clusters, as in production, and belong to this product alone: a
    test may stop or empty them. Yields once everything is ready; stops and removes all of it.
    """
    with ExitStack() as stack:
        folder = temporary_folder()
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        if servers:
            environment = {**own_servers(stack, folder), **environment}
        running = Product(folder / "var", environment)
        running.folder.mkdir()
        stack.callback(running.stop)
        running.start()
        yield running


def own_servers(stack: ExitStack, folder: Path) -> dict[str, str]:
    """Start two clusters and a Valkey; give the settings that name them."""
    folders = [folder / name for name in ("main", "keys", "valkey")]
    for each in folders:
        each.mkdir(mode=0o755)
    main, keys, valkey = (
        PostgresServer(folders[0]),
        PostgresServer(folders[1]),
        ValkeyServer(folders[2]),
    )
    for server in (main, keys, valkey):
        server.begin()
        stack.callback(server.stop)
    for server in (main, keys, valkey):
        server.wait()
    return {
        "DATABASE_URL": main.create("zenflow"),
        "KEYS_DATABASE_URL": keys.create("zenflow_keys"),
        "REDIS_URL": valkey.url(),
    }
