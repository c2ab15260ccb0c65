"""Give every test run databases and a Redis of its own; pytest loads this before Django.

1. Addresses are chosen before the settings are read; the servers start only when a test
   that was collected needs one, so a run of plain tests starts nothing.
2. `--databases=sqlite` takes SQLite files instead of PostgreSQL; Valkey runs either way.
3. With xdist the first process starts the servers; each other one gets its own Valkey
   database beside the test databases that pytest-django names after it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from zenflow.testing.servers import PostgresServer, Server, ValkeyServer, temporary_folder

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
SERVER_FIXTURES = {"db", "transactional_db", "valkey"}


class Servers:
    """The PostgreSQL clusters and the Valkey of this run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = PostgresServer(folder)
        self.keys = PostgresServer(folder / "keys")  # a cluster of its own, as a start demands
        self.valkey = ValkeyServer(folder)
        self.used: list[Server] = [self.valkey]

    def environment(self, databases: str) -> dict[str, str]:
        """Give the variables that point the settings at the servers that are used."""
        addresses = {
            "DATABASE_URL": self.postgres.url("zenflow"),
            "KEYS_DATABASE_URL": self.keys.url("zenflow_keys"),
        }
        if databases == "sqlite":
            addresses = {
                "DATABASE_URL": f"sqlite:///{self.folder}/zenflow.sqlite3",
                "KEYS_DATABASE_URL": f"sqlite:///{self.folder}/keys.sqlite3",
            }
        else:
            self.used += [self.postgres, self.keys]
        return {
            **addresses,
            "REDIS_URL": self.valkey.url(),
            "VAR_DIR": str(self.folder / "var"),
        }

    def start(self) -> None:
        """Start them, side by side."""
        self.keys.folder.mkdir(mode=0o755, exist_ok=True)
        for server in self.used:
            if server.process is None:
                server.begin()
        for server in self.used:
            server.wait()

    def stop(self) -> None:
        """Stop them and remove what they wrote."""
        for server in self.used:
            server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


SERVERS = pytest.StashKey[Servers]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--databases",
        choices=["postgres", "sqlite"],
        default="postgres",
        help="what the tests run on (default: postgres, started for the run)",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Set the addresses before pytest-django reads the settings."""
    if WORKER:
        number = int(WORKER.removeprefix("gw")) + 1
        os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{number}"
        os.environ["VAR_DIR"] += f"-{WORKER}"
    else:
        servers = early_config.stash[SERVERS] = Servers(temporary_folder())
        chosen = early_config.known_args_namespace.databases
        os.environ.update(servers.environment(chosen))
    # WhiteNoise warns of a missing folder, and warnings are errors.
    Path(os.environ["VAR_DIR"], "static").mkdir(parents=True)
    return (yield)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite: also runs on SQLite, where it may differ")
    config.addinivalue_line("markers", "proof: takes too long for every run; see `make prove`")
    if getattr(config.option, "numprocesses", None) and SERVERS in config.stash:
        config.stash[SERVERS].start()


def _shares(nodeid: str) -> str:
    """Name what must run in one process: a module; all journeys and all proofs share a product."""
    module = nodeid.partition("::")[0]
    if module.startswith("relay/tests/proofs/"):
        return "proofs"
    return "journeys" if module.endswith(("_journey.py", "_journeys.py")) else module


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what takes longest begin first: other tests fill the time beside it."""
    longest = ("journeys", "proofs", "zenflow/tests/test_supervisor.py")
    items.sort(key=lambda item: _shares(item.nodeid) not in longest)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Spread the tests so that what they share is made once."""
    from xdist.scheduler import LoadScopeScheduling

    scheduling = LoadScopeScheduling(config, log)
    scheduling._split_scope = _shares
    return scheduling


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start the servers when a test that was chosen needs them."""
    if SERVERS not in session.config.stash or session.config.option.collectonly:
        return
    if any(_needs_servers(item) for item in session.items):
        session.config.stash[SERVERS].start()


def _needs_servers(item: pytest.Item) -> bool:
    fixtures: set[str] = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & SERVER_FIXTURES) or item.get_closest_marker("django_db") is not None


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVERS in config.stash:
        config.stash[SERVERS].stop()
