"""What the overviews say while mail that is to go out can't."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from relay import mailer
from relay.channels.email import Email
from tenants.access import tenant_of
from tenants.sites import Card


def to_customers(request: HttpRequest) -> list[Card]:
    """Warn a tenant whose enquiries wait for the instance's mail server. One query."""
    if not mailer.is_away(tenant_of(request)):
        return []
    return [
        Card(
            title=_("E-mails can't be sent at the moment"),
            text=_(
                "Enquiries to your mailboxes wait here, encrypted. They are sent as soon as this "
                "instance can send mail, or you enter a mail server of your own."
            ),
            href=reverse("admin:relay_destination_changelist"),
            action=_("Show the destinations"),
            order=-1,
            attention=True,
        )
    ]


def to_staff(request: HttpRequest) -> list[Card]:
    """Warn whoever runs the instance, and say why. One query at most."""
    result = mailer.ask()
    if result.ok or (mailer.is_unset(result) and not mailer.is_needed()):
        return []
    why = _("No mail server is set, and destinations need one: EMAIL_HOST names it.")
    if not mailer.is_unset(result):
        why = result.in_words(Email.sentences)
    return [
        Card(
            title=_("This instance can't send mail"),
            text=why,
            href=reverse("health-work"),
            action=_("Show what monitoring sees"),
            order=-1,
            attention=True,
        )
    ]
