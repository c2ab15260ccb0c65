"""The visual builder: its page, and what that asks while somebody works in it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponseBase, JsonResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from builder import keeping, pictures, staleness
from builder.admin.building_boot import boot
from builder.admin.building_sent import Refused, Sent, place_of, read_sent
from builder.admin.building_state import state
from builder.admin.visits import Visit
from builder.document import load
from builder.drafts import from_draft, to_draft
from builder.flows.document import DocumentError, FlowDocument
from builder.models import Assistant, RevisionConflict
from builder.naming import clean_name
from tenants.models import User
from tenants.policies import set_policy, strict

UNREADABLE, CONFLICT, CREATED, OK = 422, 409, 201, 200


def build_page(visit: Visit) -> HttpResponseBase:
    """Show the builder under the site-wide policy: none of unfold's scripts run here."""
    context = {"assistant": visit.assistant, "boot": boot(visit)}
    response = TemplateResponse(visit.request, "builder/build.html", context)
    set_policy(response, strict())
    return response


def build_draft(visit: Visit) -> HttpResponseBase:
    """Give the draft as it is, or save one that was made of it."""
    if not visit.posted:
        return JsonResponse(state(visit))
    try:
        sent = read_sent(visit.request)
        _save(visit, sent)
    except Refused as refused:
        return _refuse(refused.detail, refused.place)
    except RevisionConflict:
        return _conflict(visit)
    visit.log_once("draft")
    return JsonResponse(state(visit))


def _save(visit: Visit, sent: Sent) -> None:
    assistant = visit.assistant
    document = _document(assistant, sent)
    with transaction.atomic():
        try:
            load(assistant, document, seen=sent.revision)
            staleness.settle(assistant, sent.right)
        except DocumentError as error:
            raise _cannot(error, sent.draft) from error
        _rename(assistant, sent.draft.get("name"))


def _document(assistant: Assistant, sent: Sent) -> FlowDocument:
    try:
        return from_draft(assistant, sent.draft)
    except DocumentError as error:
        raise _cannot(error, sent.draft) from error


def _cannot(error: DocumentError, draft: Any) -> Refused:
    return Refused(_("This can't be saved as it is."), place_of(str(error), draft))


def _rename(assistant: Assistant, name: Any) -> None:
    if name == assistant.name or not isinstance(name, str):
        return
    try:
        assistant.name = clean_name(name)
        assistant.clean_fields(exclude={f.name for f in Assistant._meta.fields} - {"name"})
        assistant.validate_constraints(exclude={"public_id"})
    except ValidationError as error:
        raise Refused(" ".join(error.messages), "assistant") from error
    assistant.save(update_fields=["name"])


def _refuse(detail: str, place: str = "") -> JsonResponse:
    return JsonResponse({"detail": detail, "place": place}, status=UNREADABLE)


def _conflict(visit: Visit) -> JsonResponse:
    """Give what stands there now, and who wrote it, so that nobody's work is lost."""
    theirs = Assistant.objects.select_related("tenant").get(pk=visit.assistant.pk)
    entries = LogEntry.objects.filter(object_id=str(theirs.pk)).select_related("user")
    last = entries.order_by("-action_time").first()
    by = (last.user.get_full_name() or last.user.get_username()) if last else ""
    answer = {"revision": theirs.revision, "draft": to_draft(theirs), "by": by}
    return JsonResponse({**answer, "at": theirs.changed_at}, status=CONFLICT)


def build_keep(visit: Visit) -> HttpResponseBase:
    """Put a draft aside, to be found among the versions and restored from there."""
    try:
        sent = read_sent(visit.request)
        document = _document(visit.assistant, sent)
    except Refused as refused:
        return _refuse(refused.detail, refused.place)
    assert isinstance(visit.request.user, User)  # noqa: S101 - the site lets nobody else in
    kept = keeping.keep(visit.assistant, document, visit.request.user)
    return JsonResponse({"id": str(kept.pk)}, status=CREATED)


def build_picture(visit: Visit) -> HttpResponseBase:
    """Take a picture for a choice: the file is written anew, and named by what it shows."""
    upload = visit.request.FILES.get("picture")
    if not isinstance(upload, UploadedFile):
        return _refuse(_("Choose a picture."))
    try:
        asset = pictures.keep(visit.assistant.tenant, pictures.encode(upload))
    except ValidationError as error:
        return _refuse(" ".join(error.messages))
    return JsonResponse({"hash": asset.hash, "width": asset.width, "height": asset.height})
