"""Where whoever reads an address agrees to get enquiries there: no login, no cookie."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from builder.flows.locales import pick
from relay import confirming, vault


@csrf_exempt  # there is no session to ride on: the link is what counts
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and take the answer. Opening the link changes nothing: programs open links too."""
    found = confirming.find(token)
    if found is None:
        return _respond(request, {"state": "dead"}, _locale(request, None), 404)
    destination, address, is_confirmed = found
    locale = _locale(request, vault.open_config(destination)["locale"])
    if request.method == "POST":
        confirming.agree(token)
        return _unseen(HttpResponseRedirect(f"{request.path}?lang={locale}"))
    context = {
        "state": "confirmed" if is_confirmed else "asked",
        "address": address,
        "recipient": {"name": destination.tenant.legal_name},
        "assistant": destination.assistant.name if destination.assistant else "",
    }
    return _respond(request, context, locale)


def _locale(request: HttpRequest, own: str | None) -> str:
    wanted = request.GET.get("lang") or own
    return pick(wanted, dict(settings.LANGUAGES), settings.LANGUAGE_CODE)


def _respond(
    request: HttpRequest, context: dict[str, Any], locale: str, status: int = 200
) -> HttpResponse:
    with translation.override(locale):
        page = {**context, "locale": locale}
        return _unseen(render(request, "relay/confirm.html", page, status=status))


def _unseen(response: HttpResponse) -> HttpResponse:
    """Let the link be kept nowhere and told to nobody."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
