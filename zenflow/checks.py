"""System checks: what must hold before an instance may serve."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.module_loading import import_string

from relay import missing_keys, watermark


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


@register(Tags.security)
def check_bounces(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to wait for mails that come back to where nobody looks."""
    if not settings.BOUNCE_WINDOW or settings.BOUNCE_ADDRESS:
        return []
    return [
        Error(
            "BOUNCE_WINDOW is set and BOUNCE_ADDRESS is not: nothing could come back to us.",
            hint="Set BOUNCE_ADDRESS to a mailbox that `manage.py read_bounces` reads.",
            id="zenflow.E007",
        )
    ]


@register(Tags.database)
def check_clusters(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a start in which both databases lie in one PostgreSQL cluster."""
    aliases = ("default", "keys")
    if not set(aliases) <= set(databases or ()):
        return []
    if any(connections[alias].vendor != "postgresql" for alias in aliases):
        return []
    if _cluster("default") != _cluster("keys"):
        return []
    return [
        Error(
            "KEYS_DATABASE_URL names a database in the same PostgreSQL cluster as DATABASE_URL.",
            hint="Use a cluster of its own: both share a write-ahead log, and a key that is "
            "destroyed would live on in it and in every backup.",
            id="zenflow.E004",
        )
    ]


@register(Tags.database)
def check_keys(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a start without a master key that is needed; warn of keys that are gone."""
    if not {"default", "keys"} <= set(databases or ()):
        return []
    try:
        missing = missing_keys.find()
    except DatabaseError:
        return []  # not migrated yet: then nothing is held
    found: list[CheckMessage] = []
    if missing.master_kids:
        kids = ", ".join(sorted(missing.master_kids))
        found.append(
            Error(
                f"Held enquiries can't be opened without the master keys {kids}.",
                hint="Put them back into MASTER_KEYS; docs/keys.md says when a key may go.",
                id="zenflow.E005",
            )
        )
    if missing.epochs:
        found.append(
            Warning(
                f"The keys of {len(missing.epochs)} hours of held enquiries are missing.",
                hint="Check KEYS_DATABASE_URL: after a day these enquiries are lost.",
                id="zenflow.W002",
            )
        )
    return found


@register(Tags.database)
def check_restore(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a start on a restored database: what had been delivered would be sent again."""
    if not {"default", "keys"} <= set(databases or ()):
        return []
    try:
        restored = watermark.is_restored()
    except DatabaseError:
        return []  # not migrated yet
    if not restored:
        return []
    return [
        Error(
            "The main database was restored from a copy that is older than the keys database.",
            hint="Run `manage.py after_restore`; docs/keys.md says what it does.",
            id="zenflow.E006",
        )
    ]


def _cluster(alias: str) -> str:
    """Return what no two PostgreSQL clusters share, and a cluster shares with its replicas."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT system_identifier FROM pg_control_system()")
        return str(cursor.fetchone()[0])


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
