"""Published flows as the widget gets them: one language, compressed, from memory."""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.cache import cache as shared
from django.http.response import HttpResponseBase
from django_scopes import scope
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from redis.exceptions import RedisError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from builder.embed.encoding import Encoded, encode, send
from builder.embed.live import Live, showing
from builder.embed.schema import FLOW_SCHEMA, ProblemSerializer
from builder.models import FlowVersion
from builder.served import edition, served_form

logger = logging.getLogger(__name__)

MAX_AGE = 60
_KEPT = 24 * 60 * 60  # in the shared cache, seconds
_QUALITY = 5  # brotli: 9 saves another 3 % and takes six times as long


@lru_cache(maxsize=256)
def flow_bytes(tenant_id: UUID, version_id: UUID, locale: str) -> Encoded:
    """Return a version's bytes; a version never changes, so they are kept for good.

    From this process, else from the cache that all share, else from the database.
    """
    key = f"flow:{version_id}:{locale}:{edition()}"
    try:
        found: Encoded | None = shared.get(key)
    except (RedisError, OSError):
        found = None
        logger.warning("The cache can't be reached; a flow is compiled instead.")
    return found or _fill(tenant_id, version_id, locale, key)


def _fill(tenant_id: UUID, version_id: UUID, locale: str, key: str) -> Encoded:
    with scope(tenant=tenant_id):
        version = FlowVersion.objects.get(pk=version_id)
    form = served_form(version.pk, version.number, version.document, locale)
    body = json.dumps(form, ensure_ascii=False, separators=(",", ":")).encode()
    encoded = encode(body, quality=_QUALITY)
    with suppress(RedisError, OSError):
        shared.set(key, encoded, _KEPT)
    return encoded


def headers(live: Live, locale: str) -> dict[str, str]:
    """Return what caches may know. The ETag is weak: encodings share it."""
    return {
        "Content-Type": "application/json",
        "Content-Language": locale,
        "Cache-Control": f"public, max-age={MAX_AGE}",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "ETag": f'W/"{live.version_id}.{live.state}.{locale}.{edition()}"',
    }


class AnyAccept(BaseContentNegotiation):
    """There is one representation, so the Accept header decides nothing."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class PublishedFlow(APIView):
    """What an assistant asks, in one language."""

    content_negotiation_class = AnyAccept

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
    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        """Answer with the live version in the wanted language, else in its default one."""
        wanted = request.GET.get("lang")
        live = showing(public_id, wanted)
        locale = live.locale(wanted)
        body = flow_bytes(live.tenant_id, live.version_id, locale)
        return send(request._request, body, headers(live, locale))
