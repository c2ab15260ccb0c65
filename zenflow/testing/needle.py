"""Look for a marker, or any bytes, wherever an instance could have left them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql

from relay import stores
from relay.needle import Needle


def shapes(marker: str) -> list[bytes]:
    """Return what a marker looks like in the spellings that stores and logs use."""
    return list(Needle.of(marker).spellings)


def in_files(folder: Path, needles: list[bytes]) -> tuple[list[str], int]:
    """Return the files that hold a needle, and the number of bytes looked at."""
    hits, scanned = _in_places(stores.files(folder), needles)
    return [str(Path(hit).relative_to(folder)) for hit in hits], scanned


def in_redis(url: str, needles: list[bytes]) -> tuple[list[str], int]:
    """Return the keys of a Redis that hold a needle, and the number of bytes looked at."""
    return _in_places(stores.broker(url), needles)


def in_tables(url: str, needles: list[bytes]) -> tuple[list[str], int]:
    """Return the tables of a database that hold a needle, and the number of bytes looked at."""
    rows = _sqlite_rows(url) if url.startswith("sqlite") else _postgres_rows(url)
    return _in_places(((table, [b"\0".join(cells)]) for table, cells in rows), needles)


def _in_places(places: stores.Places, needles: list[bytes]) -> tuple[list[str], int]:
    needle, hits, scanned = Needle.raw(*needles), [], 0
    for place, chunks in places:
        content = list(chunks)
        scanned += sum(map(len, content))
        if any(needle.search(content)):
            hits.append(place)
    return hits, scanned


def cells(url: str, table: str) -> list[bytes]:
    """Return every cell of a table as bytes."""
    rows = _sqlite_rows(url) if url.startswith("sqlite") else _postgres_rows(url)
    return next(found for name, found in rows if name == table)


def _sqlite_rows(url: str) -> list[tuple[str, list[bytes]]]:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [
            (name, _cells(connection.execute(f'SELECT * FROM "{name}"')))  # noqa: S608 - our own tables
            for (name,) in names.fetchall()
        ]


def _postgres_rows(url: str) -> list[tuple[str, list[bytes]]]:
    with psycopg.connect(url) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [
            (
                name,
                _cells(
                    connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)))
                ),
            )
            for (name,) in names.fetchall()
        ]


def _cells(rows: object) -> list[bytes]:
    return [_bytes(cell) for row in rows for cell in row]  # type: ignore[attr-defined]


def _bytes(cell: object) -> bytes:
    if isinstance(cell, bytes | memoryview):
        return bytes(cell)
    if isinstance(cell, dict | list):
        return json.dumps(cell, ensure_ascii=False).encode()
    return str(cell).encode()
