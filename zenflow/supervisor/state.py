"""Remember what the databases were prepared for: an unchanged start then needs no preparing.

Loading Django for it takes two seconds of the five that a start may take.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings

NAME = "prepared"
CODE = (".py", ".json")


def is_prepared(folder: Path) -> bool:
    """Say whether code, settings and databases are those of the last preparing."""
    kept, now = folder / NAME, state()
    return now is not None and kept.exists() and kept.read_text() == now


def remember(folder: Path) -> None:
    (folder / NAME).write_text(state() or "")


def state() -> str | None:
    """Name the state of code, settings and databases; None when a database can't be looked at."""
    found = hashlib.sha256(str(settings.DEMO).encode())
    found.update((settings.BASE_DIR / "requirements.txt").read_bytes())
    for package in sorted(settings.BASE_DIR.glob("*/__init__.py")):
        for path in sorted(package.parent.rglob("*.*")):
            if path.suffix in CODE:
                found.update(path.read_bytes())
    for database in settings.DATABASES.values():
        migrations = applied(database)
        if migrations is None:
            return None
        found.update(repr((str(database["NAME"]), migrations)).encode())
    return found.hexdigest()


def applied(database: dict[str, Any]) -> list[tuple[str, str]] | None:
    """Read the applied migrations from a SQLite file; None for anything else."""
    if not database["ENGINE"].endswith("sqlite3") or not os.path.exists(database["NAME"]):
        return None
    try:
        with closing(sqlite3.connect(f"file:{database['NAME']}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY id")
            return list(rows.fetchall())
    except sqlite3.Error:
        return None
