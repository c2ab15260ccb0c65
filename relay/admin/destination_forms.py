"""What an owner types about a destination: what all channels ask, and webhooks."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from relay import addresses, destinations, vault
from relay.channels.webhook import Webhook
from relay.models import Destination
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
    """The address; the secret is made by us and never typed."""

    channel = Webhook.name
    fieldsets: ClassVar[Any] = [(None, {"fields": ("name", "url", "assistant")})]

    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=UnfoldAdminTextInputWidget(attrs={"inputmode": "url"}),
        help_text=_("Where your system takes enquiries: https://www.example.com/enquiries"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["url"].initial = self.before.get("url")

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        addresses.check_url(url)
        return url

    def seal(self, destination: Destination) -> None:
        destinations.configure(destination, self.cleaned_data["url"])

    def follow_up(self, destination: Destination) -> None:
        if self.cleaned_data["url"] != self.before.get("url"):
            destinations.unverify(destination)
