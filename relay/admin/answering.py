"""After a restore: tenants say of their deliveries whether they have them already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from relay import restoring
from relay.models import Delivery
from relay.states import DeliveryState
from tenants.access import EDITORS, has_role, tenant_of
from tenants.scoping import TenantModelAdmin
from tenants.sites import Card

if TYPE_CHECKING:
    _Base = TenantModelAdmin
else:
    _Base = object

_ASKED = f"state__exact={DeliveryState.ASKED}"


class AnsweringMixin(_Base):
    """Two answers, for one delivery on its page and for many in the list."""

    may_answer = EDITORS
    answers = ("send_anyway", "has_arrived")

    def has_answer_permission(self, request: HttpRequest) -> bool:
        return has_role(request, self.may_answer)

    @admin.action(description=gettext_lazy("Send it anyway"), permissions=["answer"])
    def send_anyway(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Send what the tenant lacks."""
        count = restoring.send_anyway(queryset)
        said = ngettext("%(n)s delivery is sent now.", "%(n)s deliveries are sent now.", count)
        messages.success(request, said % {"n": count})

    @admin.action(description=gettext_lazy("I have it: delete it here"), permissions=["answer"])
    def has_arrived(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Destroy what the tenant has."""
        count = restoring.has_arrived(queryset)
        said = ngettext(
            "%(n)s delivery is noted as arrived.", "%(n)s deliveries are noted as arrived.", count
        )
        messages.success(request, said % {"n": count})

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the answers where what is asked for is shown, and nowhere else."""
        found: dict[str, Any] = super().get_actions(request)
        if _ASKED in request.META.get("QUERY_STRING", ""):
            return found
        return {name: one for name, one in found.items() if name not in self.answers}

    def get_urls(self) -> list[URLPattern | URLResolver]:
        view = self.admin_site.admin_view(self.answer_view)
        name = "relay_delivery_answer"
        return [path("<uuid:object_id>/answer/", view, name=name), *super().get_urls()]

    def answer_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Take the answer for one delivery."""
        delivery: Any = self.get_object(request, str(object_id))
        if not self.has_answer_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        rows = self.get_queryset(request).filter(pk=delivery.pk)
        if request.POST.get("answer") in self.answers:
            getattr(self, request.POST["answer"])(request, rows)
        return HttpResponseRedirect(reverse("admin:relay_delivery_change", args=[delivery.pk]))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        obj: Any = kw.get("obj")
        is_asked = obj is not None and obj.state == DeliveryState.ASKED
        context["may_answer"] = is_asked and self.has_answer_permission(request)
        return super().render_change_form(request, context, *args, **kw)


def to_customers(request: HttpRequest) -> list[Card]:
    """Ask a tenant for what only it can know. One query."""
    count = restoring.asked().filter(tenant=tenant_of(request)).count()
    if not count:
        return []
    return [
        Card(
            title=_("Do you have these enquiries already?"),
            text=ngettext(
                "After a fault here we don't know whether %(n)s enquiry has reached you. Nothing "
                "is sent before you say so; what nobody asks for is deleted when its time is over.",
                "After a fault here we don't know whether %(n)s enquiries have reached you. Nothing "
                "is sent before you say so; what nobody asks for is deleted when its time is over.",
                count,
            )
            % {"n": count},
            href=f"{reverse('admin:relay_delivery_changelist')}?{_ASKED}",
            action=_("Look them up"),
            order=-3,
            attention=True,
        )
    ]
