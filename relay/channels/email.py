"""Deliver by e-mail, through the tenant's mail server or the instance's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email.utils import parseaddr
from typing import Any, ClassVar

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from relay import letters, return_paths, signing, smtp
from relay.channels.base import Channel
from relay.files import Contents
from relay.mail_connection import Server
from relay.results import Result, Sentences
from relay.states import Outcome


class Email(Channel):
    """A message with the files attached. Config: addresses, confirmed, locale, smtp or null, and
    when they were entered, asked, agreed or came back.

    A mail server's 250 means "handed over": what the tenant's mailbox does with it nobody is told,
    unless the mail comes back to us (bouncing.py).
    """

    name = "email"
    label = _("E-mail")
    description = _("For people: your team gets each enquiry in its mailbox, files attached.")
    sentences: ClassVar[Sentences] = {
        Outcome.DELIVERED: lambda: gettext("The mail server took it."),
        Outcome.REFUSED: lambda: gettext("The mail server refused it (answer {status})."),
        Outcome.THROTTLED: lambda: gettext("The mail server asks to wait (answer {status})."),
        Outcome.TIMED_OUT: lambda: gettext("The mail server took too long to answer."),
        Outcome.UNREACHABLE: lambda: gettext("The mail server can't be reached."),
        Outcome.TLS_FAILED: lambda: gettext(
            "The mail server offers no encryption that can be trusted."
        ),
    }

    def send(
        self, config: dict[str, Any], message_id: str, contents: Contents, deadline: timedelta
    ) -> Result:
        server = server_of(config)
        if server is None:
            return Result(Outcome.NO_MAILER)
        sender = sender_of(config)
        to = confirmed(config)
        if not to:
            return Result(Outcome.UNCONFIRMED)
        letter = letters.write(contents, message_id, sender, to, config["locale"])
        delivery_id = signing.delivery_of(message_id)
        if not (server.is_ours and settings.BOUNCE_ADDRESS and delivery_id):
            return smtp.post(server, letter, parseaddr(sender)[1], to, deadline)
        result = smtp.post(server, letter, return_paths.make(delivery_id), to, deadline)
        return replace(result, may_come_back_for=timedelta(hours=settings.BOUNCE_WINDOW))

    def is_ready(self, config: dict[str, Any]) -> bool:
        """Tell whether each address is confirmed: before that no test makes it take enquiries."""
        return len(confirmed(config)) == len(config["addresses"])


def confirmed(config: dict[str, Any]) -> list[str]:
    """Return the addresses whose readers have agreed; nothing goes to any other."""
    return [one for one in config["addresses"] if one in config["confirmed"]]


def server_of(config: dict[str, Any]) -> Server | None:
    """Return the server that a destination sends through; None if there is none."""
    own = config.get("smtp")
    if own is None:
        return smtp.own_server()
    return Server(own["host"], own["port"], own["security"], own["user"], own["password"])


def sender_of(config: dict[str, Any]) -> str:
    """Return who the mails come from."""
    own = config.get("smtp")
    return str(own["sender"] if own else settings.DEFAULT_FROM_EMAIL)
