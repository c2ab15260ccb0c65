"""Which paths are public: no session, no cookie and no browser language decides there."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
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


class MemberSessionMiddleware(SessionMiddleware):
    """Read and write sessions of people who log in; on public paths each is new and forgotten."""

    def process_request(self, request: HttpRequest) -> None:
        if is_public(request.path_info):
            request.session = self.SessionStore(None)
            return
        super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if is_public(request.path_info):
            return response
        return super().process_response(request, response)


class MemberCsrfMiddleware(CsrfViewMiddleware):
    """Guard forms of people who log in; public paths have no session to ride on."""

    def process_request(self, request: HttpRequest) -> None:
        if not is_public(request.path_info):
            super().process_request(request)
