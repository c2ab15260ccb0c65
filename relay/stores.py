"""Everything that an instance writes to, as streams of bytes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connections

CHUNK = 1 << 20
_ROWS = 50

Places = Iterable[tuple[str, Iterable[bytes]]]


@dataclass(frozen=True, slots=True)
class Store:
    """A name for people, and the places in it."""

    name: str
    places: Places


def everything(besides: Iterable[Path] = ()) -> Iterator[Store]:
    """Give the stores of this instance that this process can reach, and whatever else is named."""
    for alias in connections:
        yield Store(f"tables of {alias}", tables(alias))
        if folder := data_directory(alias):
            yield Store(f"files of {alias}", files(folder))
    yield Store("broker and cache", broker(settings.REDIS_URL))
    yield Store("VAR_DIR", files(settings.VAR_DIR))
    for alias in connections:
        if connections[alias].vendor == "sqlite":
            path = Path(connections[alias].settings_dict["NAME"]).absolute()
            if settings.VAR_DIR not in path.parents:
                yield Store(f"files of {alias}", _beside(path))
    yield Store("temporary files", files(Path(tempfile.gettempdir()), ours=True))
    for path in besides:
        yield Store(str(path), files(path))


def files(path: Path, *, ours: bool = False) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Give the files of a folder, or the one file; `ours` leaves out what others own."""
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in found:
        if file.is_symlink() or not file.is_file():
            continue
        if not ours or file.stat().st_uid == os.geteuid():
            yield str(file), _read(file)


def _beside(database: Path) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Give a SQLite database's file, its log and its journal."""
    for file in sorted(database.parent.glob(f"{database.name}*")):
        yield str(file), _read(file)


def _read(file: Path) -> Iterator[bytes]:
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except FileNotFoundError:  # a log or a temporary file that has just been removed
        return


def tables(alias: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Give the tables of a database: what a file keeps in pieces or packed is whole there."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    copied = connection.vendor == "postgresql"
    for name in names:
        yield name, _copied(alias, name) if copied else _selected(alias, name)


def _copied(alias: str, table: str) -> Iterator[bytes]:
    """Stream a table of PostgreSQL's: in this format bytes and texts are as they are."""
    connection: Any = connections[alias]
    name = connection.ops.quote_name(table)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {name} TO STDOUT (FORMAT binary)") as rows,
    ):
        for row in rows:
            yield bytes(row)


def _selected(alias: str, table: str) -> Iterator[bytes]:
    connection = connections[alias]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
        while rows := cursor.fetchmany(_ROWS):
            for row in rows:
                yield b"\0".join(map(_bytes, row)) + b"\0"


def _bytes(cell: object) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()


def data_directory(alias: str) -> Path | None:
    """Return where a PostgreSQL server keeps its files, if that is here and may be read.

    Another server's folder may have the same name on this machine: its number decides.
    """
    if connections[alias].vendor != "postgresql":
        return None
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT current_setting('data_directory'), system_identifier"
                " FROM pg_control_system()"
            )
            folder, number = cursor.fetchone()
        control = Path(folder, "global", "pg_control").read_bytes()
    except (DatabaseError, OSError):
        return None
    # The same 64 bits, which SQL reads as a number with a sign.
    return Path(folder) if int.from_bytes(control[:8], sys.byteorder) == number % 2**64 else None


def broker(url: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Give each key of a Redis: its values one by one, and as the server would write them down."""
    client = redis.Redis.from_url(url)
    try:
        for key in client.scan_iter(count=1000):
            yield f"key {key[:40]!r}", _values(client, key)
    finally:
        client.close()


def _values(client: Any, key: bytes) -> Iterator[bytes]:
    yield key + b"\0"
    kind = client.type(key)
    # The server packs long values its own way: as they are, they must be asked for.
    if kind == b"string":
        for at in range(0, client.strlen(key), CHUNK):
            yield client.getrange(key, at, at + CHUNK - 1)
    elif kind == b"list":
        for at in range(0, client.llen(key), _ROWS):
            yield b"\0".join(client.lrange(key, at, at + _ROWS - 1))
    elif kind in _ITERATED:
        for found in _ITERATED[kind](client, key):
            yield b"\0".join(map(_bytes, found if isinstance(found, tuple) else (found,))) + b"\0"
    yield client.dump(key) or b""


_ITERATED = {
    b"hash": lambda client, key: client.hscan_iter(key),
    b"set": lambda client, key: client.sscan_iter(key),
    b"zset": lambda client, key: client.zscan_iter(key),
}
