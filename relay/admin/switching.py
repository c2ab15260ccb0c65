"""Owners test a destination, switch it off and on; nothing that waits is lost by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relay import destinations
from relay.channels import CHANNELS
from relay.models import Destination

if TYPE_CHECKING:
    from tenants.scoping import TenantModelAdmin as _Base
else:
    _Base = object

_CHANGE = "admin:relay_destination_change"


class SwitchingMixin(_Base):
    """The buttons of a destination's page, and the page that asks before it is switched off."""

    if TYPE_CHECKING:

        def _posted(self, request: HttpRequest, object_id: Any) -> Any: ...

        def _logged(self, request: HttpRequest, row: Destination, what: str) -> HttpResponse: ...

    def test_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Send a signed test and say how it went."""
        destination = self._posted(request, object_id)
        if isinstance(destination, HttpResponse):
            return destination
        result = destinations.test(destination)
        tell = messages.success if result.ok else messages.error
        tell(request, result.in_words(CHANNELS[destination.channel].sentences))
        return self._logged(request, destination, "test")

    def on_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Take deliveries again."""
        destination = self._posted(request, object_id)
        if isinstance(destination, HttpResponse):
            return destination
        if not destinations.can_switch_on(destination):
            messages.error(request, _("Send a test first: it switches the destination on."))
            return HttpResponseRedirect(reverse(_CHANGE, args=[destination.pk]))
        count = destinations.switch_on(destination)
        said = ngettext(
            "The destination is on. %(n)s enquiry that had waited is being delivered.",
            "The destination is on. %(n)s enquiries that had waited are being delivered.",
            count,
        )
        messages.success(request, said % {"n": count})
        return self._logged(request, destination, "state")

    def off_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Stop deliveries, once that was confirmed."""
        destination: Any = self.get_object(request, str(object_id))
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._ask_whether_off(request, destination)
        is_on = destinations.can_switch_off(destination)
        count = destinations.switch_off(destination) if is_on else 0
        said = ngettext(
            "The destination is off. %(n)s enquiry waits until you switch it on again.",
            "The destination is off. %(n)s enquiries wait until you switch it on again.",
            count,
        )
        messages.success(request, said % {"n": count})
        return self._logged(request, destination, "state")

    def _ask_whether_off(self, request: HttpRequest, destination: Destination) -> HttpResponse:
        here = _("Switch off")
        context = {
            **self.admin_site.each_context(request),
            "title": here,
            "crumbs": [
                (_("Destinations"), reverse("admin:relay_destination_changelist")),
                (destination.name, reverse(_CHANGE, args=[destination.pk])),
                (here, ""),
            ],
            "destination": destination,
            "count": destinations.undelivered(destination),
        }
        return TemplateResponse(request, "relay/destination_off.html", context)
