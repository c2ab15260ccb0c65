"""System checks: what must hold before an instance may serve."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string


@register(Tags.security, deploy=True)
def check_public_url(**kwargs: Any) -> list[CheckMessage]:
    """Ask for HTTPS, and for a host that others can reach, before deployment."""
    if settings.PUBLIC_URL.startswith("https://"):
        return []
    return [
        Warning(
            f"PUBLIC_URL is {settings.PUBLIC_URL}: enquiries would travel unencrypted.",
            hint="Set PUBLIC_URL to the https address under which people reach this instance.",
            id="zenflow.W001",
        )
    ]


@register(Tags.security, deploy=True)
def check_loopback_destinations(**kwargs: Any) -> list[CheckMessage]:
    """Refuse the demo's exception for inside addresses in production."""
    if not settings.ALLOW_LOOPBACK_DESTINATIONS:
        return []
    return [
        Error(
            "ALLOW_LOOPBACK_DESTINATIONS is on: a tenant could reach services on this machine.",
            hint="Unset it; it is for the demo and for tests.",
            id="zenflow.E001",
        )
    ]


@register(Tags.security, deploy=True)
def check_csrf(**kwargs: Any) -> list[CheckMessage]:
    """Ask for Django's protection against forged requests, or a middleware derived from it."""
    if any(issubclass(_class_of(name), CsrfViewMiddleware) for name in settings.MIDDLEWARE):
        return []
    return [
        Error(
            "No middleware protects forms against forged requests.",
            hint="Put the one of zenflow.public back into MIDDLEWARE.",
            id="zenflow.E003",
        )
    ]


def _class_of(name: str) -> type:
    found = import_string(name)
    return found if isinstance(found, type) else object


@register(Tags.database)
def check_keys_database(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a start in which both databases are the same one."""
    main, keys = (
        {field: settings.DATABASES[alias].get(field) for field in ("NAME", "HOST", "PORT")}
        for alias in ("default", "keys")
    )
    if main != keys:
        return []
    return [
        Error(
            "KEYS_DATABASE_URL names the same database as DATABASE_URL.",
            hint="Name another one, best in a cluster of its own: a key that lies beside what "
            "it protects can't be destroyed.",
            id="zenflow.E002",
        )
    ]
