"""The hosted page: the widget where there is JavaScript, one long form where there is none."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django_scopes import scope

from builder.embed import traps
from builder.embed.enquiry import Enquiry, Taken
from builder.embed.form import Form, leads_on
from builder.embed.live import Live, find, showing
from builder.embed.notices import draft_note, notice
from builder.embed.posted import Posted
from builder.embed.problems import UNAVAILABLE, Refused, document
from builder.flows.answers import Checked, check
from builder.flows.document import DISQUALIFIED, FlowDocument, translated
from builder.flows.locales import name_of, pick
from builder.flows.messages import message, page_text, texts
from builder.flows.path import walk
from builder.flows.telling import tell
from builder.models import FlowVersion
from builder.publishing import accepts
from tenants.policies import set_policy, strict

_SUBMISSION_ID = re.compile(r"[A-Za-z0-9_-]{22,43}")


# What takes an enquiry, and what counts each form that is sent; both raise Refused. Relay sets them
# when it is ready: builder knows what is asked, never what becomes of the answers.
SUBMIT: Callable[[Enquiry], Taken] | None = None
COUNT: Callable[[Mapping[str, Any]], None] | None = None


@csrf_exempt
@xframe_options_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def hosted(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an assistant on a page of its own, and take what its form sends.

    No cookie is set or read, so there is no session that another site could ride on:
    the form needs no CSRF token.
    """
    wanted, live = request.GET.get("lang"), None
    try:
        live = find(public_id)
        live = showing(public_id, wanted)
        locale = live.locale(wanted)
        with translation.override(pick(locale, dict(settings.LANGUAGES), settings.LANGUAGE_CODE)):
            page = _Page(request, public_id, live, locale)
            response = page.submit() if request.method == "POST" else page.show()
    except Refused as refused:
        response = notice(request, refused, live)
    except UNAVAILABLE:
        response = notice(request, Refused("unavailable"), live)
    return _guard(response, live)


def _guard(response: HttpResponse, live: Live | None) -> HttpResponse:
    """Let the tenant's own websites frame the page, and no cache keep it."""
    response["Cache-Control"] = "no-store"
    if live is not None and live.is_preview:
        # Whoever has the address may see the draft, so that it is told to nobody.
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
    set_policy(response, strict(frame_ancestors=["'self'", *(live.origins if live else ())]))
    return response


class _Page:
    def __init__(self, request: HttpRequest, public_id: str, live: Live, locale: str) -> None:
        self.request = request
        self.public_id = public_id
        self.live = live
        self.locale = locale
        self.submission_id = secrets.token_urlsafe(16)
        # When the form was handed out first, so that what is sent once more isn't taken for hasty.
        self.begun = traps.begin()
        self.problem = ""
        # The ending that the answers lead to, where it takes no enquiry.
        self.turned_away: dict[str, Any] = {}

    def show(self) -> HttpResponse:
        """Show the live version."""
        version = self.version(self.live.version_id)
        document = _document(version)
        told = tell(document, walk(document, {}), self.locale)
        return self.render(version, Form(told, self.locale))

    def submit(self) -> HttpResponse:
        """Take the answers; show them again, with what is wrong, unless all is right.

        Every form counts, whatever is in it: nobody has answers judged without end. One too many
        is not judged at all, and comes back as it was typed.
        """
        too_many = self.count()
        length = int(self.request.META.get("CONTENT_LENGTH") or 0)
        if length > _most_bytes(self.request):
            raise Refused("too_large", locale=self.locale)
        sent = self.request.POST
        if _SUBMISSION_ID.fullmatch(sent.get("submission_id", "")):
            # A second click on "send" carries the same id and makes no second enquiry.
            self.submission_id = sent["submission_id"]
        self.begun = sent.get("begun", "")
        version, is_current = self.sent_version(sent.get("version", ""))
        document = _document(version)
        posted = Posted(sent, self.request.FILES, self.submission_id)
        answers = posted.answers(document)
        if too_many:
            return self.refuse(version, Form(document, self.locale, answers), too_many)
        checked = check(document, answers, slack=1)
        form = Form(tell(document, checked.path, self.locale), self.locale, answers)
        form.note(checked)
        if not is_current:
            self.problem = page_text("questions_changed", self.locale)
        if form.errors or self.problem:
            return self.render(version, form, status=422)
        if checked.path.ending.kind == DISQUALIFIED:
            self.turned_away = form.ending(checked)
            return self.render(version, form, status=422)
        return self.hand_over(version, form, checked, posted.used(checked.answers))

    def count(self) -> Refused | None:
        """Count this form; return the refusal of one too many."""
        try:
            if COUNT is not None:
                COUNT(self.request.META)
        except Refused as refused:
            return refused
        return None

    def hand_over(
        self, version: FlowVersion, form: Form, checked: Checked, files: Mapping[str, Any]
    ) -> HttpResponse:
        """Give the enquiry to whoever takes enquiries, and show how it ends.

        The answer to the POST is the last page itself: elsewhere the ending would have to be in an
        address or be kept. A reload sends the form again, under the same id, and gets the same.
        """
        if SUBMIT is None:
            raise Refused("unavailable", locale=self.locale)
        enquiry = Enquiry(
            self.public_id,
            version.pk,
            self.submission_id,
            self.locale,
            checked.answers,
            self.request.META,
            files,
            trapped=traps.is_trapped(self.request.POST),
            seconds=traps.seconds_since(self.begun),
        )
        try:
            return self.done(form, checked, SUBMIT(enquiry))
        except Refused as refused:
            return self.refuse(version, form, refused)

    def done(self, form: Form, checked: Checked, taken: Taken) -> HttpResponse:
        """Show the ending's own words, with what is left to keep: nothing of the answers."""
        ending = form.ending(checked)
        context = {
            "draft": draft_note(self.live, self.locale),
            "ending": ending,
            "onward": leads_on(ending, self.locale),
            "theme": form.document.theme,
            "taken": taken,
            "locale": self.locale,
            "t": texts(self.locale),
            "sent_text": message("sent_text", self.locale, recipient=self.live.recipient),
            "recipient": form.document.recipient,
            "privacy_link": message("privacy_link", self.locale, recipient=self.live.recipient),
        }
        return render(self.request, "hosted/done.html", context)

    def refuse(self, version: FlowVersion, form: Form, refused: Refused) -> HttpResponse:
        """Say why it wasn't taken, above everything that was typed."""
        self.problem = document(refused, self.locale)["detail"] if not refused.errors else ""
        form.errors |= {error["field"]: error["message"] for error in refused.errors}
        if refused.code == "different_content":
            self.submission_id = secrets.token_urlsafe(16)
        response = self.render(version, form, status=refused.status_code)
        if refused.retry_after:
            response["Retry-After"] = str(refused.retry_after)
        return response

    def version(self, pk: Any) -> FlowVersion:
        with scope(tenant=self.live.tenant_id):
            # What a draft said is shown through its own link alone, whoever knows its id.
            mode = FlowVersion.Mode.PREVIEW if self.live.is_preview else FlowVersion.Mode.LIVE
            same = {"assistant_id": self.live.assistant_id, "mode": mode}
            return FlowVersion.objects.get(pk=pk, **same)

    def sent_version(self, sent: str) -> tuple[FlowVersion, bool]:
        """Find the version that was filled in; the live one where that isn't accepted any more."""
        try:
            version = self.version(uuid.UUID(sent))
        except (ValueError, FlowVersion.DoesNotExist):
            return self.version(self.live.version_id), False
        if accepts(version, timezone.now()):
            return version, True
        return self.version(self.live.version_id), False

    def render(self, version: FlowVersion, form: Form, status: int = 200) -> HttpResponse:
        context = {
            "page": self,
            "draft": draft_note(self.live, self.locale),
            "form": form,
            "said": form.said,
            "version": version.pk,
            "locale": self.locale,
            "language": page_text("language", self.locale),
            "others": {one: name_of(one) for one in self.live.locales if one != self.locale},
            "theme": form.document.theme,
            "t": texts(self.locale),
            "recipient": form.document.recipient,
            "send_to": message("send_to", self.locale, recipient=self.live.recipient),
            "privacy_note": message("privacy_note", self.locale, recipient=self.live.recipient),
            "privacy_link": message("privacy_link", self.locale, recipient=self.live.recipient),
            "leave_empty": page_text("leave_empty", self.locale),
            # The widget knows nothing of what was typed into the form: it stays away then.
            "loader": reverse("embed-loader") if self.request.method != "POST" else "",
        }
        return render(self.request, "hosted/page.html", context, status=status)


def _document(version: FlowVersion) -> FlowDocument:
    return translated(FlowDocument.from_json(version.document))


def _most_bytes(request: HttpRequest) -> int:
    """Tell how large a form may be: files travel in one that says so."""
    multipart = request.content_type == "multipart/form-data"
    files = settings.SUBMISSION_FILES_MAX_MB * 2**20 if multipart else 0
    return int(settings.SUBMISSION_MAX_BYTES + files)
