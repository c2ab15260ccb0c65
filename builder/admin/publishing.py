"""Publish, pause, go on, duplicate: the buttons above an assistant."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from builder import publishing
from builder.admin.differences import changes_since
from builder.admin.drafts import conflict_message
from builder.admin.places import places
from builder.admin.typed import fault
from builder.admin.visits import Visit
from builder.models import RevisionConflict
from builder.snapshot import Snapshot
from tenants.models import User


def publish_page(visit: Visit) -> HttpResponseBase:
    """Show what stands against publishing; with a note and a click, publish."""
    conflict = ""
    note = visit.request.POST.get("note", "").strip()[:200]
    note_error = fault(note)
    if visit.posted and not note_error:
        try:
            return _publish(visit, note)
        except RevisionConflict:
            conflict = conflict_message(visit.assistant)
        except publishing.NotPublishable:
            pass  # the page says why
    snapshot = Snapshot(visit.assistant)
    findings = publishing.can_publish(visit.assistant, snapshot)
    errors = publishing.errors(findings)
    found = places(snapshot.rows, findings)
    return visit.show(
        "publish.html",
        _("Publish"),
        status=409 if conflict else 422 if visit.posted else 200,
        errors=[place for place in found if place.level == "error"],
        warnings=[place for place in found if place.level != "error"],
        ready=not errors,
        unchanged=[one.code for one in errors] == ["unchanged"],
        parts=changes_since(visit.assistant.live_version, snapshot.document),
        note=note,
        note_error=note_error,
        conflict=conflict,
    )


def _publish(visit: Visit, note: str) -> HttpResponseBase:
    assert isinstance(visit.request.user, User)  # noqa: S101 - the site lets nobody else in
    version = publishing.publish(
        visit.assistant,
        visit.request.user,
        note,
        seen=visit.seen(),
    )
    visit.log("published")
    done = _("Version %(number)s is live.") % {"number": version.number}
    if visit.assistant.state == "paused":
        done = _("Version %(number)s is published. The assistant is still paused.") % {
            "number": version.number
        }
    return visit.go("snippet" if version.number == 1 else "change", done=done)


def pause_action(visit: Visit) -> HttpResponseBase:
    if not publishing.pause(visit.assistant):
        return visit.go("change", wrong=_("The assistant isn't live, so it can't be paused."))
    visit.log("state")
    return visit.go(
        "change", done=_("The assistant is paused. End users see how to reach you instead.")
    )


def resume_action(visit: Visit) -> HttpResponseBase:
    if not publishing.resume(visit.assistant):
        return visit.go("change", wrong=_("There is no version to go on with. Publish one first."))
    visit.log("state")
    return visit.go("change", done=_("The assistant is live again."))


def duplicate_action(visit: Visit) -> HttpResponseBase:
    copy = publishing.duplicate(visit.assistant)
    visit.admin.log_addition(visit.request, copy, [{"added": {}}])
    messages.success(
        visit.request, _("This is the copy. It is a draft, and nobody sees it until you publish.")
    )
    return HttpResponseRedirect(reverse("admin:builder_assistant_change", args=[copy.pk]))
