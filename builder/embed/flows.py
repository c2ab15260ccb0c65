"""Published flows as the widget gets them: one language, compressed, from memory."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.cache import cache as shared
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django_scopes import scope
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from builder.embed.encoding import Encoded, encode, send
from builder.embed.live import Live, showing
from builder.embed.schema import FLOW_SCHEMA, ProblemSerializer
from builder.models import FlowVersion
from builder.served import edition, served_form

MAX_AGE = 60
_KEPT = 24 * 60 * 60  # in the shared cache, seconds
_QUALITY = 5  # brotli: 9 saves another 3 % and takes six times as long


@lru_cache(maxsize=256)
def flow_bytes(tenant_id: UUID, version_id: UUID, locale: str) -> Encoded:
    """Return a version's bytes; a version never changes, so they are kept for good.

    From this process, else from the cache that all share, else from the database.
    """
    key = f"flow:{version_id}:{locale}:{edition()}"
    found: Encoded | None = shared.get(key)
    return found or _fill(tenant_id, version_id, locale, key)


def _fill(tenant_id: UUID, version_id: UUID, locale: str, key: str) -> Encoded:
    with scope(tenant=tenant_id):
        version = FlowVersion.objects.get(pk=version_id)
    form = served_form(version.pk, version.number, version.document, locale)
    body = json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode()
    encoded = encode(body, quality=_QUALITY)
    shared.set(key, encoded, _KEPT)
    return encoded


@lru_cache(maxsize=512)
def answer(live: Live, wanted: str | None) -> tuple[Encoded, dict[str, str]]:
    """Return the bytes, and what caches may know. The ETag is weak: encodings share it."""
    locale = live.locale(wanted)
    return flow_bytes(live.tenant_id, live.version_id, locale), {
        "Content-Type": "application/json",
        "Content-Language": locale,
        "Cache-Control": "no-store" if live.is_preview else f"public, max-age={MAX_AGE}",
        "ETag": f'W/"{live.version_id}.{live.state}.{locale}.{edition()}"',
    }


@lru_cache(maxsize=64)
def wanted_language(query: str) -> str | None:
    """Read `lang` out of a query string: there are few, and each is read many times."""
    return QueryDict(query).get("lang")


class PublicView(APIView):
    """A view of DRF's, described by its schema, without what programs that log in need.

    Negotiating, and asking for permissions and throttles, took a third of the time of a request.
    """

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """Hand on Django's request: there is nobody to recognise; a body is the view's to read."""
        return request  # type: ignore[return-value]

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nobody logs in here, there is one version and one representation: nothing to ask."""


class PublishedFlow(PublicView):
    """What an assistant asks, in one language."""

    @extend_schema(
        operation_id="get_flow",
        summary="Get a published flow",
        parameters=[
            OpenApiParameter("lang", str, description="Wanted language, such as de or en-GB."),
            OpenApiParameter("public_id", str, OpenApiParameter.PATH),
        ],
        responses={
            200: FLOW_SCHEMA,
            304: OpenApiResponse(description="Unchanged since the ETag that was sent."),
            (404, "application/problem+json"): ProblemSerializer,
            (410, "application/problem+json"): ProblemSerializer,
            (503, "application/problem+json"): ProblemSerializer,
        },
    )
    def get(self, request: HttpRequest, public_id: str) -> HttpResponseBase:
        """Answer with the live version in the wanted language, else in its default one."""
        wanted = wanted_language(request.META.get("QUERY_STRING", ""))
        live = showing(public_id, wanted)
        return send(request, *answer(live, wanted))
