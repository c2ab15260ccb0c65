"""Pictures of published choices: their name is what they show, so nobody asks twice."""

from __future__ import annotations

import re
from collections import OrderedDict
from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django_scopes import scopes_disabled

from builder.models import Asset

_HASH = re.compile(r"[0-9a-f]{64}")
_YEAR = 365 * 86_400


class Shelf:
    """Bytes by name, the least wanted dropped first; never more than `most` bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._lock = Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def get(self, name: str) -> bytes | None:
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
            return self._kept.get(name)

    def put(self, name: str, content: bytes) -> None:
        with self._lock:
            if name in self._kept or len(content) > self.most:
                return
            self._kept[name] = content
            self.size += len(content)
            while self.size > self.most:
                self.size -= len(self._kept.popitem(last=False)[1])

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.size = 0


shelf = Shelf(32 * 1024 * 1024)


@require_safe
def picture(request: HttpRequest, hash: str) -> HttpResponseBase:
    """Serve GET /e/a.<hash>.webp. At most one query; none for what was seen before."""
    etag = f'"{hash}"'
    content = find(hash)
    if content is None:
        return HttpResponse(status=404, headers={"Cache-Control": "no-store"})
    headers = {
        "Content-Type": "image/webp",
        "Cache-Control": f"public, max-age={_YEAR}, immutable",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "ETag": etag,
    }
    if request.headers.get("If-None-Match") in {etag, f"W/{etag}", "*"}:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(content, headers=headers)


def find(hash: str) -> bytes | None:
    """Give a picture's bytes, whoever uploaded them: a name that fits can't show another."""
    if not _HASH.fullmatch(hash):
        return None
    known = shelf.get(hash)
    if known is not None:
        return known
    # Public, without a tenant: the bytes are named by themselves and tell nothing of an owner.
    with scopes_disabled():
        found = Asset.objects.filter(hash=hash).values_list("content", flat=True).first()
    if found is None:
        return None
    content = bytes(found)
    shelf.put(hash, content)
    return content
