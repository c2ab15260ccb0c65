"""What became of an enquiry: a page for the end user, JSON for programs, keys to verify it by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe
from django_scopes import scope, scopes_disabled

from builder.embed.problems import Refused, document, respond
from builder.flows.locales import NAMES, pick
from builder.flows.messages import DEFAULT, languages, page_text, page_texts
from relay import fallback, receipts
from relay.models import Delivery, Receipt, Submission
from relay.payload import moment
from relay.quarantine import DELETED_AS_SPAM, DELETED_UNREADABLE
from relay.states import DeliveryState

_READ_AS = str.maketrans("ILO", "110", "- ")
_LENGTH = 16
_UNDER_WAY = {DeliveryState.LEASED, DeliveryState.HANDED_OVER, DeliveryState.DELIVERED}
# What the page shows beside its heading; whatever else became of it went wrong.
_MARKS = dict.fromkeys(("held", "asked", "sending"), "waits")
_MARKS |= dict.fromkeys(("delivered", "test"), "right")
# What the second station of its way says where it wasn't simply handed over.
_HANDED = {
    "test": "handed_nobody",
    "unknown": "perhaps",
    DELETED_AS_SPAM: "deleted_by",
    DELETED_UNREADABLE: "deleted_by",
}


@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Show what became of an enquiry, or say it as JSON where that is asked for."""
    if (
        not request.accepts("text/html")
        or request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    ):
        return receipt_json(request, number)
    submission = _find(number)
    wanted = request.GET.get("lang") or (submission.locale if submission else None)
    locale = _locale(wanted)
    with translation.override(locale):
        if submission is None:
            problem = {"problem": document(Refused("not_found"), locale), "locale": locale}
            response = render(request, "hosted/notice.html", problem, status=404)
        else:
            context = _context(submission, _said(submission), locale)
            response = render(request, "relay/receipt.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def receipt_json(request: HttpRequest, number: str) -> HttpResponse:
    """Say what became of an enquiry; once it is purged, with the signed receipt."""
    submission = _find(number)
    if submission is None:
        return respond(Refused("not_found"), _locale(request.GET.get("lang")))
    return JsonResponse(_said(submission), headers={"Cache-Control": "no-store"})


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Publish the keys by which receipts are verified."""
    headers = {"Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"}
    return JsonResponse(receipts.public_keys(), headers=headers)


def _locale(wanted: str | None) -> str:
    return pick(wanted, languages(), DEFAULT)


def _find(number: str) -> Submission | None:
    reference = number.upper().translate(_READ_AS)
    if len(reference) != _LENGTH or not (reference.isascii() and reference.isalnum()):
        return None
    # The one look-up of a page without a tenant: the number is 80 random bits.
    with scopes_disabled():
        rows = Submission.objects.select_related("tenant", "receipt")
        return rows.filter(reference=reference).first()


def _said(submission: Submission) -> dict[str, Any]:
    said: dict[str, Any] = {
        "reference": submission.dashed_reference,
        "state": _state(submission),
        "accepted_at": moment(submission.accepted_at),
    }
    kept = _receipt(submission)
    return {**said, **receipts.as_json(kept)} if kept else said


def _state(submission: Submission) -> str:
    """Return held, asked, sending, delivered, not_delivered, unknown, lost, or test."""
    if kept := _receipt(submission):
        return str(kept.body["outcome"])
    with scope(tenant=submission.tenant):
        rows = Delivery.objects.filter(submission=submission)
        states = set(rows.values_list("state", flat=True))
    if DeliveryState.ASKED in states:
        return "asked"
    return "sending" if states & _UNDER_WAY else "held"


def _receipt(submission: Submission) -> Receipt | None:
    return getattr(submission, "receipt", None)


def _delivered_at(submission: Submission) -> datetime | None:
    """Return when the last of its recipients had it; None until then."""
    kept = _receipt(submission)
    if kept is None or kept.body["outcome"] != "delivered":
        return None
    return max(datetime.fromisoformat(one["at"]) for one in kept.body["deliveries"])


def _shredded_at(submission: Submission) -> datetime | None:
    """Return when no key was left that could open it, in backups neither; None until then."""
    kept = _receipt(submission)
    if kept is None or not kept.destruction:
        return None
    return datetime.fromisoformat(kept.destruction["statement"]["keys_destroyed_at"])


def _is_by_mail(submission: Submission, state: str) -> bool:
    """Tell whether a mail server took it: then it was handed over, and nobody knows more."""
    kept = _receipt(submission)
    sent = kept.body["deliveries"] if kept and state == "delivered" else ()
    return any(one.get("by") == "email" for one in sent)


def _notice(submission: Submission, locale: str) -> str:
    """Say whom to turn to while nobody takes it."""
    tenant = submission.tenant
    with scope(tenant=tenant):
        if not fallback.is_stuck(submission):
            return ""
    return fallback.words(submission, tenant.legal_name, tenant.contact, locale)


def _context(submission: Submission, said: dict[str, Any], locale: str) -> dict[str, Any]:
    state, tenant = said["state"], submission.tenant
    until = date_format(localtime(submission.hold_until), "DATE_FORMAT")
    named = {"recipient": tenant.legal_name, "contact": tenant.contact, "until": until}
    words = page_texts("receipt", locale, number=submission.dashed_reference, **named)
    return {
        "submission": submission,
        "mark": _MARKS.get(state, "wrong"),
        "words": words,
        "heading": words[f"head_{state}"],
        "text": words["delivered_mail" if _is_by_mail(submission, state) else state],
        "contact": words["mistake" if state == DELETED_AS_SPAM else "contact"],
        "notice": _notice(submission, locale) if state == "held" else "",
        "not_handed": words[_HANDED.get(state, "not_handed")],
        "locale": locale,
        "language": page_text("language", locale),
        "languages": [(one, NAMES[one]) for one in languages()],
        "signed": "signature" in said,
        "delivered_at": _delivered_at(submission),
        "shredded_at": _shredded_at(submission),
        "recipient": {"name": tenant.legal_name},
        "keys_url": f"{settings.PUBLIC_URL}/.well-known/zenflow-receipt-keys.json",
    }
