"""Which paths are public: no session, no cookie and no browser language decides there."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

PREFIXES = ("/e/", "/h/", "/r/", "/confirm/", "/health/", "/.well-known/", "/api/")


def is_public(path: str) -> bool:
    """Tell whether a path belongs to end users or machines, who never log in."""
    return path.startswith(PREFIXES)


class MembersOnly(MiddlewareMixin):
    """Put before a middleware that serves people who log in: public requests pass it by."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_public(request.path_info):
            return self.get_response(request)  # type: ignore[return-value]
        return super().__call__(request)  # type: ignore[return-value]


class MemberSessionMiddleware(MembersOnly, SessionMiddleware):
    """Read and write sessions."""


class MemberLocaleMiddleware(MembersOnly, LocaleMiddleware):
    """Choose the language for people who log in; public views choose it from their address.

    Django's own would read the language cookie and answer `Vary: Accept-Language`,
    which splits the caches in front of public pages.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # The thread may still speak the language of a member's request.
        translation.activate(settings.LANGUAGE_CODE)
        return super().__call__(request)


class MemberCsrfMiddleware(MembersOnly, CsrfViewMiddleware):
    """Guard forms; public paths have no session to ride on, and each view there says so.

    Django asks `process_view` wherever it is: a public view that takes POSTs and isn't
    exempt refuses them.
    """


class MemberAuthenticationMiddleware(MembersOnly, AuthenticationMiddleware):
    """Tell who is logged in."""


class MemberMessageMiddleware(MembersOnly, MessageMiddleware):
    """Carry messages from one page to the next."""
