"""Which paths are public: no session, no cookie and no browser language decides there."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

PREFIXES = ("/e/", "/h/", "/r/", "/health/", "/.well-known/", "/api/")


def is_public(path: str) -> bool:
    """Tell whether a path belongs to end users or machines, who never log in."""
    return path.startswith(PREFIXES)


class MemberLocaleMiddleware(LocaleMiddleware):
    """Choose the language for people who log in; public views choose it from their address.

    Django's own would read the language cookie and answer `Vary: Accept-Language`,
    which splits the caches in front of public pages.
    """

    def process_request(self, request: HttpRequest) -> None:
        if is_public(request.path_info):
            translation.activate(settings.LANGUAGE_CODE)
            return
        super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if is_public(request.path_info):
            return response
        return super().process_response(request, response)
