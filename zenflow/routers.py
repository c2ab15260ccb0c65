"""Say which tables live in which database."""

from __future__ import annotations

from typing import Any

KEYS = "keys"


class KeysRouter:
    """Keep epoch keys in the second database, and nothing else but how far both have come.

    A key that shared a cluster with what it protects would live on in that
    cluster's write-ahead log and backups after it was destroyed.
    """

    def _database(self, model: Any) -> str | None:
        return KEYS if getattr(model, "lives_with_keys", False) else None

    db_for_read = db_for_write = lambda self, model, **hints: self._database(model)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        model_name = hints.get("model_name")
        if (app_label, model_name) == ("relay", "watermark"):
            return True
        is_key = (app_label, model_name) == ("relay", "epochkey")
        return is_key if db == KEYS else not is_key
