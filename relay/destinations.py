"""Destinations: test, switch on and off, notice what they answer, delete."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from builder.flows.lint import Finding
from builder.models import Assistant
from relay import breaker, payload, schedule, signing, vault
from relay.channels import CHANNELS
from relay.files import Contents
from relay.models import Delivery, Destination
from relay.moves import move
from relay.results import Result
from relay.states import UNSETTLED, WAITING, DeliveryState, DestinationState, Outcome
from relay.webhook_forms import Inline
from tenants.models import Tenant

NOWHERE = "no_destination"
NOWHERE_SAID = gettext_noop(
    "There is nowhere to deliver to: add a destination for all enquiries and test it."
)
TEST_DEADLINE = timedelta(seconds=10)
_ON = [DestinationState.UNVERIFIED, DestinationState.GONE, DestinationState.OFF]


class StillNeededError(Exception):
    """Undelivered enquiries wait for this destination; `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


def create(
    tenant: Tenant, name: str, url: str, assistant: Assistant | None = None, secret: str = ""
) -> Destination:
    """Make a webhook destination with a signing secret; it takes enquiries once it is tested."""
    destination = Destination(tenant=tenant, name=name, assistant=assistant)
    configure(destination, url, secret)
    destination.save(force_insert=True)
    return destination


def configure(destination: Destination, url: str, secret: str = "", form: str = "") -> None:
    """Seal a destination's address; what is left empty stays as it was. The caller saves."""
    before = vault.open_config(destination) if destination.sealed_config else {}
    secret = secret or before.get("secret") or signing.make_secret()
    form = form or before.get("form", Inline.name)
    config = {**before, "url": url, "secret": secret, "form": form}
    destination.sealed_config = vault.seal_config(destination, config)


def secret_of(destination: Destination) -> str:
    """Return the signing secret, for the owner to copy. Raises CannotOpenError."""
    return str(vault.open_config(destination)["secret"])


def url_of(destination: Destination) -> str:
    """Return the address. Raises CannotOpenError."""
    return str(vault.open_config(destination)["url"])


def test(destination: Destination) -> Result:
    """Send a test; if it is accepted, the destination is verified and active.

    What was stopped for it goes out again: it takes deliveries now, whatever it did before.
    """
    config = vault.open_config(destination)
    assistant = destination.assistant.name if destination.assistant else ""
    contents = Contents(payload.write_test(assistant, schedule.now()))
    channel = CHANNELS[destination.channel]
    result = channel.send(config, f"test_{uuid.uuid4().hex}", contents, TEST_DEADLINE)
    if result.ok:
        _accepted(destination, is_ready=channel.is_ready(config))
    return result


def _accepted(destination: Destination, *, is_ready: bool) -> None:
    breaker.close(destination)
    if is_ready:
        Destination.objects.filter(pk=destination.pk).update(verified_at=schedule.now())
    in_use = destination.state == DestinationState.ACTIVE
    if in_use or (is_ready and destination.state != DestinationState.OFF):
        switch_on(destination)


def can_switch_on(destination: Destination) -> bool:
    """Tell whether it is off although it was verified."""
    return destination.state == DestinationState.OFF and destination.verified_at is not None


def switch_on(destination: Destination) -> int:
    """Take deliveries again, and queue what was stopped; return how many."""
    with transaction.atomic():
        move(_row(destination), DestinationState.ACTIVE, come_from=_ON)
        breaker.close(destination)
        destination.state = DestinationState.ACTIVE
        return move(
            Delivery.objects.filter(destination=destination),
            DeliveryState.QUEUED,
            come_from=[DeliveryState.BLOCKED],
            next_attempt_at=schedule.now(),
        )


def can_switch_off(destination: Destination) -> bool:
    """Tell whether it takes deliveries, or would if it could."""
    return destination.state in {DestinationState.ACTIVE, DestinationState.GONE}


def switch_off(destination: Destination) -> int:
    """Stop deliveries; return how many wait until it is switched on again."""
    come_from = [DestinationState.ACTIVE, DestinationState.GONE]
    move(_row(destination), DestinationState.OFF, come_from=come_from)
    destination.state = DestinationState.OFF
    return stop_waiting(destination)


def unverify(destination: Destination) -> None:
    """Ask for a new test after the address was changed."""
    come_from = [DestinationState.ACTIVE, DestinationState.GONE, DestinationState.OFF]
    if move(_row(destination), DestinationState.UNVERIFIED, come_from=come_from, verified_at=None):
        destination.state = DestinationState.UNVERIFIED
        stop_waiting(destination)


def stop(destination: Destination) -> None:
    """Take no deliveries until it is mended; enquiries are accepted, and wait."""
    if move(_row(destination), DestinationState.GONE, come_from=[DestinationState.ACTIVE]):
        destination.state = DestinationState.GONE
        stop_waiting(destination)


@transaction.atomic
def stop_waiting(destination: Destination) -> int:
    """Stop what waits for a destination that takes nothing; return how many.

    The row is locked, so that switching on at the same moment comes before or after;
    not its key, so that enquiries are accepted meanwhile.
    One that is gone still gets the last attempts of enquiries whose hold has ended.
    """
    state = Destination.objects.select_for_update(no_key=True).get(pk=destination.pk).state
    if state == DestinationState.ACTIVE:
        return 0
    waiting = Delivery.objects.filter(destination=destination, state__in=WAITING)
    if state == DestinationState.GONE:
        waiting = waiting.filter(submission__hold_until__gt=schedule.now())
    rows = Delivery.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)))
    return move(rows, DeliveryState.BLOCKED, come_from=WAITING)


def note(destination: Destination, result: Result) -> None:
    """Remember how it went: the breaker opens and closes by it, and 410 stops everything."""
    breaker.note(destination, result)
    if result.outcome == Outcome.GONE:
        move(_row(destination), DestinationState.GONE, come_from=[DestinationState.ACTIVE])


def undelivered(destination: Destination) -> int:
    """Count the enquiries that are still to be delivered there."""
    waiting = Delivery.objects.filter(destination=destination, state__in=UNSETTLED)
    return int(waiting.count())


@transaction.atomic
def delete(destination: Destination) -> None:
    """Delete a destination and its secret. Raises StillNeededError.

    The row is locked first: an enquiry that is being accepted for it is waited for and
    counted, and one that comes later finds no destination to name.
    """
    Destination.objects.select_for_update().get(pk=destination.pk)
    if count := undelivered(destination):
        raise StillNeededError(count)
    destination.delete()


def for_assistant(assistant: Assistant) -> list[Destination]:
    """Return where an assistant's enquiries go; what is off only if there is nothing else."""
    rows = Destination.objects.filter(
        Q(assistant=assistant) | Q(assistant=None), tenant_id=assistant.tenant_id
    ).exclude(state=DestinationState.UNVERIFIED)
    found = list(rows)
    on = [one for one in found if one.state != DestinationState.OFF]
    return on or found


def check_publishable(assistant: Assistant) -> list[Finding]:
    """Ask for a verified destination that gets every enquiry, before anything is published."""
    unconditional = [
        one
        for one in for_assistant(assistant)
        if one.state == DestinationState.ACTIVE and one.send_if is None
    ]
    return [] if unconditional else [Finding("error", NOWHERE, {})]


def _row(destination: Destination) -> Any:
    return Destination.objects.filter(pk=destination.pk)
