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
from builder.flows.messages import texts

CONTENT_TYPE = "application/problem+json"
RETRY_AFTER = 5  # seconds
# The database is away or can't commit: nothing was accepted, trying again is right.
UNAVAILABLE = (OperationalError, InterfaceError)

# Code: status, what kind of problem it is, and what the reader can do about it.
PROBLEMS: dict[str, tuple[int, str, str]] = {
    "malformed": (
        400,
        gettext_noop("Malformed request"),
        gettext_noop("The request could not be read."),
    ),
    "foreign_origin": (
        403,
        gettext_noop("Website not allowed"),
        gettext_noop("This website may not send enquiries to this assistant."),
    ),
    "unknown_assistant": (
        404,
        gettext_noop("Unknown assistant"),
        gettext_noop("There is no assistant at this address."),
    ),
    "not_found": (
        404,
        gettext_noop("Not found"),
        gettext_noop("There is nothing at this address."),
    ),
    "method_not_allowed": (
        405,
        gettext_noop("Method not allowed"),
        gettext_noop("This address can't be used in this way."),
    ),
    "different_content": (
        409,
        gettext_noop("Already sent"),
        gettext_noop("An enquiry with this number was already sent, with other answers."),
    ),
    "paused": (410, gettext_noop("Paused"), ""),
    "closed": (410, gettext_noop("Closed"), ""),
    "not_yet_open": (410, gettext_noop("Not open yet"), ""),
    "full": (410, gettext_noop("Full"), ""),
    "withdrawn_version": (
        410,
        gettext_noop("Version withdrawn"),
        gettext_noop("These questions are no longer in use. Please reload the page."),
    ),
    "too_large": (
        413,
        gettext_noop("Too large"),
        gettext_noop("The enquiry is too large. Please shorten your answers."),
    ),
    "files_too_large": (
        413,
        gettext_noop("Files too large"),
        gettext_noop(
            "The files are too large to be sent together. Please send fewer or smaller ones."
        ),
    ),
    "too_many_files": (
        413,
        gettext_noop("Too many files"),
        gettext_noop("These are too many files to be sent at once. Please send fewer."),
    ),
    "not_json": (
        415,
        gettext_noop("Not JSON"),
        gettext_noop("Send the enquiry as application/json, or with files as multipart/form-data."),
    ),
    "invalid_answers": (
        422,
        gettext_noop("Answers to be checked"),
        gettext_noop("Please check these answers."),
    ),
    "disqualified": (422, gettext_noop("Not taken"), ""),
    "too_many": (
        429,
        gettext_noop("Too many requests"),
        gettext_noop("That was a little too often. Please try again later."),
    ),
    "unavailable": (
        503,
        gettext_noop("Unavailable"),
        gettext_noop("The enquiry can't be taken at the moment. Please try again in a moment."),
    ),
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
        status, _, words = PROBLEMS[code]
        super().__init__(words, code)
        self.code, self.status_code, self.locale = code, status, locale
        self.errors, self.more = list(errors), more
        self.retry_after = retry_after or (RETRY_AFTER if code == "unavailable" else None)


def document(refused: Refused, locale: str) -> dict[str, Any]:
    """Return the problem as JSON, said in a language."""
    status, title, words = PROBLEMS[refused.code]
    with translation.override(pick(locale, dict(settings.LANGUAGES), settings.LANGUAGE_CODE)):
        said = {
            "type": f"urn:zenflow:{refused.code}",
            "title": gettext(title),
            "status": status,
            "detail": gettext(words) if words else texts(locale)[refused.code],
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
    response = respond(error, pick(wanted, dict(settings.LANGUAGES), settings.LANGUAGE_CODE))
    if error.code == "method_not_allowed":
        response["Allow"] = ", ".join(context["view"].allowed_methods)
    return response
