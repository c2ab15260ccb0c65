"""Editors try deliveries again, one, some or all of a destination, or stop them for now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from relay import doorbell, retrying
from relay.models import Delivery, Destination
from tenants.access import EDITORS, has_role, tenant_of
from tenants.scoping import TenantModelAdmin

if TYPE_CHECKING:
    _Base = TenantModelAdmin
else:
    _Base = object

_LIST = "admin:relay_delivery_changelist"
# Workers go on with what is due: more messages would only be read and dropped.
_MOST_RUNG = 60


class RetryingMixin(_Base):
    """The actions of the list, the button of a delivery's page, and the page that asks first."""

    may_retry = EDITORS

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return has_role(request, self.may_retry)

    @admin.action(description=gettext_lazy("Try again now"), permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Queue what waits, or was stopped, at once."""
        ids = retrying.try_again(queryset)
        doorbell.ring(ids[:_MOST_RUNG])
        _say_tried(request, len(ids))
        if left := queryset.count() - len(ids):
            said = ngettext(
                "%(n)s was left alone: it has arrived, has ended, or its destination takes nothing.",
                "%(n)s were left alone: they have arrived, have ended, or their destination takes "
                "nothing.",
                left,
            )
            messages.warning(request, said % {"n": left})

    @admin.action(description=gettext_lazy("Stop for now"), permissions=["retry"])
    def stop(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> HttpResponse | None:
        """Stop what waits, once that was confirmed."""
        if "confirmed" not in request.POST:
            return self._ask_whether_to_stop(request, queryset)
        count = retrying.stop(queryset)
        said = ngettext(
            "%(n)s delivery is stopped. It waits until you try it again.",
            "%(n)s deliveries are stopped. They wait until you try them again.",
            count,
        )
        messages.success(request, said % {"n": count})
        return None

    def _ask_whether_to_stop(
        self, request: HttpRequest, queryset: QuerySet[Delivery]
    ) -> HttpResponse:
        context = {
            **self._asking(request, _("Stop for now")),
            "count": retrying.stoppable(queryset).count(),
            "chosen": queryset.count(),
            "ids": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "across": request.POST.get("select_across", ""),
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "relay/delivery_stop.html", context)

    def _asking(self, request: HttpRequest, title: str) -> dict[str, Any]:
        crumbs = [(_("Deliveries"), reverse(_LIST)), (title, "")]
        return {**self.admin_site.each_context(request), "title": title, "crumbs": crumbs}

    def get_urls(self) -> list[URLPattern | URLResolver]:
        view = self.admin_site.admin_view
        own = [
            path("<uuid:object_id>/retry/", view(self.retry_view), name="relay_delivery_retry"),
            path("again/<uuid:object_id>/", view(self.again_view), name="relay_delivery_again"),
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

    def again_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Try all again that waits for a destination, once its number was confirmed."""
        mine = Destination.objects.filter(tenant=tenant_of(request), pk=object_id)
        destination = mine.first()
        if destination is None:
            raise Http404
        if not self.has_retry_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            ids = retrying.try_all_again(destination)
            doorbell.ring(ids[:_MOST_RUNG])
            _say_tried(request, len(ids))
            return HttpResponseRedirect(f"{reverse(_LIST)}?destination__id__exact={destination.pk}")
        context = {
            **self._asking(request, _("Try all again")),
            "destination": destination,
            "count": retrying.to_try_again(destination).count(),
        }
        return TemplateResponse(request, "relay/delivery_again.html", context)


def _say_tried(request: HttpRequest, count: int) -> None:
    said = ngettext(
        "%(n)s delivery is tried again now.", "%(n)s deliveries are tried again now.", count
    )
    messages.success(request, said % {"n": count})
