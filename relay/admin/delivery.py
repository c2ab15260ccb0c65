from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from relay import retrying
from relay.admin import saying, standing
from relay.admin.answering import AnsweringMixin
from relay.admin.badges import badge
from relay.admin.retrying import RetryingMixin
from relay.admin.trial import NAME as TRIAL
from relay.admin.trial import trial_view
from relay.models import Attempt, Delivery
from tenants.access import NOBODY
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
class DeliveryAdmin(AnsweringMixin, RetryingMixin, TenantModelAdmin):
    """Whether enquiries get where they should; never what is in them."""

    sidebar = Entry(20, "outbox", _("Deliveries"))
    tenant_path = "tenant"
    may_add = may_change = may_delete = NOBODY
    inlines = (AttemptInline,)
    fields = (
        "reference",
        "state_badge",
        "assistant",
        "destination",
        "received",
        "ends",
        "last",
        "next_try",
        "attempt_count",
    )
    readonly_fields = fields
    list_display: ClassVar[tuple[str, ...]] = (
        "reference",
        "standing",
        "place",
        "last",
        "age",
    )
    list_select_related = ("destination", "submission__assistant")
    list_filter = ("state", "destination", "submission__assistant")
    search_fields = ("submission__reference",)
    search_help_text = _("Search by reference")
    ordering = ("-submission__accepted_at",)
    sortable_by = ()  # newest first; the filter answers what sorting would
    actions = ("try_again", "stop", *AnsweringMixin.answers)
    change_form_outer_before_template = "relay/delivery_bar.html"
    change_list_template = "relay/delivery_list.html"
    list_before_template = "relay/delivery_standing.html"
    list_per_page = 25

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        along = ("destination", "submission__assistant", "submission__tenant")
        attempts = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-number")
        rows: QuerySet[Delivery] = super().get_queryset(request).select_related(*along)
        return rows.annotate(
            last_outcome=Subquery(attempts.values("outcome")[:1]),
            last_status=Subquery(attempts.values("http_status")[:1]),
        )

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Find a reference however it was written down."""
        return super().get_search_results(request, queryset, search_term.replace("-", "").upper())

    @admin.display(description=_("Number"))
    def reference(self, delivery: Delivery) -> str:
        return delivery.submission.dashed_reference

    @admin.display(description=_("state"))
    def state_badge(self, delivery: Delivery) -> str:
        return badge(delivery)

    @admin.display(description=_("state"))
    def standing(self, delivery: Delivery) -> str:
        """Say in the list where it stands, and what comes next."""
        return _two_lines(badge(delivery), saying.next_step(delivery, in_full=True))

    @admin.display(description=_("destination"))
    def place(self, delivery: Delivery) -> str:
        """Say in the list where it goes, and which assistant asked."""
        return _two_lines(str(delivery.destination or "–"), self.assistant(delivery))

    @admin.display(description=_("assistant"))
    def assistant(self, delivery: Delivery) -> str:
        return str(delivery.submission.assistant)

    @admin.display(description=_("received"))
    def received(self, delivery: Delivery) -> str:
        return saying.moment(delivery.submission.accepted_at)

    @admin.display(description=_("deleted at the latest"))
    def ends(self, delivery: Delivery) -> str:
        return saying.moment(delivery.submission.hold_until)

    @admin.display(description=_("last attempt"))
    def last(self, delivery: Any) -> str:
        if not delivery.last_outcome:
            return gettext("None yet")
        return saying.outcome(delivery.last_outcome, delivery.last_status, delivery.destination)

    @admin.display(description=_("next attempt"))
    def next_try(self, delivery: Delivery) -> str:
        return saying.next_step(delivery)

    @admin.display(description=_("age"))
    def age(self, delivery: Delivery) -> str:
        return saying.age(delivery.submission.accepted_at)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show above the list how things stand: by state, by destination, and the clock."""
        context = {
            "standing": standing.read(request),
            "may_retry": self.has_retry_permission(request),
            **(extra_context or {}),
        }
        page: HttpResponse = super().changelist_view(request, context)
        return page

    def get_urls(self) -> list[URLPattern | URLResolver]:
        view = self.admin_site.admin_view
        own = [
            path("trial/<uuid:object_id>/", view(partial(trial_view, self)), name=TRIAL),
        ]
        return [*own, *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        obj = kw.get("obj")
        assert isinstance(obj, Delivery)  # noqa: S101 - nobody adds one by hand
        context["may_retry"] = self.has_retry_permission(request) and retrying.can_try_again(obj)
        number = self.reference(obj)
        here = (gettext("Deliveries"), reverse("admin:relay_delivery_changelist"))
        context |= {"crumbs": [here, (number, "")], "subtitle": number}
        return super().render_change_form(request, context, *args, **kw)


def _two_lines(first: str, second: str) -> str:
    """Return a cell of the list: what counts, and what belongs to it."""
    lines = '<span class="zf-lines"><span>{}</span><span class="zf-quiet">{}</span></span>'
    return format_html(lines, first, second)
