"""E-mail destinations: where their mails go, and who has agreed to get them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
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
    same = list(addresses) == before.get("addresses")
    config = {
        "addresses": list(addresses),
        "since": before.get("since") if same else schedule.now().isoformat(),
        "confirmed": [one for one in addresses if one in agreed],
        **{name: _of(addresses, before.get(name, {})) for name in ("agreed", "asked", "bounced")},
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
        config["agreed"] = {**config.get("agreed", {}), address: schedule.now().isoformat()}
        config["bounced"] = _of(waiting(config), config.get("bounced", {}))
        reseal(row, config)
        review(row)
    return True


def review(destination: Destination) -> None:
    """Begin once every address is confirmed; stop while none is.

    One that is already in use goes on with those that are: a colleague who is added and has not
    answered yet must not keep enquiries from the others. What came back from all of them takes
    enquiries, which wait for the first that agrees again.
    """
    config = vault.open_config(destination)
    if destination.state == DestinationState.GONE:
        if confirmed(config):
            destinations.switch_on(destination)
    elif not confirmed(config):
        destinations.unverify(destination)
    elif destination.state == DestinationState.UNVERIFIED and CHANNELS[Email.name].is_ready(config):
        Destination.objects.filter(pk=destination.pk).update(verified_at=schedule.now())
        destinations.switch_on(destination)


def pause(row: Destination, config: dict[str, Any], bounced: dict[str, str]) -> None:
    """Send no more to addresses whose mail came back, until their readers agree again.

    `bounced` says for each the code that its mail server gave as the reason, if it gave one.
    """
    config["confirmed"] = [one for one in config["confirmed"] if one not in bounced]
    config["bounced"] = {**config.get("bounced", {}), **bounced}
    reseal(row, config)
    if not config["confirmed"]:
        destinations.stop(row)


def agreed_before(config: dict[str, Any], at: datetime) -> list[str]:
    """Return the addresses that have gone on getting mails since then."""
    agreed = config.get("agreed", {})
    return [one for one in confirmed(config) if _is_before(agreed.get(one), at)]


def is_alone_since(config: dict[str, Any], at: datetime) -> bool:
    """Tell whether then and since there has been one address and no other."""
    return len(config["addresses"]) == 1 and _is_before(config.get("since"), at)


def waiting(config: dict[str, Any]) -> list[str]:
    """Return the addresses whose readers have not agreed, or not again."""
    return [one for one in config["addresses"] if one not in config["confirmed"]]


def _is_before(moment: str | None, at: datetime) -> bool:
    """Tell whether it was; what was never noted is from before anything was."""
    return moment is None or datetime.fromisoformat(moment) <= at


def _of(addresses: Sequence[str], noted: dict[str, str]) -> dict[str, str]:
    return {one: noted[one] for one in addresses if one in noted}


def locked(destination: Destination) -> Destination:
    """Return the row, locked: an answer and a change at once must not undo one another."""
    row: Destination = Destination.objects.select_for_update().get(pk=destination.pk)
    return row


def reseal(row: Destination, config: dict[str, Any]) -> None:
    """Write the settings of a locked row, and nothing else."""
    row.sealed_config = vault.seal_config(row, config)
    row.save(update_fields=["sealed_config"])
