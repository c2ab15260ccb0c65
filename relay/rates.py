"""How often one address may send: bounded, forgetful, and never in an enquiry's way."""

from __future__ import annotations

import hashlib
import ipaddress
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import cache

from relay import schedule

WINDOW = 60
PER_WINDOW = 120
# A quarter of that is more than the people behind one address send.
BURSTS = 4
# A process tells the cache of so many at a time: almost nobody's enquiry costs a question to it.
STEP = 10
_MOST_KNOWN = 10_000

_counts: Counter[str] = Counter()
_totals: Counter[str] = Counter()  # what the cache knew of all processes when it was told last
_window = 0


def is_too_often(address: str) -> bool:
    """Count a submission from an address; tell whether that is too many in a minute.

    What is counted is a keyed hash that changes every day and is forgotten within two
    minutes; the address itself is kept nowhere. A cache that is away limits nothing.
    """
    global _window  # noqa: PLW0603  # one per process is what is meant
    now = int(schedule.now().timestamp()) // WINDOW
    if now != _window or len(_counts) >= _MOST_KNOWN:
        _window = now
        _counts.clear()
        _totals.clear()
    who = _hash(address)
    _counts[who] += 1
    if _counts[who] % STEP == 0:
        _totals[who] = _shared_count(f"rate:{who}:{now}")
    return _counted(who) > PER_WINDOW


def is_burst(address: str) -> bool:
    """Tell whether this address sent more in this minute than people do; counts nothing."""
    return _counted(_hash(address)) > PER_WINDOW // BURSTS


def client_address(meta: Mapping[str, Any]) -> str:
    """Return who sent a request, as the nearest proxies that are ours say."""
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    chain = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part]
    if proxies and len(chain) >= proxies:
        return str(chain[-proxies])
    return str(meta.get("REMOTE_ADDR", ""))


def forget() -> None:
    """Drop what this process counted."""
    _counts.clear()
    _totals.clear()


def _counted(who: str) -> int:
    return _totals[who] + _counts[who] % STEP


def _hash(address: str) -> str:
    key = _key_of(schedule.now().astimezone(UTC).date(), settings.SECRET_KEY)
    return hashlib.blake2b(_household(address).encode(), key=key, digest_size=12).hexdigest()


def _household(address: str) -> str:
    """Return what one subscriber has: an IPv4 address, or all of an IPv6 /64."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if ip.version == 4:  # noqa: PLR2004
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.ip_network((int(ip), 64), strict=False))


@lru_cache(maxsize=2)
def _key_of(day: date, secret: str) -> bytes:
    return hashlib.sha256(f"zenflow/rate/{day.isoformat()}/{secret}".encode()).digest()


def _shared_count(key: str) -> int:
    if cache.add(key, STEP, WINDOW * 2):
        return STEP
    try:
        return int(cache.incr(key, STEP))
    except ValueError:  # it was forgotten a moment ago, or the cache is away
        return 0
