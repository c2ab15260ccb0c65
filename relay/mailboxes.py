"""E-mail destinations: where their mails go, and who has agreed to get them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from builder.models import Assistant
from relay import destinations, schedule, vault
from relay.channels import CHANNELS
from relay.channels.email import Email, confirmed
from relay.models import Destination
from relay.states import DestinationState
from tenants.models import Tenant

MOST = 5


def create(
    tenant: Tenant,
    name: str,
    addresses: Sequence[str],
    assistant: Assistant | None = None,
    locale: str = "de",
) -> Destination:
    """Make a destination; it takes enquiries once each address is confirmed."""
    made = Destination(tenant=tenant, name=name, assistant=assistant, channel=Email.name)
    configure(made, addresses, locale, None)
    made.save(force_insert=True)
    return made


def configure(
    destination: Destination, addresses: Sequence[str], locale: str, smtp: dict[str, Any] | None
) -> None:
    """Seal what mails need; the caller saves, and then calls `review`.

    Who has agreed need not do so again, with one exception: the tenant's own mail server saw
    the links that went through it. They prove nothing to the instance's.
    """
    before = vault.open_config(destination) if destination.sealed_config else {}
    trusted = smtp is not None or before.get("smtp") is None
    agreed = before.get("confirmed", []) if trusted else []
    asked = before.get("asked", {})
    config = {
        "addresses": list(addresses),
        "confirmed": [one for one in addresses if one in agreed],
        "asked": {one: asked[one] for one in addresses if one in asked},
        "locale": locale,
        "smtp": smtp,
    }
    destination.sealed_config = vault.seal_config(destination, config)
    destination.needs_our_mailer = smtp is None


@transaction.atomic
def confirm(destination: Destination, address: str) -> bool:
    """Note that whoever reads an address wants enquiries there; tell whether it was asked for."""
    row = locked(destination)
    config = vault.open_config(row)
    if address not in config["addresses"]:
        return False
    if address not in config["confirmed"]:
        config["confirmed"].append(address)
        reseal(row, config)
        review(row)
    return True


def review(destination: Destination) -> None:
    """Begin once every address is confirmed; stop while none is.

    One that is already in use goes on with those that are: a colleague who is added and has not
    answered yet must not keep enquiries from the others.
    """
    config = vault.open_config(destination)
    if not confirmed(config):
        destinations.unverify(destination)
    elif destination.state == DestinationState.UNVERIFIED and CHANNELS[Email.name].is_ready(config):
        Destination.objects.filter(pk=destination.pk).update(verified_at=schedule.now())
        destinations.switch_on(destination)


def locked(destination: Destination) -> Destination:
    """Return the row, locked: an answer and a change at once must not undo one another."""
    row: Destination = Destination.objects.select_for_update().get(pk=destination.pk)
    return row


def reseal(row: Destination, config: dict[str, Any]) -> None:
    """Write the settings of a locked row, and nothing else."""
    row.sealed_config = vault.seal_config(row, config)
    row.save(update_fields=["sealed_config"])
