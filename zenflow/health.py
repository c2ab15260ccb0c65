"""What operators and their load balancers ask: is the process alive, can it do its work."""

from __future__ import annotations

import logging
from collections.abc import Callable

import redis
from django.conf import settings
from django.db import Error, connections
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from relay import mailer, missing_keys, watermark

logger = logging.getLogger(__name__)
_PATIENCE = 1.0  # seconds


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process does; asks nobody else."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 while enquiries can be accepted: both databases are there.

    Without Redis enquiries are still accepted and delivered, only later: that is
    `degraded`, and taking the process out of service would turn a delay into a loss.
    """
    checks = {
        "database": _works(lambda: _ask("default")),
        "keys": _works(lambda: _ask("keys")),
        "broker": _works(_ping),
    }
    accepts = checks["database"] and checks["keys"]
    status = "ok" if all(checks.values()) else "degraded" if accepts else "unavailable"
    words = {name: "ok" if works else "away" for name, works in checks.items()}
    return JsonResponse({"status": status, **words}, status=200 if accepts else 503)


@require_safe
@never_cache
def work(request: HttpRequest) -> JsonResponse:
    """Answer 200 while what was accepted can be opened, and go out through our mail server.

    After a restore of the main database it doesn't, until somebody ran `after_restore`.

    Not for a load balancer: enquiries are accepted all the same, and held.
    """
    try:
        result = mailer.ask()
        works = result.ok or (mailer.is_unset(result) and not mailer.is_needed())
        keys = _keys()
    except Error as error:
        logger.warning("Not working: %s.", type(error).__name__)
        return JsonResponse({"status": "unavailable"}, status=503)
    mail = "ok" if result.ok else "not_needed" if works else str(result.outcome)
    works = works and keys == "ok"
    words = {"status": "ok" if works else "failing", "mail": mail, "keys": keys}
    return JsonResponse(words, status=200 if works else 503)


def _keys() -> str:
    """Say whether the keys fit what is held: the first of what has to be done about it."""
    if watermark.is_restored():
        return "restored"
    missing = missing_keys.find()
    return "missing" if missing.epochs else "no_master_key" if missing.master_kids else "ok"


def _works(ask: Callable[[], None]) -> bool:
    """Tell whether a question is answered; why not is for the log, not for whoever asks."""
    try:
        ask()
    except (Error, redis.RedisError, OSError) as error:
        logger.warning("Not ready: %s.", type(error).__name__)
        return False
    return True


def _ask(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1")


def _ping() -> None:
    patience = {"socket_connect_timeout": _PATIENCE, "socket_timeout": _PATIENCE}
    with redis.Redis.from_url(settings.REDIS_URL, **patience) as client:
        client.ping()
