"""Fixtures that every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.db import connections
from django.test import override_settings
from whitenoise.middleware import WhiteNoiseMiddleware

from zenflow.cache import ForgivingRedisCache
from zenflow.testing.servers import PostgresServer, ValkeyServer, temporary_folder


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Put SQLite's test databases into files: in memory it has no write-ahead log to differ by."""
    for connection in connections.all():
        settings = connection.settings_dict
        if connection.vendor == "sqlite":
            worker = os.environ.get("PYTEST_XDIST_WORKER", "test")
            name = Path(settings["NAME"])
            settings["TEST"]["NAME"] = str(name.with_name(f"{worker}-{name.name}"))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Drop no test database: its server goes as a whole, whoever is still connected."""
    return True


@pytest.fixture(scope="session", autouse=True)
def passwords_hashed_at_once() -> Iterator[None]:
    """Hash passwords in no time: the real hasher takes half a second for each, on purpose."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_found_once() -> Iterator[None]:
    """Look for static files once a run: each test client makes the middlewares anew."""
    found: dict[str, object] = {}
    look = WhiteNoiseMiddleware.add_files_from_finders

    def add_files_from_finders(self: WhiteNoiseMiddleware) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add_files_from_finders)
        yield


@pytest.fixture(autouse=True)
def cache_listens() -> Iterator[None]:
    """Let no test find the cache silent because of the one before."""
    yield
    ForgivingRedisCache._silent_until = 0.0


@pytest.fixture
def valkey() -> Iterator[redis.Redis]:
    """Ask for the run's Valkey without a database: an empty one of this process' own."""
    client = redis.Redis.from_url(os.environ["REDIS_URL"])
    client.flushdb()
    yield client
    client.close()


@pytest.fixture
def server_folder() -> Iterator[Path]:
    """Give a folder that the servers of one test may write."""
    folder = temporary_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def own_valkey(server_folder: Path) -> Iterator[ValkeyServer]:
    """Give a Valkey that a test may stop, empty or kill."""
    server = ValkeyServer(server_folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def own_postgres(server_folder: Path) -> Iterator[PostgresServer]:
    """Give a PostgreSQL that a test may stop, restart or kill."""
    server = PostgresServer(server_folder)
    server.start()
    yield server
    server.stop()
