"""Typed helpers that read settings from the environment, and say what to set when one is wrong.

Each helper takes the variable's name and a default. A secret may also come from
the file that `<NAME>_FILE` names. Every name read is kept in `DECLARED`, so that
docs/settings.md can be tested against it.
"""

from __future__ import annotations

import base64
import os
import secrets
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

DECLARED: dict[str, str] = {}
KEY_BYTES = 32
# 64 are allowed; a plus sign and 42 follow, see relay/return_paths.py.
_LONGEST_LOCAL = 21
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def _read(name: str, default: object) -> str | None:
    DECLARED[name] = "" if default is None else str(default)
    value = os.environ.get(name, "").strip()
    return value or None


def _wrong(name: str, value: str, hint: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is set to {value!r}, which can't be used. {hint}")


def text(name: str, default: str = "") -> str:
    """Return the variable as text, or the default."""
    return _read(name, default) or default


def flag(name: str, *, default: bool) -> bool:
    """Return a switch; accepts 1/0, true/false, yes/no, on/off."""
    value = _read(name, "on" if default else "off")
    if value is None:
        return default
    if value.lower() in _TRUE | _FALSE:
        return value.lower() in _TRUE
    raise _wrong(name, value, "Set it to on or off.")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    """Return a whole number between least and most, both included."""
    value = _read(name, default)
    if value is None:
        return default
    if value.isascii() and value.isdigit() and least <= int(value) <= most:
        return int(value)
    raise _wrong(name, value, f"Set it to a whole number from {least} to {most}.")


def names(name: str, default: str = "") -> list[str]:
    """Return a list from a comma-separated variable."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def one_of(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Return one of a few words."""
    value = text(name, default).lower()
    if value in allowed:
        return value
    raise _wrong(name, value, f"Set it to {', '.join(allowed[:-1])} or {allowed[-1]}.")


def sender(name: str, default: str) -> str:
    """Return who a mail comes from: an address, or a name with one in angle brackets."""
    value = text(name, default)
    address = parseaddr(value)[1]
    if address.count("@") == 1 and not set(value) & set("\r\n"):
        return value
    raise _wrong(name, value, "Set it to an address such as Zenflow <post@example.com>.")


def mailbox(name: str) -> str:
    """Return an address of which many can be made by +..., or nothing."""
    value = text(name)
    local, _, domain = value.rpartition("@")
    if not value or (local.isascii() and 0 < len(local) <= _LONGEST_LOCAL and domain):
        return value
    raise _wrong(
        name, value, f"Set it to an address with at most {_LONGEST_LOCAL} letters before its @."
    )


def origin(name: str, default: str) -> str:
    """Return a web origin: scheme, host and port, without a path or a final slash."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme in {"http", "https"} and parts.netloc and not (parts.path or parts.query):
        return value
    raise _wrong(name, value, "Set it to an address such as https://forms.example.com.")


def folder(name: str, default: Path) -> Path:
    """Return a folder of ours, made if it isn't there, readable by us alone."""
    path = Path(text(name, str(default))).absolute()
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _wrong(
            name, str(path), f"Name a folder that can be written ({error.strerror})."
        ) from None
    return path


def database(name: str, default: str) -> dict[str, Any]:
    """Return a Django database from an address such as postgres://user:password@host/name."""
    value = secret(name) or default
    DECLARED[name] = default
    try:
        settings: dict[str, Any] = environ.Env.db_url_config(value)
    except Exception:  # noqa: BLE001 - django-environ raises many kinds
        # Not chained: the first error quotes the value, password and all.
        raise _refused_database(name) from None
    if settings.get("ENGINE") not in _TUNING:
        raise _refused_database(name)
    tuning = _TUNING[settings["ENGINE"]]
    options = {**tuning["OPTIONS"], **settings.get("OPTIONS", {})}
    if options.get("prepare_threshold") == "none":
        options["prepare_threshold"] = None
    return {**tuning, **settings, "OPTIONS": options}


def _refused_database(name: str) -> ImproperlyConfigured:
    # The value may hold a password: it stays out of the message.
    return ImproperlyConfigured(
        f"{name} can't be used. Set it to postgres://user:password@host:5432/name "
        "or sqlite:////folder/file.sqlite3."
    )


_TUNING: dict[str, dict[str, Any]] = {
    "django.db.backends.sqlite3": {
        # IMMEDIATE takes the write lock at BEGIN: web, worker and beat write side by side
        # without "database is locked". FULL: a commit survives a power cut. secure_delete:
        # what is deleted is overwritten.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
            ),
        },
    },
    "django.db.backends.postgresql": {
        # Statements that ask for it are planned once for a connection: see relay/storing.py.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A server that doesn't answer is away: nobody's enquiry waits for the network to give up.
        "OPTIONS": {"prepare_threshold": 0, "connect_timeout": 5},
    },
}


def secret(name: str) -> str | None:
    """Return a secret from the variable, or from the file that `<NAME>_FILE` names."""
    value = _read(name, None)
    path = os.environ.get(f"{name}_FILE", "").strip()
    if value and path:
        raise ImproperlyConfigured(f"Both {name} and {name}_FILE are set. Set one of them.")
    if not path:
        return value
    try:
        content = Path(path).read_text().strip()
    except OSError as error:
        raise _wrong(f"{name}_FILE", path, f"It can't be read ({error.strerror}).") from None
    if not content:
        raise _wrong(f"{name}_FILE", path, "The file is empty.")
    return content


def own_secret(name: str, keep_in: Path, make: Any) -> str:
    """Return a secret; make one on the first run and keep it in a file that only we can read.

    Web, worker and beat may start at once: the file is linked into place whole, so
    all of them end with the one that came first.
    """
    given = secret(name)
    if given:
        return given
    kept = keep_in / name.lower()
    if not kept.exists():
        keep_in.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = keep_in / f".{name.lower()}.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(make())
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text().strip()


def keys(name: str, keep_in: Path) -> dict[str, bytes]:
    """Return named 256-bit keys, newest first, from "id:base64,id:base64"; make one on first run."""
    return _named(name, own_secret(name, keep_in, make_key))


def public_keys(name: str) -> dict[str, bytes]:
    """Return named public keys in the same form; none by default."""
    value = text(name)
    return _named(name, value) if value else {}


def _named(name: str, value: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for part in value.split(","):
        kid, _, encoded = part.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:
            key = b""
        if not kid or len(key) != KEY_BYTES or kid in found:
            raise ImproperlyConfigured(
                f"{name} can't be used. Set it to one or more keys, newest first, each as "
                "id:base64 of 32 bytes, separated by commas."
            )
        found[kid] = key
    return found


def make_key() -> str:
    """Return a fresh named key in the form that `keys` reads."""
    return f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"
