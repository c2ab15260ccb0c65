"""Look for a marker, or any bytes, wherever an instance could have left them."""

from __future__ import annotations

import base64
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis
from psycopg import sql


def shapes(marker: str) -> list[bytes]:
    """Return what a marker looks like in the encodings that stores and logs use.

    Base64 depends on what stands before: for each of the three offsets, the part that
    is the same whatever the neighbours are.
    """
    raw = marker.encode()
    found = [raw, raw.hex().encode(), marker.encode("utf-16-le"), quote(marker).encode()]
    found.append(json.dumps(marker)[1:-1].encode())
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + raw)
        found.append(encoded[4 if offset else 0 : -4])
    return list(dict.fromkeys(found))


def in_files(folder: Path, needles: list[bytes]) -> tuple[list[str], int]:
    """Return the files that hold a needle, and the number of bytes looked at."""
    hits, scanned = [], 0
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        try:
            content = path.read_bytes()
        except FileNotFoundError:  # a log or a write-ahead file that has just been removed
            continue
        scanned += len(content)
        if any(needle in content for needle in needles):
            hits.append(str(path.relative_to(folder)))
    return hits, scanned


def in_redis(url: str, needles: list[bytes]) -> tuple[list[str], int]:
    """Return the keys of a Redis that hold a needle, and the number of bytes looked at."""
    client = redis.Redis.from_url(url)
    hits, scanned = [], 0
    for key in client.scan_iter():
        content = key + (client.dump(key) or b"")
        scanned += len(content)
        if any(needle in content for needle in needles):
            hits.append(key.decode(errors="replace"))
    client.close()
    return hits, scanned


def in_tables(url: str, needles: list[bytes]) -> tuple[list[str], int]:
    """Return the tables of a database that hold a needle, and the number of bytes looked at."""
    rows = _sqlite_rows(url) if url.startswith("sqlite") else _postgres_rows(url)
    hits, scanned = [], 0
    for table, cells in rows:
        content = b"\0".join(cells)
        scanned += len(content)
        if any(needle in content for needle in needles):
            hits.append(table)
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
