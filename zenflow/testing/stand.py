"""A stand for proofs: real servers, real processes as in production, and this process beside them.

Two clusters of PostgreSQL, a Valkey, gunicorn and Celery workers, each of which a test may kill,
stop, restart or move through time. This process sees the same databases.
"""

from __future__ import annotations

import base64
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import redis
import trustme
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from zenflow.processes import LOOPBACK, free_port, spawn, stop, wait_until
from zenflow.supervisor import parts
from zenflow.supervisor.watch import Part
from zenflow.testing.faults.orders import Orders
from zenflow.testing.product import ROOT, without_settings
from zenflow.testing.servers import PostgresServer, Server, ValkeyServer

Process = subprocess.Popen[bytes]

READY_WITHIN = 60.0
ENDS_WITHIN = 40.0


class Stand:
    """Servers that run as long as the stand does, and processes that come and go."""

    def __init__(self, folder: Path) -> None:
        for name in ("main", "keys", "valkey", "var/faults", "var/static"):
            (folder / name).mkdir(parents=True)
        self.folder, self.var = folder, folder / "var"
        self.main = PostgresServer(folder / "main", durable=True)
        self.keys = PostgresServer(folder / "keys", durable=True)
        self.valkey = ValkeyServer(folder / "valkey")
        self.orders = Orders(self.var / "faults")
        self.authority = trustme.CA()
        self.authority.cert_pem.write_to_path(str(self.var / "authority.pem"))
        self.port = free_port()
        self.workers: list[Process] = []
        self.web: Process | None = None
        self._started = 0

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Give what every process of the stand is started with; secrets are this process' own."""
        return {
            **without_settings(),
            "DJANGO_SETTINGS_MODULE": "zenflow.testing.faults.settings",
            "VAR_DIR": str(self.var),
            "PUBLIC_URL": self.url,
            "DATABASE_URL": self.main.url("zenflow"),
            "KEYS_DATABASE_URL": self.keys.url("zenflow"),
            "REDIS_URL": self.valkey.url(),
            "ALLOW_LOOPBACK_DESTINATIONS": "on",
            "SECRET_KEY": settings.SECRET_KEY,
            "MASTER_KEYS": named(settings.MASTER_KEYS),
            "RECEIPT_KEYS": named(settings.RECEIPT_KEYS),
        }

    @contextmanager
    def running(self) -> Iterator[Stand]:
        """Start the servers, with empty databases; end with them everything that is left."""
        servers = (self.main, self.keys, self.valkey)
        try:
            for server in servers:
                server.begin()
            for server in servers:
                server.wait()
            for cluster in (self.main, self.keys):
                cluster.create("zenflow")
            with self.seen(), override_settings(MIGRATION_MODULES=_NoMigrations()):
                for alias in ("default", "keys"):
                    call_command("migrate", database=alias, run_syncdb=True, verbosity=0)
            yield self
        finally:
            for process in [*self.workers, *([self.web] if self.web else [])]:
                self.kill(process)
            for server in servers:
                server.stop()

    @contextmanager
    def seen(self) -> Iterator[None]:
        """Let this process' connections lead to the stand's databases."""
        before = {alias: dict(connections.settings[alias]) for alias in ("default", "keys")}
        connections.close_all()
        try:
            for alias, cluster in (("default", self.main), ("keys", self.keys)):
                own = {"NAME": "zenflow", "PORT": str(cluster.port), "CONN_HEALTH_CHECKS": True}
                connections.settings[alias].update(own)
            yield
        finally:
            connections.close_all()
            for alias, said in before.items():
                connections.settings[alias].update(said)

    def start_worker(self, **more: str) -> Process:
        """Start a Celery worker with beat, as in production, and wait until it takes messages."""
        self._started += 1
        own = self.var / f"worker-{self._started}"
        own.mkdir()
        told = {**self.environment, **more}
        self.workers.append(self._start(parts.worker(own, told), told))
        return self.workers[-1]

    def start_web(self, **more: str) -> Process:
        """Start gunicorn, as in production, and wait until it answers."""
        part = parts.web(self.port, self.url)
        self.web = self._start(part, {**self.environment, **more})
        return self.web

    def kill(self, process: Process) -> None:
        """End a process and its children as the kernel does when memory is short."""
        self.end(process, signal.SIGKILL, within=0)

    def end(self, process: Process, ask: int, *, within: float = ENDS_WITHIN) -> None:
        """Ask a process to end, and see to it that it does."""
        stop(process, within=within, ask=ask)
        if process is self.web:
            self.web = None
        else:
            self.workers.remove(process)

    def manage(self, *arguments: str, **more: str) -> str:
        """Run a management command; give what it said."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            env={**self.environment, **more},
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def tend(self) -> bool:
        """Start dead workers again, as systemd does; tell whether there were any."""
        found = [one for one in self.workers if one.poll() is not None]
        for dead in found:
            self.kill(dead)
            self.start_worker()
        return bool(found)

    @contextmanager
    def without(self, server: Server) -> Iterator[None]:
        """Let a server be dead for a while."""
        server.kill()
        connections.close_all()
        try:
            yield
        finally:
            server.start()

    def restart_database(self) -> None:
        """Break every connection, whatever it was doing."""
        self.main.restart_at_once()
        connections.close_all()

    @contextmanager
    def full_disk(self, size: int) -> Iterator[None]:
        """Let no file of the main database grow beyond so many bytes."""
        self.main.stop()  # after a crash it would write what is larger
        connections.close_all()
        self.main.largest_file = size
        self.main.start()
        try:
            yield
        finally:
            self.main.largest_file = None
            self.restart_database()

    def broker(self) -> redis.Redis:
        return redis.Redis.from_url(self.valkey.url())

    @property
    def log(self) -> str:
        """Give what the processes said."""
        return "".join(path.read_text(errors="replace") for path in self.folder.glob("*.log"))

    def _start(self, part: Part, environment: Mapping[str, str]) -> Process:
        with (self.folder / f"{part.name}.log").open("ab") as log:
            process = spawn(part.argv, log=log, env=environment, cwd=ROOT)
        up = wait_until(lambda: process.poll() is not None or part.is_ready(), within=READY_WITHIN)
        assert up and process.poll() is None, self.log
        return process


class _NoMigrations(dict[str, None]):
    """Has tables made from the models: the way there takes ten times as long."""

    def __contains__(self, app: object) -> bool:
        return True

    def __missing__(self, app: str) -> None:
        return None


def named(keys: Mapping[str, bytes]) -> str:
    """Write keys as the settings read them."""
    return ",".join(f"{kid}:{base64.b64encode(key).decode()}" for kid, key in keys.items())
