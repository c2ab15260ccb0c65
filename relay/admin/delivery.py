from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from relay import doorbell, retrying, schedule
from relay.admin.answering import AnsweringMixin
from relay.admin.badges import badge
from relay.admin.trial import NAME as TRIAL
from relay.admin.trial import trial_view
from relay.models import Attempt, Delivery
from relay.states import WAITING
from tenants.access import EDITORS, NOBODY, has_role
from tenants.scoping import TenantModelAdmin, TenantTabularInline
from tenants.sites import Entry, customers


class AttemptInline(TenantTabularInline):
    model = Attempt
    tenant_path = "delivery__tenant"
    may_add = may_change = may_delete = NOBODY
    fields = ("number", "started_at", "milliseconds", "outcome", "http_status")
    readonly_fields = fields
    show_change_link = False
    hide_title = True


@admin.register(Delivery, site=customers)
class DeliveryAdmin(AnsweringMixin, TenantModelAdmin):
    """Whether enquiries get where they should; never what is in them."""

    sidebar = Entry(20, "outbox", _("Deliveries"))
    tenant_path = "tenant"
    may_add = may_change = may_delete = NOBODY
    may_retry = EDITORS
    inlines = (AttemptInline,)
    fields = (
        "reference",
        "state_badge",
        "assistant",
        "destination",
        "received",
        "next_try",
        "attempt_count",
    )
    readonly_fields = fields
    list_display: ClassVar[tuple[str, ...]] = (
        "reference",
        "state_badge",
        "destination",
        "assistant",
        "tries",
        "age",
    )
    list_select_related = ("destination", "submission__assistant")
    list_filter = ("state",)
    search_fields = ("submission__reference",)
    search_help_text = _("Search by reference")
    ordering = ("-submission__accepted_at",)
    sortable_by = ()  # newest first; the filter answers what sorting would
    actions = ("try_again", *AnsweringMixin.answers)
    change_form_outer_before_template = "relay/delivery_bar.html"
    change_list_template = "relay/delivery_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        along = ("destination", "submission__assistant", "submission__tenant")
        rows: QuerySet[Delivery] = super().get_queryset(request).select_related(*along)
        return rows

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Find a reference however it was written down."""
        return super().get_search_results(request, queryset, search_term.replace("-", "").upper())

    @admin.display(description=_("Number"))
    def reference(self, delivery: Delivery) -> str:
        return delivery.submission.dashed_reference

    @admin.display(description=_("state"))
    def state_badge(self, delivery: Delivery) -> str:
        return badge(delivery)

    @admin.display(description=_("assistant"))
    def assistant(self, delivery: Delivery) -> str:
        return str(delivery.submission.assistant)

    @admin.display(description=_("received"))
    def received(self, delivery: Delivery) -> str:
        return _moment(delivery.submission.accepted_at)

    @admin.display(description=_("next attempt"))
    def next_try(self, delivery: Delivery) -> str:
        if delivery.state not in WAITING:
            return "–"
        if delivery.next_attempt_at <= schedule.now():
            return gettext("now")
        return _moment(delivery.next_attempt_at)

    @admin.display(description=_("attempts"))
    def tries(self, delivery: Delivery) -> str:
        if delivery.state not in WAITING:
            return str(delivery.attempt_count)
        words = gettext("%(n)s, next: %(when)s")
        return words % {"n": delivery.attempt_count, "when": self.next_try(delivery)}

    @admin.display(description=_("age"))
    def age(self, delivery: Delivery) -> str:
        return timesince(delivery.submission.accepted_at, schedule.now(), depth=1)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return has_role(request, self.may_retry)

    @admin.action(description=_("Try again now"), permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Queue what waits, or was stopped, at once."""
        ids = retrying.try_again(queryset)
        doorbell.ring(ids)
        said = ngettext(
            "%(n)s delivery is tried again now.", "%(n)s deliveries are tried again now.", len(ids)
        )
        messages.success(request, said % {"n": len(ids)})
        if left := queryset.count() - len(ids):
            said = ngettext(
                "%(n)s was left alone: it has arrived, has ended, or its destination takes nothing.",
                "%(n)s were left alone: they have arrived, have ended, or their destination takes "
                "nothing.",
                left,
            )
            messages.warning(request, said % {"n": left})

    def get_urls(self) -> list[URLPattern | URLResolver]:
        view = self.admin_site.admin_view
        own = [
            path("<uuid:object_id>/retry/", view(self.retry_view), name="relay_delivery_retry"),
            path("trial/<uuid:object_id>/", view(partial(trial_view, self)), name=TRIAL),
        ]
        return [*own, *super().get_urls()]

    def retry_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Try one delivery again."""
        delivery: Any = self.get_object(request, str(object_id))
        if not self.has_retry_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self.try_again(request, self.get_queryset(request).filter(pk=delivery.pk))
        return HttpResponseRedirect(reverse("admin:relay_delivery_change", args=[delivery.pk]))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        obj = kw.get("obj")
        assert isinstance(obj, Delivery)  # noqa: S101 - nobody adds one by hand
        context["may_retry"] = self.has_retry_permission(request) and retrying.can_try_again(obj)
        number = self.reference(obj)
        here = (gettext("Deliveries"), reverse("admin:relay_delivery_changelist"))
        context |= {"crumbs": [here, (number, "")], "subtitle": number}
        return super().render_change_form(request, context, *args, **kw)


def _moment(at: datetime) -> str:
    """Say a time as people here read it off their clocks."""
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT")
