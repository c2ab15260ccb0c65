"""What an owner types about an e-mail destination."""

from __future__ import annotations

from email.headerregistry import Address
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminPasswordWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from relay import addresses, letters, mailboxes, smtp
from relay.admin.destination_forms import DestinationForm
from relay.channels.email import Email
from relay.mime import one_line
from relay.models import Destination

_SERVER = ("smtp_host", "smtp_port", "smtp_security", "smtp_user", "smtp_password", "smtp_sender")


class EmailForm(DestinationForm):
    """Addresses, and the tenant's own mail server; its password is taken and never shown."""

    channel = Email.name
    fieldsets: ClassVar[Any] = [
        (None, {"fields": ("name", "addresses", "locale", "assistant")}),
        (
            _("Your own mail server"),
            {
                "fields": _SERVER,
                "classes": ["collapse"],
                "description": _(
                    "Enquiries then come from your own address. Leave it empty to let Zenflow send."
                ),
            },
        ),
    ]

    addresses = forms.CharField(
        label=_("Addresses"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3, "spellcheck": "false"}),
        help_text=_(
            "One per line, five at most. Each is written to, and gets enquiries once its reader has "
            "agreed by the link in that mail."
        ),
    )
    locale = forms.ChoiceField(
        label=_("Language of the mails"),
        choices=settings.LANGUAGES,
        widget=UnfoldAdminSelectWidget,
        help_text=_("What visitors write stays as they wrote it."),
    )
    smtp_host = forms.CharField(
        label=_("Server"),
        max_length=253,
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "smtp.example.com"}),
    )
    smtp_port = forms.IntegerField(
        label=_("Port"),
        min_value=1,
        max_value=65535,
        required=False,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("587 with STARTTLS, 465 with TLS."),
    )
    smtp_security = forms.ChoiceField(
        label=_("Encryption"), required=False, widget=UnfoldAdminSelectWidget
    )
    smtp_user = forms.CharField(
        label=_("User name"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"autocomplete": "off"}),
    )
    smtp_password = forms.CharField(
        label=_("Password"),
        max_length=200,
        required=False,
        strip=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
    )
    smtp_sender = forms.CharField(
        label=_("Sender"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"placeholder": "Muster AG <post@example.com>"}),
        help_text=_("The address that the server lets you send from."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.before.get("smtp") or {}
        self.fields["smtp_security"].choices = _securities()  # type: ignore[attr-defined]
        first = {"port": 587, "security": "starttls", **own, "password": ""}
        for name in _SERVER:
            self.fields[name].initial = first.get(name.removeprefix("smtp_"))
        self.fields["addresses"].initial = "\n".join(self.before.get("addresses", ()))
        self.fields["locale"].initial = self.before.get("locale", settings.LANGUAGE_CODE)
        if own.get("password"):
            words = _("A password is kept. Leave this empty to go on with it.")
            self.fields["smtp_password"].help_text = words

    def clean_addresses(self) -> list[str]:
        found: dict[str, str] = {}
        for line in self.cleaned_data["addresses"].replace(",", "\n").splitlines():
            if typed := line.strip():
                try:
                    address = letters.deliverable(typed)
                except ValueError:
                    wrong = gettext("This is not an e-mail address: %(typed)s")
                    raise ValidationError(wrong % {"typed": typed[:80]}) from None
                found.setdefault(address.casefold(), address)
        if len(found) > mailboxes.MOST:
            raise ValidationError(gettext("At most five addresses. Use a mailing list for more."))
        return list(found.values())

    def clean_smtp_host(self) -> str:
        host = str(self.cleaned_data["smtp_host"]).strip().rstrip(".").lower()
        if host:
            addresses.check_mail_host(host)
        elif smtp.own_server() is None:
            raise ValidationError(
                gettext("This instance can't send mail. Enter a mail server of your own.")
            )
        return host

    def clean_smtp_sender(self) -> str:
        typed = str(self.cleaned_data["smtp_sender"]).strip()
        if not (typed or self.data.get("smtp_host")):
            return ""
        # By hand: people write a comma into a name and no quotation marks around it.
        name, _mark, address = typed.removesuffix(">").rpartition("<")
        try:
            name = one_line(name.strip().strip('"'))
            sender = Address(name, addr_spec=letters.deliverable(address))
        except ValueError:
            raise ValidationError(
                gettext("Write an address, such as Muster AG <post@example.com>.")
            ) from None
        return str(sender)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("smtp_host"):
            self._check_server(cleaned)
        return cleaned

    def _check_server(self, cleaned: dict[str, Any]) -> None:
        port = cleaned.get("smtp_port")
        if port is None or not addresses.may_mail_through(port):
            self.add_error("smtp_port", gettext("Only the ports 587, 465 and 25 can be reached."))
        user, password = cleaned.get("smtp_user", ""), cleaned.get("smtp_password", "")
        if not (user + password).isascii():
            self.add_error(
                "smtp_password", gettext("Mail servers take letters without accents only.")
            )
        elif user and not password and not self._keeps_password(cleaned):
            words = gettext("Enter the password: it is used for this server and user name only.")
            self.add_error("smtp_password", words)

    def _keeps_password(self, cleaned: dict[str, Any]) -> bool:
        """Tell whether the password we have was meant for this: else it could be had by asking."""
        own = self.before.get("smtp") or {}
        same = all(
            own.get(name) == cleaned.get(f"smtp_{name}") for name in ("host", "port", "user")
        )
        return bool(own.get("password")) and same and own["security"] == cleaned["smtp_security"]

    def seal(self, destination: Destination) -> None:
        said = self.cleaned_data
        mailboxes.configure(destination, said["addresses"], said["locale"], self._own_server())

    def follow_up(self, destination: Destination) -> None:
        mailboxes.review(destination)

    def _own_server(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        if not said["smtp_host"]:
            return None
        own = {name.removeprefix("smtp_"): said[name] for name in _SERVER}
        if not own["user"]:
            own["password"] = ""
        elif not own["password"]:
            own["password"] = self.before["smtp"]["password"]
        return own


def _securities() -> list[tuple[str, str]]:
    """Offer encryption; on the machine of whoever tries Zenflow out, none as well."""
    found = [("starttls", "STARTTLS"), ("tls", "TLS")]
    if settings.ALLOW_LOOPBACK_DESTINATIONS:
        found.append(("none", gettext("none, on this machine alone")))
    return found
