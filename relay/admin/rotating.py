"""An owner replaces a webhook's signing secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from relay import secret_rotation
from relay.channels.webhook import Webhook
from relay.models import Destination

if TYPE_CHECKING:
    from tenants.scoping import TenantModelAdmin as _Base
else:
    _Base = object

_SECRET = "admin:relay_destination_secret"  # noqa: S105  # a page


class RotatingMixin(_Base):
    """The page that asks first, and what its buttons do."""

    def rotate_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Make a new secret, or forget the old one before its day is over."""
        destination: Any = self.get_object(request, str(object_id))
        if not self.has_change_permission(request):
            raise PermissionDenied
        if destination.channel != Webhook.name:
            raise Http404
        if request.method != "POST":
            return self._ask_first(request, destination)
        self._rotate(request, destination)
        return HttpResponseRedirect(reverse(_SECRET, args=[destination.pk]))

    def _rotate(self, request: HttpRequest, destination: Destination) -> None:
        if "end" in request.POST:
            secret_rotation.end(destination)
            messages.success(request, gettext("The old secret signs no more and is forgotten."))
            done = "old secret forgotten"
        elif secret_rotation.rotate(destination):
            said = gettext("There is a new secret. For 24 hours both sign: put the new one in now.")
            messages.success(request, said)
            done = "secret replaced"
        else:
            said = gettext("The secret was replaced less than 24 hours ago, and both still sign.")
            messages.error(request, said)
            return
        self.log_change(request, destination, [{"changed": {"fields": [done]}}])

    def _ask_first(self, request: HttpRequest, destination: Destination) -> HttpResponse:
        here = gettext("Replace the secret")
        context = {
            **self.admin_site.each_context(request),
            "title": here,
            "crumbs": [
                (gettext("Destinations"), reverse("admin:relay_destination_changelist")),
                (gettext("Signing secret"), reverse(_SECRET, args=[destination.pk])),
                (here, ""),
            ],
            "destination": destination,
        }
        return TemplateResponse(request, "relay/destination_rotate.html", context)
