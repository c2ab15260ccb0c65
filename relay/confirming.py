"""Ask whoever reads an address whether enquiries may be sent there, and take the answer."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from relay import letters, mailboxes, schedule, smtp, vault
from relay.channels.email import Email, sender_of, server_of
from relay.mail_connection import Server
from relay.mime import Letter
from relay.models import Destination
from relay.results import Result
from relay.states import Outcome

VALID = timedelta(days=7)
# Mails that nobody has asked for are few: to an address, and by a tenant.
AGAIN_AFTER = timedelta(minutes=10)
MOST_PER_ADDRESS, MOST_PER_TENANT = 5, 30
_A_DAY = 24 * 60 * 60
_DEADLINE = timedelta(seconds=10)
_SALT = "zenflow/confirm/1"
_SIGNER = Signer(sep=".", salt=_SALT)
_ID, _TAG = 32, 32  # hexadecimal digits


def ask(destination: Destination, *, again: bool) -> dict[str, Result | None]:
    """Write to each address that is not confirmed yet; say how that ended, None for "too soon".

    Unless `again`, only to those that were never written to. What is tried is noted before
    it is sent: pressing the button twice sends one mail.
    """
    with transaction.atomic():
        row = mailboxes.locked(destination)
        config = vault.open_config(row)
        done = {*config["confirmed"], *({} if again else config["asked"])}
        waiting = [one for one in config["addresses"] if one not in done]
        may = [one for one in waiting if _may_ask(row, config, one)]
        config["asked"] |= {one: schedule.now().isoformat() for one in may}
        mailboxes.reseal(row, config)
    found = {one: _send(row, config, one) if one in may else None for one in waiting}
    if failed := [one for one, result in found.items() if result and not result.ok]:
        _let_ask_again(row, failed)
    return found


def find(token: str) -> tuple[Destination, str, bool] | None:
    """Return the destination and the address that a link is for, and whether it is confirmed.

    None for what was never sent, is too old, or was changed meanwhile: all the same to whoever
    asks. The look-up of a page without a tenant: the token is signed.
    """
    try:
        said = _SIGNER.unsign(token)
    except BadSignature:
        return None
    ends_at = int(said[_ID + _TAG :], 16)
    if schedule.now().timestamp() > ends_at:
        return None
    with scopes_disabled():
        rows = Destination.objects.select_related("tenant", "assistant")
        row = rows.filter(pk=uuid.UUID(said[:_ID]), channel=Email.name, tenant__is_active=True)
        destination = row.first()
    if destination is None:
        return None
    config = vault.open_config(destination)
    for address in config["addresses"]:
        if said[_ID : _ID + _TAG] in _tags(destination, address, config):
            return destination, address, address in config["confirmed"]
    return None


def agree(token: str) -> bool:
    """Confirm an address for whoever has the link; tell whether it was still asked for.

    The link is judged once more with the row locked: it may have stopped to count meanwhile.
    """
    found = find(token)
    if found is None:
        return False
    with scope(tenant=found[0].tenant), transaction.atomic():
        mailboxes.locked(found[0])
        found = find(token)
        return found is not None and mailboxes.confirm(*found[:2])


def link(destination: Destination, address: str, *, by_ours: bool) -> str:
    """Return where an address is confirmed; nothing in it tells whose it is.

    A tenant's own mail server can read the links that go through it, so they count only for it.
    """
    ends_at = int((schedule.now() + VALID).timestamp())
    said = f"{destination.pk.hex}{_tag(destination, address, by_ours)}{ends_at:x}"
    path = reverse("confirm-address", args=[_SIGNER.sign(said)])
    return f"{settings.PUBLIC_URL}{path}"


def _tags(destination: Destination, address: str, config: dict[str, Any]) -> set[str]:
    """Return what a link may say that counts for these settings."""
    senders = {True} if config.get("smtp") is None else {True, False}
    return {_tag(destination, address, by_ours) for by_ours in senders}


def _tag(destination: Destination, address: str, by_ours: bool) -> str:
    value = f"{'ours' if by_ours else 'own'}/{destination.pk}/{address}"
    return salted_hmac(_SALT, value, algorithm="sha256").hexdigest()[:_TAG]


def _may_ask(destination: Destination, config: dict[str, Any], address: str) -> bool:
    asked = config["asked"].get(address)
    if asked and schedule.now() - datetime.fromisoformat(asked) < AGAIN_AFTER:
        return False
    who = salted_hmac(_SALT, address.casefold(), algorithm="sha256").hexdigest()
    return _count(f"confirm:{who}") <= MOST_PER_ADDRESS and (
        _count(f"confirm:{destination.tenant_id}") <= MOST_PER_TENANT
    )


def _count(key: str) -> int:
    """Count once more within a day. A cache that is away limits nothing; the wait still does."""
    if cache.add(key, 1, _A_DAY):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:
        return 0


def _send(destination: Destination, config: dict[str, Any], address: str) -> Result:
    server = server_of(config)
    if server is None:
        return Result(Outcome.NO_MAILER)
    sender = sender_of(config)
    with translation.override(config["locale"]):
        subject = _("Please confirm: enquiries to this address")
        message = letters.new_message(subject, sender, [address], f"confirm_{uuid.uuid4().hex}")
        letters.fill(message, "confirm", _context(destination, address, server))
    return smtp.post(server, Letter(message), parseaddr(sender)[1], [address], _DEADLINE)


def _context(destination: Destination, address: str, server: Server) -> dict[str, Any]:
    return {
        "tenant": destination.tenant.legal_name,
        "address": address,
        "link": link(destination, address, by_ours=server.is_ours),
        "until": schedule.now() + VALID,
    }


@transaction.atomic
def _let_ask_again(destination: Destination, failed: list[str]) -> None:
    row = mailboxes.locked(destination)
    config = vault.open_config(row)
    config["asked"] = {one: at for one, at in config["asked"].items() if one not in failed}
    mailboxes.reseal(row, config)
