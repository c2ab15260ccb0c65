from __future__ import annotations

import mimetypes

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from demo.site import settings
from demo.site.receiver import Inbox, WebhookVerificationError

PUBLIC_ID = "demo-hausrat"
INBOX = Inbox(settings.WEBHOOK_SECRET_FILE)
_ASSETS = settings.BASE_DIR / "assets"


@require_GET
def page(request: HttpRequest, locale: str) -> HttpResponse:
    """Show the customer's own page, with the snippet in it."""
    context = {"zenflow": settings.PUBLIC_URL, "public_id": PUBLIC_ID}
    return render(request, f"page_{locale}.html", context)


@require_GET
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what has arrived at the customer's webhook."""
    context = {"enquiries": INBOX.newest_first(), "repeats": INBOX.repeats}
    return render(request, "inbox.html", context)


@require_GET
@never_cache
def latest(request: HttpRequest) -> HttpResponse:
    """Name the newest enquiry, so that the page knows when to load itself again."""
    newest = INBOX.newest_first()[:1]
    return HttpResponse(newest[0].webhook_id if newest else "", content_type="text/plain")


@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Receive a webhook as a customer's system would."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        INBOX.receive(request.body, headers)
    except WebhookVerificationError:
        return HttpResponse("The signature does not match.", status=401)
    except OSError:
        return HttpResponse("The demo has not been set up yet.", status=503)
    return HttpResponse(status=204)


@require_GET
def asset(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a style sheet, script or picture of the demo website."""
    names = {file.name: file for file in _ASSETS.iterdir()}
    if name not in names:
        raise Http404
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(names[name].open("rb"), content_type=content_type)
    response["Cache-Control"] = "max-age=300"
    return response
