"""What an owner types about a destination: what all channels ask, and webhooks."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from relay import addresses, destinations, vault
from relay.channels.webhook import Webhook, form_of
from relay.models import Destination
from relay.webhook_forms import FORMS
from tenants.scoping import TenantForm


class DestinationForm(TenantForm):
    """A name, and an assistant, which is added for a request: what it offers depends on that."""

    channel: ClassVar[str]
    fieldsets: ClassVar[list[tuple[Any, dict[str, Any]]]]

    class Meta:
        model = Destination
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adding = self.instance._state.adding
        self.before: dict[str, Any] = {} if adding else vault.open_config(self.instance)

    def seal(self, destination: Destination) -> None:
        """Put the settings into the row, before it is saved."""
        raise NotImplementedError

    def follow_up(self, destination: Destination) -> None:
        """Do what a change asks for, after it was saved."""
        raise NotImplementedError


class WebhookForm(DestinationForm):
    """The address, and how files come; the secret is made by us and never typed."""

    channel = Webhook.name
    fieldsets: ClassVar[Any] = [(None, {"fields": ("name", "url", "form", "assistant")})]

    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "url"}),
        help_text=_("Where your system takes enquiries: https://www.example.com/enquiries"),
    )
    form = forms.ChoiceField(
        label=_("How files come"),
        choices=[(one.name, one.label) for one in FORMS.values()],
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text=_(
            "Parts are a quarter smaller and need less memory, base64 is easier to read. Every "
            "request comes in the form chosen here, tests too."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].initial = self.before.get("url")
        self.fields["form"].initial = form_of(self.before).name

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        addresses.check_url(url)
        return url

    def seal(self, destination: Destination) -> None:
        said = self.cleaned_data
        destinations.configure(destination, said["url"], form=said["form"])

    def follow_up(self, destination: Destination) -> None:
        said = self.cleaned_data
        form = said["form"] or form_of(self.before).name
        if (said["url"], form) != (self.before.get("url"), form_of(self.before).name):
            destinations.unverify(destination)
