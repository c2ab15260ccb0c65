"""An assistant as a file, both ways; and what else is done with a whole one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from builder import archiving, exchange
from builder.admin.drafts import conflict_message, list_crumb
from builder.admin.visits import Visit
from builder.exchange import NotImportable
from builder.models import RevisionConflict
from tenants.access import tenant_of
from tenants.models import User


def manage_page(visit: Visit) -> HttpResponseBase:
    """Offer what is done with a whole assistant: copy, take along, bring in, put away."""
    return visit.show(
        "manage.html",
        _("Manage"),
        may_archive=archiving.can_archive(visit.assistant),
        may_unarchive=archiving.can_unarchive(visit.assistant),
        may_delete=visit.admin.has_delete_permission(visit.request, visit.assistant),
        most=exchange.MOST_BYTES // 1024**2,
    )


def export_action(visit: Visit) -> HttpResponseBase:
    name = f"{slugify(visit.assistant.name) or 'assistant'}.zenflow.json"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    content = exchange.export(visit.assistant)
    return HttpResponse(content, content_type="application/json", headers=headers)


def import_page(visit: Visit) -> HttpResponseBase:
    """Let the draft say what a file says."""
    said: dict[str, Any] = {}
    if visit.posted:
        assert isinstance(visit.request.user, User)  # noqa: S101 - the site lets nobody else in
        try:
            parcel = _read(visit.request)
            exchange.replace(visit.assistant, parcel, visit.request.user, visit.seen())
        except NotImportable as refusal:
            said = {"status": 422, "wrong": str(refusal)}
        except RevisionConflict:
            said = {"status": 409, "conflict": conflict_message(visit.assistant)}
        else:
            visit.log("imported")
            done = _("The draft says what the file said. What it said before is put aside.")
            return visit.go("compare", done=done)
    most = exchange.MOST_BYTES // 1024**2
    return visit.show("import.html", _("Import"), most=most, **said)


def import_new(model_admin: Any, request: HttpRequest) -> HttpResponseBase:
    """Make a new assistant of a file."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    wrong = ""
    if request.method == "POST":
        try:
            made = exchange.create(tenant_of(request), _read(request))
        except NotImportable as refusal:
            wrong = str(refusal)
        else:
            model_admin.log_addition(request, made, [{"added": {}}])
            done = _("The assistant was imported as a draft. Nobody sees it until you publish.")
            messages.success(request, done)
            return HttpResponseRedirect(reverse("admin:builder_assistant_change", args=[made.pk]))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Import an assistant"),
        "crumbs": [list_crumb(), (_("Import an assistant"), "")],
        "most": exchange.MOST_BYTES // 1024**2,
        "wrong": wrong,
    }
    request.current_app = model_admin.admin_site.name
    status = 422 if wrong else 200
    return TemplateResponse(request, "builder/import_new.html", context, status=status)


def _read(request: HttpRequest) -> Any:
    upload = request.FILES.get("file")
    if upload is None:
        raise NotImportable(_("Choose a file first."))
    return exchange.read(upload)


def archive_action(visit: Visit) -> HttpResponseBase:
    if not archiving.archive(visit.assistant):
        return visit.go("manage", wrong=_("The assistant is archived already."))
    visit.log("state")
    return visit.go("manage", done=_("The assistant is archived. End users see that it is closed."))


def unarchive_action(visit: Visit) -> HttpResponseBase:
    if not archiving.unarchive(visit.assistant):
        return visit.go("manage", wrong=_("The assistant isn't archived."))
    visit.log("state")
    if visit.assistant.live_version_id:
        done = _("The assistant is back, and paused. Go on when you are ready.")
    else:
        done = _("The assistant is back as a draft.")
    return visit.go("manage", done=done)
