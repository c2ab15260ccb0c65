from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from relay import destinations, mailboxes, retrying, secret_rotation, vault
from relay.admin import saying
from relay.admin.asking import AskingMixin
from relay.admin.badges import worded
from relay.admin.destination_forms import DestinationForm, WebhookForm
from relay.admin.mailbox_form import EmailForm
from relay.admin.rotating import RotatingMixin
from relay.admin.switching import SwitchingMixin
from relay.channels import CHANNELS
from relay.channels.email import Email
from relay.channels.webhook import Webhook
from relay.models import Destination
from relay.states import UNSETTLED
from tenants.access import OWNERS
from tenants.scoping import TenantModelAdmin
from tenants.sites import Entry, customers

_CHANGE = "admin:relay_destination_change"


FORMS: dict[str, type[DestinationForm]] = {one.channel: one for one in (WebhookForm, EmailForm)}


class CountingList(ChangeList):
    """The list alone counts what is on its way."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        waiting = Count("deliveries", filter=Q(deliveries__state__in=UNSETTLED))
        return super().get_queryset(request, exclude_parameters).annotate(waiting=waiting)


@admin.register(Destination, site=customers)
class DestinationAdmin(AskingMixin, RotatingMixin, SwitchingMixin, TenantModelAdmin):
    sidebar = Entry(30, "pin_drop", _("Destinations"))
    tenant_path = "tenant"
    may_add = may_change = may_delete = OWNERS
    form = DestinationForm
    list_display: ClassVar[tuple[str, ...]] = ("name", "health", "goes_for", "on_the_way")
    list_select_related = ("assistant",)
    ordering = ("name",)
    actions = None
    change_form_outer_before_template = "relay/destination_bar.html"
    change_list_template = "relay/destination_list.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CountingList

    @admin.display(description=_("health"), ordering="state")
    def health(self, destination: Destination) -> str:
        return worded(*saying.health(destination))

    @admin.display(description=_("assistant"))
    def goes_for(self, destination: Destination) -> str:
        return str(destination.assistant or gettext("All assistants"))

    @admin.display(description=_("waiting"))
    def on_the_way(self, destination: Any) -> int:
        return int(destination.waiting)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = FORMS[_channel(request, obj)]
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show no address to who may not change it: it may carry a token."""
        if not self.has_change_permission(request):
            return [(None, {"fields": ("name", "assistant")})]
        return FORMS[_channel(request, obj)].fieldsets

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.empty_label = gettext("All assistants")  # unfold would say "Choose"
        return field

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Begin with the choice of a channel; then ask what that one needs."""
        if request.method != "GET" or request.GET.get("channel") in CHANNELS:
            form: HttpResponse = super().add_view(request, form_url, extra_context)
            return form
        if not self.has_add_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Where do enquiries go?"),
            "crumbs": [_crumb(), (gettext("Where do enquiries go?"), "")],
            "channels": CHANNELS.values(),
            "opts": self.opts,
        }
        return TemplateResponse(request, "relay/destination_channels.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:  # somebody may confirm an address at this moment, or switch it off
            mailboxes.locked(obj)
            obj.refresh_from_db(fields=["sealed_config", "state", "verified_at"])
        else:
            obj.tenant, obj.channel = form.tenant, form.channel
        form.seal(obj)
        super().save_model(request, obj, form, change)
        if change:
            form.follow_up(obj)
        if obj.channel == Email.name:
            # After the commit: a mail server may take its time.
            transaction.on_commit(lambda: self.ask(request, obj, again=False))

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        """Go on with the secret, which the other side needs before the first test."""
        if obj.channel != Webhook.name:
            return HttpResponseRedirect(reverse(_CHANGE, args=[obj.pk]))
        return HttpResponseRedirect(reverse("admin:relay_destination_secret", args=[obj.pk]))

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        return HttpResponseRedirect(reverse(_CHANGE, args=[obj.pk]))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = [
            path(
                f"<uuid:object_id>/{name}/",
                self.admin_site.admin_view(getattr(self, f"{name}_view")),
                name=f"relay_destination_{name}",
            )
            for name in ("test", "on", "off", "secret", "rotate", "ask")
        ]
        return [*own, *super().get_urls()]

    def secret_view(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Show the signing secret to an owner."""
        destination: Any = self.get_object(request, str(object_id))
        if not self.has_change_permission(request):
            raise PermissionDenied
        if destination.channel != Webhook.name:
            raise Http404
        self.log_change(request, destination, [{"changed": {"fields": ["secret shown"]}}])
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Signing secret"),
            "crumbs": [
                _crumb(),
                (destination.name, reverse(_CHANGE, args=[destination.pk])),
                (gettext("Signing secret"), ""),
            ],
            "destination": destination,
            "secret": destinations.secret_of(destination),
            "both_until": secret_rotation.ends_at(vault.open_config(destination)),
        }
        return TemplateResponse(request, "relay/destination_secret.html", context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        """Say how it does, and how many enquiries wait for it."""
        if destination := kw.get("obj"):
            tone, words = saying.health(destination)
            waiting = destinations.undelivered(destination)
            again = retrying.to_try_again(destination).exists()
            context |= {"tone": tone, "health": words, "undelivered": waiting, "again": again}
        return super().render_change_form(request, context, *args, **kw)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        destinations.delete(obj)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Refuse, with the reason, while enquiries are still to be delivered there."""
        try:
            destination: Any = self.get_object(request, object_id)
            if self.has_delete_permission(request, destination) and (
                count := destinations.undelivered(destination)
            ):
                raise destinations.StillNeededError(count)
            return super().delete_view(request, object_id, extra_context)
        except destinations.StillNeededError as needed:
            said = ngettext(
                "%(n)s enquiry is still to be delivered there. Wait until it has arrived, or has "
                "expired, then delete the destination.",
                "%(n)s enquiries are still to be delivered there. Wait until they have arrived, or "
                "have expired, then delete the destination.",
                needed.count,
            )
            messages.error(request, said % {"n": needed.count})
            return HttpResponseRedirect(reverse(_CHANGE, args=[object_id]))

    def _posted(self, request: HttpRequest, object_id: Any) -> Any:
        """Return the destination that an owner acts on, or why not."""
        destination = self.get_object(request, str(object_id))
        if not self.has_change_permission(request):
            raise PermissionDenied
        return destination if request.method == "POST" else HttpResponseNotAllowed(["POST"])

    def _logged(self, request: HttpRequest, destination: Destination, what: str) -> HttpResponse:
        self.log_change(request, destination, [{"changed": {"fields": [what]}}])
        return HttpResponseRedirect(reverse(_CHANGE, args=[destination.pk]))


def _crumb() -> tuple[str, str]:
    return gettext("Destinations"), reverse("admin:relay_destination_changelist")


def _channel(request: HttpRequest, destination: Destination | None) -> str:
    """Return the channel of a destination, or the one that was chosen for a new one."""
    if destination is not None:
        return destination.channel
    wanted = request.GET.get("channel", "")
    return wanted if wanted in FORMS else Webhook.name
