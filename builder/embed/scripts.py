"""The two scripts that other people's pages load."""

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
_DAY = 86_400
_YEAR = 365 * _DAY


@dataclass(frozen=True)
class Script:
    """A script, compressed once per process, and the name its content gives it."""

    hash: str
    body: Encoded


@cache
def runtime_script() -> Script:
    """Read the runtime."""
    return _script((FOLDER / "runtime.js").read_bytes())


@cache
def loader_script() -> Script:
    """Read the loader and write into it where it comes from and which runtime is current."""
    source = (FOLDER / "loader.js").read_text()
    source = source.replace("__ZENFLOW_ORIGIN__", settings.PUBLIC_URL)
    return _script(source.replace("__ZENFLOW_RUNTIME__", runtime_path()).encode())


def _script(content: bytes) -> Script:
    return Script(hashlib.sha256(content).hexdigest()[:20], encode(content))


def runtime_path() -> str:
    """Return the path of the current runtime, by its hash."""
    return reverse("embed-runtime", args=[runtime_script().hash])


@require_safe
def loader(request: HttpRequest) -> HttpResponseBase:
    """Serve /e/v1.js: fresh within five minutes, and at once from a cache for a day."""
    script = loader_script()
    return _serve(request, script, f"public, max-age=300, stale-while-revalidate={_DAY}")


@require_safe
def runtime(request: HttpRequest, hash: str) -> HttpResponseBase:
    """Serve the runtime by its hash.

    An older page asks for an older hash: it gets today's runtime, which still knows
    how to be started by it, and no cache may keep that under the wrong name.
    """
    script = runtime_script()
    fits = hash == script.hash
    return _serve(request, script, f"public, max-age={_YEAR}, immutable" if fits else "no-store")


def _serve(request: HttpRequest, script: Script, caching: str) -> HttpResponseBase:
    return send(
        request,
        script.body,
        {
            "Content-Type": "text/javascript; charset=utf-8",
            "Cache-Control": caching,
            "Cross-Origin-Resource-Policy": "cross-origin",
            "ETag": f'W/"{script.hash}"',
        },
    )
