"""What end users' browsers reach: submit an enquiry, and see what became of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, JsonResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from builder import availability
from builder.embed.enquiry import Enquiry, Taken
from builder.embed.flows import PublicView
from builder.embed.problems import Refused
from builder.embed.schema import ProblemSerializer
from builder.flows.answers import explain
from builder.flows.messages import message
from builder.flows.telling import tell
from relay import doors, fallback, intake, rates, received
from relay.bodies import read_body, read_incoming
from relay.doors import ClosedError, Door
from relay.intake import Incoming
from relay.payload import receipt_url
from relay.suspicion import Signs

_WITH_CONTACT = {"paused", *availability.CODES}
_PROBLEMS = (400, 403, 404, 409, 410, 413, 415, 422, 429, 503)


class SubmissionSerializer(serializers.Serializer[Any]):
    """An enquiry as the widget sends it."""

    version = serializers.UUIDField(help_text="The version that was filled in.")
    submission_id = serializers.RegexField(
        r"^[A-Za-z0-9_-]{22,43}$", help_text="At least 128 random bits; the same for every repeat."
    )
    locale = serializers.CharField(help_text="The language it was filled in.")
    answers = serializers.DictField(help_text="By the fields' keys; an unanswered one is missing.")


class WithFilesSerializer(serializers.Serializer[Any]):
    """An enquiry with files: a part per file besides, named by the id that its answer says."""

    submission = SubmissionSerializer()


class AcceptedSerializer(serializers.Serializer[Any]):
    """The enquiry is held until its recipient has it."""

    reference = serializers.CharField(help_text="For the end user to keep.")
    receipt = serializers.URLField(help_text="Where they see what became of it.")
    notice = serializers.CharField(
        required=False,
        help_text="Only while none of its destinations takes it: that we keep trying, and how to "
        "reach the recipient meanwhile, in the enquiry's language. To be shown to the end user.",
    )


class Submissions(PublicView):
    """Take an enquiry: 202 once it is durable, and not before."""

    @extend_schema(
        operation_id="submit_enquiry",
        summary="Submit an enquiry",
        description="Repeating a request with the same submission_id is safe: the same contents "
        "get the same answer, other contents a 409.",
        request={
            "application/json": SubmissionSerializer,
            "multipart/form-data": WithFilesSerializer,
        },
        responses={
            202: AcceptedSerializer,
            **{(status, "application/problem+json"): ProblemSerializer for status in _PROBLEMS},
        },
    )
    def post(self, request: HttpRequest, public_id: str) -> JsonResponse:
        count(request.META)
        with read_incoming(read_body(request)) as incoming:
            seen = dataclasses.replace(incoming, signs=_signs(request.META))
            taken = submit(public_id, seen, request.headers.get("Origin"))
        answer = {name: said for name, said in dataclasses.asdict(taken).items() if said}
        return JsonResponse(answer, status=202, headers={"Cache-Control": "no-store"})


def submit(public_id: str, incoming: Incoming, origin: str | None) -> Taken:
    """Take an enquiry from a website, or from our own page. Raises Refused."""
    locale = incoming.locale
    try:
        door = doors.find(public_id, incoming.version)
        if not doors.is_welcome(origin, door.tenant):
            raise Refused("foreign_origin", locale=locale)
        submission = intake.accept(door, incoming)
    except ClosedError as closed:
        raise _closed(closed, locale) from None
    except intake.InvalidAnswersError as invalid:
        raise Refused(
            "invalid_answers", locale=locale, errors=_errors(door, invalid, locale)
        ) from None
    except intake.DisqualifiedError:
        raise Refused("disqualified", locale=locale) from None
    except received.MismatchError:
        raise Refused("malformed", locale=locale) from None
    except intake.DifferentContentError:
        raise Refused("different_content", locale=locale) from None
    except intake.UnavailableError as error:
        raise Refused("unavailable", locale=locale) from error
    notice = fallback.notice(door, submission, locale)
    return Taken(submission.dashed_reference, receipt_url(submission), notice)


def submit_from_hosted_page(enquiry: Enquiry) -> Taken:
    """Take an enquiry from the form for browsers without JavaScript.

    The form is on our own page, at whichever of our names the browser knows it by; another
    website's form has the same to pass as its scripts.
    """
    incoming = Incoming(
        enquiry.submission_id,
        enquiry.version,
        enquiry.locale,
        enquiry.answers,
        enquiry.files,
        _signs(enquiry.meta, trapped=enquiry.trapped, seconds=enquiry.seconds),
    )
    origin = enquiry.meta.get("HTTP_ORIGIN")
    is_ours = origin and urlsplit(origin).netloc == enquiry.meta.get("HTTP_HOST")
    return submit(enquiry.public_id, incoming, None if is_ours else origin)


def _signs(meta: Mapping[str, Any], **noticed: Any) -> Signs:
    return Signs(**noticed, in_burst=rates.is_burst(rates.client_address(meta)))


def count(meta: Mapping[str, Any]) -> None:
    """Count a request of whoever sent it. Raises Refused for too many."""
    if rates.is_too_often(rates.client_address(meta)):
        raise Refused("too_many", retry_after=rates.WINDOW)


def _closed(closed: ClosedError, locale: str) -> Refused:
    if closed.door is None or closed.code not in _WITH_CONTACT:
        return Refused(closed.code, locale=locale)
    assistant, recipient = closed.door.assistant, closed.door.document.recipient
    hint = message("contact_hint", locale, recipient=recipient.name, contact=recipient.contact)
    texts, default = assistant.closed_text, assistant.default_locale
    said = availability.said(closed.code, texts, locale, default)
    return Refused(closed.code, locale=locale, contact=hint if recipient.contact else "", **said)


def _errors(door: Door, invalid: intake.InvalidAnswersError, locale: str) -> list[dict[str, str]]:
    document = tell(door.document, invalid.checked.path, locale)
    return [
        {
            "field": problem.field_key,
            "code": problem.code,
            "message": explain(document, problem, locale),
        }
        for problem in invalid.checked.errors
    ]
