"""What waits to be judged: a list, and what the tenant can do with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from builder.models import Assistant
from relay import quarantine, schedule
from relay.admin.opening import opened
from relay.models import Submission
from relay.states import SubmissionState, Suspicion
from tenants.access import EDITORS, NOBODY, has_role
from tenants.scoping import TenantModelAdmin
from tenants.sites import Card, Entry, customers

LIST = "admin:relay_submission_changelist"


class OfAssistant(admin.SimpleListFilter):
    """Offer the tenant's own assistants."""

    title = _("assistant")
    parameter_name = "assistant"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        waiting = model_admin.get_queryset(request).order_by().values("assistant")
        found = Assistant.objects.filter(pk__in=waiting).order_by("name")
        return [(one.public_id, one.name) for one in found.only("public_id", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(assistant__public_id=value) if value else queryset


@admin.register(Submission, site=customers)
class QuarantineAdmin(TenantModelAdmin):
    """What can't be opened or looks like spam; what it says is shown on one page alone."""

    sidebar = Entry(25, "shield_question", _("Quarantine"))
    tenant_path = "tenant"
    may_add = may_change = may_delete = NOBODY
    may_judge = EDITORS
    list_display: ClassVar[tuple[str, ...]] = ("number", "reason", "of_assistant", "age", "ends")
    list_select_related = ("assistant",)
    list_filter = (OfAssistant, "suspicion")
    ordering = ("assistant__name", "quarantined_at")
    sortable_by = ()
    search_fields = ("reference",)
    search_help_text = _("Search by reference")
    actions = ("release", "destroy")
    fields = ("number", "reason", "of_assistant", "received", "since", "ends")
    readonly_fields = fields
    change_list_template = "relay/quarantine_list.html"
    list_before_template = "relay/quarantine_intro.html"
    change_form_outer_before_template = "relay/quarantine_bar.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        rows: QuerySet[Submission] = super().get_queryset(request)
        return rows.filter(state=SubmissionState.QUARANTINED).select_related("assistant", "tenant")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Find a reference however it was written down."""
        return super().get_search_results(request, queryset, search_term.replace("-", "").upper())

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        crumbs = [(gettext("Quarantine"), "")]
        page: HttpResponse = super().changelist_view(request, {"crumbs": crumbs})
        return page

    @admin.display(description=_("Number"))
    def number(self, submission: Submission) -> str:
        return format_html('<span class="zf-number">{}</span>', submission.dashed_reference)

    @admin.display(description=_("reason"))
    def reason(self, submission: Submission) -> str:
        return submission.get_suspicion_display()

    @admin.display(description=_("assistant"))
    def of_assistant(self, submission: Submission) -> str:
        return submission.assistant.name

    @admin.display(description=_("received"))
    def received(self, submission: Submission) -> str:
        return _moment(submission.accepted_at)

    @admin.display(description=_("in quarantine since"))
    def since(self, submission: Submission) -> str:
        at = submission.quarantined_at
        return _moment(at) if at else "–"

    @admin.display(description=_("age"))
    def age(self, submission: Submission) -> str:
        return timesince(submission.accepted_at, schedule.now(), depth=1)

    @admin.display(description=_("deleted on"))
    def ends(self, submission: Submission) -> str:
        return _moment(submission.hold_until)

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return has_role(request, self.may_judge)

    @admin.action(description=_("Release: deliver after all"), permissions=["judge"])
    def release(self, request: HttpRequest, queryset: QuerySet[Submission]) -> None:
        """Let them go their way; what can't be opened is tried again."""
        done = quarantine.release(queryset)
        self._log_each(request, done, "released")
        said = ngettext(
            "%(n)s enquiry was released and is delivered now.",
            "%(n)s enquiries were released and are delivered now.",
            len(done),
        )
        messages.success(request, said % {"n": len(done)})

    @admin.action(description=_("Delete"), permissions=["judge"])
    def destroy(self, request: HttpRequest, queryset: QuerySet[Submission]) -> HttpResponse | None:
        """Ask first; then destroy them, with a signed receipt for each."""
        if "sure" not in request.POST:
            return self._ask_first(request, list(queryset))
        done = quarantine.delete(queryset)
        self._log_each(request, done, "deleted")
        said = ngettext("%(n)s enquiry was deleted.", "%(n)s enquiries were deleted.", len(done))
        messages.success(request, said % {"n": len(done)})
        return None

    def _ask_first(self, request: HttpRequest, rows: list[Submission]) -> HttpResponse:
        title = gettext("Delete for good?")
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "crumbs": [(gettext("Quarantine"), reverse(LIST)), (title, "")],
            "rows": rows,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "relay/quarantine_delete.html", context)

    def _log_each(self, request: HttpRequest, rows: Iterable[Submission], done: str) -> None:
        """Write down who did what to which; the reference says nothing about anybody."""
        for one in rows:
            self.log_change(request, one, [{"changed": {"fields": [done, str(one)]}}])

    def get_urls(self) -> list[URLPattern | URLResolver]:
        view = self.admin_site.admin_view(self.open_view)
        own = path("<uuid:object_id>/open/", view, name="relay_submission_open")
        return [own, *super().get_urls()]

    def open_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Show one to who judges it, and write down first that they opened it."""
        submission: Any = self.get_object(request, str(object_id))
        if not self.has_judge_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self._log_each(request, [submission], "opened")
        return opened(request, submission)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        obj = kw.get("obj")
        assert isinstance(obj, Submission)  # noqa: S101 - nobody adds one by hand
        context |= {
            "crumbs": [(gettext("Quarantine"), reverse(LIST)), (str(obj), "")],
            "subtitle": str(obj),
            "may_judge": self.has_judge_permission(request),
            "is_poison": obj.suspicion == Suspicion.POISON,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return super().render_change_form(request, context, *args, **kw)


def cards(request: HttpRequest) -> list[Card]:
    """Say on the overview how many wait to be judged. One query."""
    count = quarantine.waiting().count()
    if not count:
        return []
    said = ngettext(
        "%(n)s enquiry can't be opened or looks like spam. It is not delivered before you say so.",
        "%(n)s enquiries can't be opened or look like spam. They are not delivered before you say "
        "so.",
        count,
    )
    return [
        Card(
            title=gettext("Enquiries wait for your judgement"),
            text=said % {"n": count},
            href=reverse(LIST),
            action=gettext("Show the quarantine"),
            order=0,
            attention=True,
        )
    ]


def _moment(at: Any) -> str:
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
