"""Problem documents (RFC 9457): what every public address answers when it can't do what was asked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from rest_framework import exceptions

from builder.flows.locales import pick
from builder.flows.messages import DEFAULT, languages, message, page_text

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER = 5  # seconds
# The database is away or can't commit: nothing was accepted, trying again is right.
UNAVAILABLE = (OperationalError, InterfaceError)

# Code: status, and what kind of problem it is. What the reader can do about it stands with the end users' texts.
PROBLEMS: dict[str, tuple[int, str]] = {
    "malformed": (400, gettext_noop("Malformed request")),
    "foreign_origin": (403, gettext_noop("Website not allowed")),
    "unknown_assistant": (404, gettext_noop("Unknown assistant")),
    "not_found": (404, gettext_noop("Not found")),
    "method_not_allowed": (405, gettext_noop("Method not allowed")),
    "different_content": (409, gettext_noop("Already sent")),
    "paused": (410, gettext_noop("Paused")),
    "closed": (410, gettext_noop("Closed")),
    "not_yet_open": (410, gettext_noop("Not open yet")),
    "full": (410, gettext_noop("Full")),
    "withdrawn_version": (410, gettext_noop("Version withdrawn")),
    "too_large": (413, gettext_noop("Too large")),
    "files_too_large": (413, gettext_noop("Files too large")),
    "too_many_files": (413, gettext_noop("Too many files")),
    "not_json": (415, gettext_noop("Not JSON")),
    "invalid_answers": (422, gettext_noop("Answers to be checked")),
    "disqualified": (422, gettext_noop("Not taken")),
    "too_many": (429, gettext_noop("Too many requests")),
    "unavailable": (503, gettext_noop("Unavailable")),
}
# What is said in the widget's words.
_SAID_BY_WIDGET = {"paused", "closed", "disqualified", "not_yet_open", "full"}


class Refused(exceptions.APIException):
    """Raise it in any public view to answer with a problem document.

    `errors` are {"field", "code", "message"}; `more` are further members of the document.
    """

    def __init__(
        self,
        code: str,
        *,
        locale: str | None = None,
        errors: Sequence[dict[str, str]] = (),
        retry_after: int | None = None,
        **more: Any,
    ) -> None:
        status, title = PROBLEMS[code]
        super().__init__(title, code)
        self.code, self.status_code, self.locale = code, status, locale
        self.errors, self.more = list(errors), more
        self.retry_after = retry_after or (RETRY_AFTER if code == "unavailable" else None)


def document(refused: Refused, locale: str) -> dict[str, Any]:
    """Return the problem as JSON, said in a language."""
    status, title = PROBLEMS[refused.code]
    say = message if refused.code in _SAID_BY_WIDGET else page_text
    with translation.override(pick(locale, dict(settings.LANGUAGES), settings.LANGUAGE_CODE)):
        said = {
            "type": f"urn:zenflow:{refused.code}",
            "title": gettext(title),
            "status": status,
            "detail": say(refused.code, locale),
            "code": refused.code,
        }
    if refused.errors:
        said["errors"] = refused.errors
    return said | refused.more


def respond(refused: Refused, locale: str) -> HttpResponse:
    """Answer with a problem document that no cache keeps."""
    body = json.dumps(document(refused, locale), ensure_ascii=False)
    response = HttpResponse(body, content_type=CONTENT_TYPE, status=refused.status_code)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = locale
    if refused.retry_after is not None:
        response["Retry-After"] = str(refused.retry_after)
    return response


_BY_KIND: list[tuple[type[Exception], str]] = [
    (exceptions.ParseError, "malformed"),
    (exceptions.ValidationError, "malformed"),
    (exceptions.MethodNotAllowed, "method_not_allowed"),
    (exceptions.UnsupportedMediaType, "not_json"),
    (exceptions.Throttled, "too_many"),
    (exceptions.NotFound, "not_found"),
    (Http404, "not_found"),
    *((kind, "unavailable") for kind in UNAVAILABLE),
]


def exception_handler(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Turn what a DRF view raised into a problem document; None leaves it a server error."""
    request = context["request"]
    if not isinstance(error, Refused):
        code = next((code for kind, code in _BY_KIND if isinstance(error, kind)), None)
        if code is None:
            return None
        wait = getattr(error, "wait", None)
        error = Refused(code, retry_after=None if wait is None else max(1, round(wait)))
    wanted = error.locale or request.GET.get("lang")
    response = respond(error, pick(wanted, languages(), DEFAULT))
    if error.code == "method_not_allowed":
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    return response
