"""Bytes that are compressed once and sent many times."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase

_REFUSED = re.compile(r"q=0(\.0*)?")


@dataclass(frozen=True)
class Encoded:
    """A body in each encoding that browsers ask for."""

    identity: bytes
    gzip: bytes
    br: bytes

    def best(self, accepted: str) -> tuple[str, bytes]:
        """Choose for an Accept-Encoding header; "" stands for identity."""
        name = _choose(accepted)
        return name, getattr(self, name or "identity")


def encode(body: bytes, *, quality: int = 11) -> Encoded:
    """Compress a body; without times in it, so that equal bodies stay equal."""
    return Encoded(body, gzip.compress(body, 9, mtime=0), brotli.compress(body, quality=quality))


@lru_cache(maxsize=64)
def _choose(accepted: str) -> str:
    """Read "gzip, br;q=0.5, *;q=0": the smallest encoding whose weight isn't 0."""
    parts = [part.partition(";") for part in accepted.lower().replace(" ", "").split(",")]
    taken = {token for token, _, weight in parts if not _REFUSED.fullmatch(weight)}
    return next((name for name in ("br", "gzip") if name in taken), "")


def send(request: HttpRequest, body: Encoded, headers: dict[str, str]) -> HttpResponseBase:
    """Answer with the bytes, or with 304 when the reader's ETag is the one in `headers`."""
    response: HttpResponseBase
    known = request.META.get("HTTP_IF_NONE_MATCH")
    if known is not None and _matches(known, headers["ETag"]):
        response = HttpResponseNotModified(headers=headers)
    else:
        encoding, content = body.best(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        response = HttpResponse(content, headers=headers)
        if encoding:
            response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _matches(known: str, etag: str) -> bool:
    """Compare weakly, as If-None-Match asks for."""
    mine = etag.removeprefix("W/")
    return known in (etag, "*") or any(
        one.strip().removeprefix("W/") == mine for one in known.split(",")
    )
