"""The addresses of an e-mail destination: who has agreed, and asking them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from relay import confirming, mailer, vault
from relay.channels import CHANNELS
from relay.channels.email import Email
from relay.models import Destination
from tenants.scoping import TenantModelAdmin

if TYPE_CHECKING:
    _Base = TenantModelAdmin
else:
    _Base = object


class AskingMixin(_Base):
    """What e-mail destinations have in the admin that webhooks have not."""

    def ask_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Write once more to the addresses that are not confirmed yet."""
        destination = self._posted(request, object_id)
        if isinstance(destination, HttpResponse):
            return destination
        if destination.channel != Email.name:
            raise Http404
        self.ask(request, destination, again=True)
        logged: HttpResponse = self._logged(request, destination, "confirmation")
        return logged

    def ask(self, request: HttpRequest, destination: Destination, *, again: bool) -> None:
        """Write to who has not confirmed yet, and say for each how that ended."""
        sentences = CHANNELS[Email.name].sentences
        for address, result in confirming.ask(destination, again=again).items():
            said = {"address": address}
            if result is None:
                words = gettext("%(address)s was written to a short while ago, or too often today.")
                messages.warning(request, words % said)
            elif result.ok:
                words = gettext("We have written to %(address)s. It gets enquiries once confirmed.")
                messages.success(request, words % said)
            else:
                messages.error(request, f"{address}: {result.in_words(sentences)}")

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        """Say of each address whether it is confirmed, to who may see them."""
        obj = kw.get("obj")
        if obj and obj.channel == Email.name and self.has_change_permission(request):
            config = vault.open_config(obj)
            came_back = config.get("bounced", {})
            context["mailboxes"] = found = [
                (one, one in config["confirmed"], came_back.get(one)) for one in config["addresses"]
            ]
            context["mailer_away"] = obj.needs_our_mailer and not mailer.ask().ok
            context["waiting"] = not all(done for _, done, _code in found)
        return super().render_change_form(request, context, *args, **kw)
