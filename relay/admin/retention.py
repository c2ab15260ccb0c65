"""What is kept, how old the oldest of it is, and when that goes: for a tenant, and for the instance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes import scopes_disabled

from relay import evidence
from relay.models import Attempt, Receipt, Submission
from relay.states import STILL_HELD
from tenants.access import OWNERS, has_role, member_of, tenant_of
from tenants.activity import note
from tenants.models import Tenant
from tenants.sites import Entry, Page, customers, staff

_TITLE = gettext_lazy("Retention")


@dataclass(frozen=True)
class Kept:
    """A kind of what is kept: how much there is of it, and until when the oldest stays."""

    name: str
    about: str
    count: int
    oldest: datetime | None
    ends: datetime | None


class ShorterForm(forms.Form):
    """For how many days a tenant's evidence stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = settings.EVIDENCE_DAYS
        self.fields["days"] = forms.IntegerField(
            label=_("Days that evidence stays"),
            help_text=_(
                "From %(least)s to %(most)s. Leave it empty to keep it as long as this instance does."
            )
            % {"least": evidence.LEAST_DAYS, "most": most},
            required=False,
            min_value=evidence.LEAST_DAYS,
            max_value=most,
            widget=forms.NumberInput(attrs={"class": "zf-control zf-narrow"}),
        )


def of_tenant(request: HttpRequest) -> HttpResponse:
    """Show a tenant what is kept; let its owners keep it for less time. Seven queries."""
    tenant = tenant_of(request)
    may_change = has_role(request, OWNERS)
    form = ShorterForm(request.POST or None, initial={"days": tenant.evidence_days})
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            return _shorten(request, tenant, form.cleaned_data["days"])
    days = evidence.days_of(tenant)
    context = {
        **customers.each_context(request),
        "title": _TITLE,
        "crumbs": [(_TITLE, "")],
        "rows": _kept(days, tenant),
        "days": days,
        "hold_days": settings.HOLD_DAYS,
        "form": form if may_change else None,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "relay/retention.html", context, status=status)


def of_instance(request: HttpRequest) -> HttpResponse:
    """Show the staff the same of all tenants together, as counts."""
    with scopes_disabled():
        rows = _kept(settings.EVIDENCE_DAYS)
        shorter = Tenant.objects.filter(evidence_days__lt=settings.EVIDENCE_DAYS).count()
    context = {
        **staff.each_context(request),
        "title": _TITLE,
        "crumbs": [(_TITLE, "")],
        "rows": rows,
        "days": settings.EVIDENCE_DAYS,
        "hold_days": settings.HOLD_DAYS,
        "shorter": shorter,
        "is_staff_page": True,
    }
    return TemplateResponse(request, "relay/retention.html", context)


def _shorten(request: HttpRequest, tenant: Tenant, days: int | None) -> HttpResponse:
    Tenant.objects.filter(pk=tenant.pk).update(evidence_days=days)
    note(request, tenant, "evidence days")
    messages.success(request, _("Saved. What is older is deleted within minutes."))
    return HttpResponseRedirect(reverse("admin:retention"))


def _kept(days: int, tenant: Tenant | None = None) -> list[Kept]:
    """Return each kind with its count and oldest. A query for each."""
    done = evidence.submissions()
    of_done = {"submission__in": done}
    kinds: list[tuple[str, str, QuerySet[Any], str]] = [
        (_("Ended enquiries"), _("when, which version, what became of it"), done, "accepted_at"),
        (
            _("Receipts"),
            _("signed statements that contents were destroyed"),
            Receipt.objects.filter(**of_done),
            "submission__accepted_at",
        ),
        (
            _("Attempts"),
            _("when something was handed over, and how that ended"),
            Attempt.objects.filter(delivery__submission__in=done),
            "delivery__submission__accepted_at",
        ),
        (_("Notices"), _("what was told by mail, and when"), evidence.notices(), "sent_at"),
        (
            _("Activity"),
            _("who changed or opened what, without contents"),
            evidence.activity(tenant),
            "action_time",
        ),
    ]
    held = Submission.objects.filter(state__in=STILL_HELD)
    found = held.aggregate(count=Count("pk"), oldest=Min("accepted_at"), ends=Min("hold_until"))
    about = _("encrypted contents that aren't delivered yet")
    rows = [Kept(_("Held enquiries"), about, found["count"], found["oldest"], found["ends"])]
    for name, words, queryset, moment in kinds:
        found = queryset.order_by().aggregate(count=Count("pk"), oldest=Min(moment))
        ends = evidence.ends(found["oldest"], days)
        rows.append(Kept(name, words, found["count"], found["oldest"], ends))
    return rows


_ENTRY = Entry(48, "auto_delete", _TITLE)
customers.pages.append(
    Page(_ENTRY, "retention", of_tenant, lambda request: member_of(request) is not None)
)
staff.pages.append(Page(_ENTRY, "retention", of_instance, staff.has_permission))
