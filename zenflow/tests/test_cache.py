from __future__ import annotations

import time
from collections.abc import Iterator
from hashlib import sha256

import pytest
from django.conf import LazySettings
from django.core.cache import cache, caches
from django.test import Client
from redis import Redis

from zenflow.cache import ForgivingRedisCache
from zenflow.processes import free_port
from zenflow.testing.cast import Cast


@pytest.fixture
def without_redis(settings: LazySettings) -> Iterator[None]:
    """Point the cache at a port where nobody listens."""
    address = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": address}}
    yield


@pytest.mark.usefixtures("without_redis")
def test_without_redis_the_cache_is_an_empty_one() -> None:
    lost = caches["default"]
    lost.set("flow", 1)
    assert lost.get("flow", "absent") == "absent"
    assert lost.add("tries", 1) is True
    assert lost.get_many(["flow"]) == {}
    assert lost.has_key("flow") is False
    with pytest.raises(ValueError, match="isn't there"):
        lost.incr("tries")


@pytest.mark.usefixtures("without_redis")
def test_without_redis_only_the_first_question_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def refuse(*args: object, **options: object) -> None:
        asked.append(args)
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.cache.backends.redis.RedisCacheClient.get", refuse)
    for _ in range(5):
        assert cache.get("flow") is None
    assert len(asked) == 1


def test_once_redis_is_back_the_cache_is_used_again(valkey: object) -> None:
    ForgivingRedisCache._silent_until = time.monotonic() + 60
    cache.set("flow", 1)
    ForgivingRedisCache._silent_until = 0.0
    assert cache.get("flow") is None
    cache.set("flow", 2)
    assert cache.get("flow") == 2


@pytest.mark.usefixtures("without_redis")
def test_people_can_log_in_while_redis_is_away(cast: Cast, client: Client) -> None:
    cast.alice.set_password("a long password 4711")
    cast.alice.save()
    answer = client.post(
        "/account/login/", {"login": cast.alice.email, "password": "a long password 4711"}
    )
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/"


def test_no_address_of_who_logs_in_gets_into_redis(valkey: Redis, cast: Cast) -> None:
    client = Client(REMOTE_ADDR="192.0.2.77")
    client.post("/account/login/", {"login": cast.alice.email, "password": "wrong"})
    client.post("/account/password/reset/", {"email": cast.alice.email})
    kept = str(valkey.keys("*"))
    assert "allauth" in kept
    for needle in ("192.0.2.77", cast.alice.email, sha256(cast.alice.email.encode()).hexdigest()):
        assert needle not in kept


def test_logins_are_still_limited(valkey: Redis, cast: Cast) -> None:
    cast.alice.set_password("drei-Birnen-am-Zaun")
    cast.alice.save()
    sent = {"login": cast.alice.email, "password": "wrong"}
    for _ in range(6):
        Client().post("/account/login/", sent)
    right = sent | {"password": "drei-Birnen-am-Zaun"}
    assert Client().post("/account/login/", right).status_code == 200  # the form again
