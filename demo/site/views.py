from __future__ import annotations

import mimetypes

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from demo.site import settings
from demo.site.mail import Mailbox
from demo.site.pages import WEBSITES
from demo.site.policy import FOR_MAIL, set_policy
from demo.site.receiver import Inbox, WebhookVerificationError

INBOX = Inbox(settings.SECRETS)
MAILBOX = Mailbox()
_ASSETS = settings.BASE_DIR / "assets"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show what there is to see."""
    return render(request, "index.html", {"sites": WEBSITES.values()})


@require_GET
def page(request: HttpRequest, slug: str, locale: str) -> HttpResponse:
    """Show a customer's own page, with the snippet in it."""
    site = WEBSITES.get(slug)
    if site is None:
        raise Http404
    context = {
        "site": site,
        "t": site.texts[locale],
        "locale": locale,
        "zenflow": settings.PUBLIC_URL,
    }
    return render(request, f"{slug}.html", context)


@require_GET
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what has arrived at the customers' webhooks."""
    arrivals = INBOX.newest_first()
    context = {
        "title": "Eingang der Webhooks",
        "lead": "Was die Systeme der Kunden empfangen und geprüft haben.",
        "list": "enquiries.html",
        "arrivals": arrivals,
        "latest": arrivals[0].webhook_id if arrivals else "",
        "poll": "/inbox/latest",
        "repeats": INBOX.repeats,
    }
    return render(request, "inbox.html", context)


@require_GET
@never_cache
def latest_enquiry(request: HttpRequest) -> HttpResponse:
    """Name the newest enquiry, so that the page knows when to load itself again."""
    newest = INBOX.newest_first()[:1]
    return HttpResponse(newest[0].webhook_id if newest else "", content_type="text/plain")


@require_POST
def webhook(request: HttpRequest, slug: str) -> HttpResponse:
    """Receive a webhook as a customer's system would."""
    if slug not in WEBSITES:
        raise Http404
    headers = {name.lower(): value for name, value in request.headers.items()}
    try:
        INBOX.receive(slug, request.body, headers)
    except WebhookVerificationError:
        return HttpResponse("The signature does not match.", status=401)
    except OSError:
        return HttpResponse("The demo has not been set up yet.", status=503)
    return HttpResponse(status=204)


@require_GET
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """Show what has arrived by e-mail."""
    arrivals = MAILBOX.newest_first()
    context = {
        "title": "Postfach",
        "lead": "Alle E-Mails dieser Vorführung, auch Bestätigungen und Einladungen.",
        "list": "mails.html",
        "arrivals": arrivals,
        "latest": arrivals[0].number if arrivals else "",
        "poll": "/mail/latest",
    }
    return render(request, "inbox.html", context)


@require_GET
@never_cache
def latest_mail(request: HttpRequest) -> HttpResponse:
    """Name the newest message, so that the page knows when to load itself again."""
    newest = MAILBOX.newest_first()[:1]
    return HttpResponse(newest[0].number if newest else "", content_type="text/plain")


@require_POST
def new_mail(request: HttpRequest) -> HttpResponse:
    """Take a message from the mail server."""
    MAILBOX.receive(request.body)
    return HttpResponse(status=204)


@require_GET
@never_cache
def mail_html(request: HttpRequest, number: int) -> HttpResponse:
    """Show a message's HTML by itself, under a policy that runs and loads nothing."""
    mail = MAILBOX.find(number)
    if mail is None:
        raise Http404
    return set_policy(HttpResponse(mail.html), FOR_MAIL)


@require_GET
def asset(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a style sheet, script or picture of the websites."""
    names = {file.name: file for file in _ASSETS.iterdir()}
    if name not in names:
        raise Http404
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(names[name].open("rb"), content_type=content_type)
    response["Cache-Control"] = "max-age=300"
    return response
