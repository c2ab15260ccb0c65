"""What a page says of itself: why there is none, or that it shows a draft."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from builder.embed.live import Live
from builder.embed.problems import Refused, document
from builder.flows.locales import pick
from builder.flows.messages import DEFAULT, languages, page_text


def notice(request: HttpRequest, refused: Refused, live: Live | None) -> HttpResponse:
    """Say on a page what a problem document would say."""
    wanted = refused.locale or request.GET.get("lang")
    locale = pick(wanted, languages(), DEFAULT)
    context = {
        "problem": document(refused, locale),
        "locale": locale,
        "recipient": {"name": live.recipient if live else ""},
    }
    response = render(request, "hosted/notice.html", context, status=refused.status_code)
    if refused.retry_after:
        response["Retry-After"] = str(refused.retry_after)
    return response


def draft_note(live: Live, locale: str) -> str:
    """Say of a draft what it is, and what becomes of what is sent; "" of what is live."""
    if not live.is_preview:
        return ""
    return page_text("draft_delivered" if live.tests_delivered else "draft_discarded", locale)
