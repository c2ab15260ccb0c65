"""The scripts that other people's pages load."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from builder.embed.encoding import Encoded, encode, send

FOLDER = Path(__file__).resolve().parent.parent / "static" / "builder" / "embed"
POSTCODES = Path(__file__).parent / "data" / "postcodes-de.txt"
_DAY = 86_400
_YEAR = 365 * _DAY


@dataclass(frozen=True)
class Script:
    """A script, compressed once per process, and the name its content gives it."""

    hash: str
    body: Encoded
    type: str = "text/javascript"


@cache
def runtime_script() -> Script:
    """Read the runtime."""
    return _script((FOLDER / "runtime.js").read_bytes())


@cache
def more_script() -> Script:
    """Read what the runtime imports for flows with more than the usual kinds of fields."""
    source = (FOLDER / "more.js").read_text()
    return _script(source.replace("__ZENFLOW_POSTCODES__", postcodes_path()).encode())


@cache
def loader_script() -> Script:
    """Read the loader and write into it where it comes from and what is current."""
    source = (FOLDER / "loader.js").read_text()
    source = source.replace("__ZENFLOW_ORIGIN__", settings.PUBLIC_URL)
    source = source.replace("__ZENFLOW_RUNTIME__", runtime_path())
    return _script(source.replace("__ZENFLOW_MORE__", more_path()).encode())


@cache
def postcodes_list() -> Script:
    """Read the list of postcodes, which goes out whole: nobody learns which one was looked up."""
    return _script(POSTCODES.read_bytes(), "text/plain")


def _script(content: bytes, type: str = "text/javascript") -> Script:
    return Script(hashlib.sha256(content).hexdigest()[:20], encode(content), type)


def runtime_path() -> str:
    """Return the path of the current runtime, by its hash."""
    return reverse("embed-runtime", args=[runtime_script().hash])


def more_path() -> str:
    """Return the path of the current further kinds, by their hash."""
    return reverse("embed-more", args=[more_script().hash])


def postcodes_path() -> str:
    """Return the path of the current list of postcodes, by its hash."""
    return reverse("embed-postcodes", args=[postcodes_list().hash])


@require_safe
def loader(request: HttpRequest) -> HttpResponseBase:
    """Serve /e/v1.js: fresh within five minutes, and at once from a cache for a day."""
    script = loader_script()
    return _serve(request, script, f"public, max-age=300, stale-while-revalidate={_DAY}")


@require_safe
def runtime(request: HttpRequest, hash: str) -> HttpResponseBase:
    """Serve the runtime by its hash."""
    return _serve_named(request, runtime_script(), hash)


@require_safe
def more(request: HttpRequest, hash: str) -> HttpResponseBase:
    """Serve the further kinds by their hash."""
    return _serve_named(request, more_script(), hash)


@require_safe
def postcodes(request: HttpRequest, hash: str) -> HttpResponseBase:
    """Serve the list of postcodes by its hash."""
    return _serve_named(request, postcodes_list(), hash)


def _serve_named(request: HttpRequest, script: Script, hash: str) -> HttpResponseBase:
    """Serve today's script under any hash.

    An older page asks for an older hash: what it gets still knows how to be started by
    that page, and no cache may keep it under the wrong name.
    """
    fits = hash == script.hash
    return _serve(request, script, f"public, max-age={_YEAR}, immutable" if fits else "no-store")


def _serve(request: HttpRequest, script: Script, caching: str) -> HttpResponseBase:
    return send(
        request,
        script.body,
        {
            "Content-Type": f"{script.type}; charset=utf-8",
            "Cache-Control": caching,
            "Cross-Origin-Resource-Policy": "cross-origin",
            "ETag": f'W/"{script.hash}"',
        },
    )
