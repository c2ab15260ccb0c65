"""Django's Redis cache, except that an instance goes on without it while Redis is away."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache
from redis import RedisError

logger = logging.getLogger(__name__)

# After a failure nobody waits for Redis again for a while.
SILENCE = 5.0


def impersonal_key(key: Any, prefix: str, version: int) -> str:
    """Return the name under which Redis keeps a value.

    What counts logins names network addresses and e-mail addresses in its keys; Redis gets
    a keyed hash of them.
    """
    name = str(key)
    if name.startswith("allauth:"):
        secret = hashlib.sha256(f"zenflow/cache/{settings.SECRET_KEY}".encode()).digest()
        name = "allauth:" + hashlib.blake2b(name.encode(), key=secret, digest_size=16).hexdigest()
    return f"{prefix}:{version}:{name}"


class ForgivingRedisCache(RedisCache):
    """Behave like an empty cache while Redis can't be reached.

    A cache only saves work and counts tries: without it flows are compiled and logins
    are not limited for a while, but nobody is locked out. One request in five seconds
    pays for the connection's time-out.
    """

    _silent_until = 0.0

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._ask(default, super().get, key, default, version)

    def set(self, key: Any, value: Any, *args: Any, **options: Any) -> None:
        self._ask(None, super().set, key, value, *args, **options)

    def add(self, key: Any, value: Any, *args: Any, **options: Any) -> bool:
        return bool(self._ask(True, super().add, key, value, *args, **options))

    def touch(self, key: Any, *args: Any, **options: Any) -> bool:
        return bool(self._ask(False, super().touch, key, *args, **options))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._ask(False, super().delete, key, version))

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._ask(False, super().has_key, key, version))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        found: dict[Any, Any] = self._ask({}, super().get_many, keys, version)
        return found

    def set_many(self, data: Any, *args: Any, **options: Any) -> list[Any]:
        failed: list[Any] = self._ask(list(data), super().set_many, data, *args, **options)
        return failed

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        self._ask(None, super().delete_many, keys, version)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Add to a number; raises ValueError if it isn't there, also while Redis is away."""
        total = self._ask(None, super().incr, key, delta, version)
        if total is None:
            raise ValueError("The number isn't there.")
        return int(total)

    def _ask(self, instead: Any, method: Callable[..., Any], *args: Any, **options: Any) -> Any:
        if time.monotonic() < ForgivingRedisCache._silent_until:
            return instead
        try:
            return method(*args, **options)
        except (RedisError, OSError) as error:
            ForgivingRedisCache._silent_until = time.monotonic() + SILENCE
            logger.warning("The cache is away (%s).", type(error).__name__)
            return instead
