"""The same things in two tenants: what one owner may open and the other must not find."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from builder.models import Asset, Assistant, Field, Step, Variable
from relay import destinations, mailboxes, schedule
from relay.models import Delivery, Destination, Submission
from relay.states import DestinationState, SubmissionState, Suspicion
from tenants.models import Member, Tenant
from zenflow.testing.cast import Cast


@dataclass
class Twins:
    """Ids of Alpha's and Beta's objects, by model name."""

    alpha: dict[str, str] = field(default_factory=dict)
    beta: dict[str, str] = field(default_factory=dict)
    # Texts that only Beta's objects have: no page of Alpha's may show one.
    secrets: tuple[str, ...] = (
        "Geheimhaus",
        "Betaschritt",
        "Betafrage",
        "Betaziel",
        "Betapost",
        "Betasumme",
    )


def _objects(tenant: Tenant, assistant: Assistant) -> dict[str, str]:
    version = assistant.live_version
    assert version is not None
    with scope(tenant=tenant):
        step = Step.objects.filter(assistant=assistant)[0]
        first = Field.objects.filter(step=step)[0]
        destination = Destination(
            tenant=tenant,
            name=f"Ziel {tenant.name}",
            state=DestinationState.ACTIVE,
            verified_at=schedule.now(),
        )
        # An inside address: the row that tests a destination sends nothing.
        destinations.configure(destination, "https://127.0.0.1:9/in", "whsec_dGVzdA==")
        destination.save()
        mailbox = mailboxes.create(tenant, f"Postfach {tenant.name}", [f"post@{tenant.pk}.example"])
        submission = Submission.objects.create(
            tenant=tenant,
            assistant=assistant,
            version=version,
            client_id="c" * 22,
            locale="de",
            size_bucket=1024,
            hold_until=timezone.now() + timedelta(days=7),
        )
        delivery = Delivery.objects.create(
            tenant=tenant, submission=submission, destination=destination
        )
        suspect = Submission.objects.create(
            tenant=tenant,
            assistant=assistant,
            version=version,
            client_id="s" * 22,
            locale="de",
            size_bucket=1024,
            state=SubmissionState.QUARANTINED,
            suspicion=Suspicion.LINKS,
            quarantined_at=timezone.now(),
            hold_until=timezone.now() + timedelta(days=7),
        )
        variable = Variable.objects.create(
            assistant=assistant, key="summe", label=f"Summe {tenant.name}", value="1"
        )
        asset = Asset.objects.create(
            tenant=tenant, hash=tenant.name.lower().ljust(64, "0"), width=4, height=3, content=b"x"
        )
        member = Member.objects.filter(tenant=tenant).order_by("pk").first()
        assert member is not None
    return {
        "assistant": str(assistant.pk),
        "step": str(step.pk),
        "field": str(first.pk),
        "variable": str(variable.pk),
        "assistantlook": str(assistant.pk),
        "asset": str(asset.pk),
        "look": str(tenant.pk),
        "destination": str(destination.pk),
        "mailbox": str(mailbox.pk),
        "delivery": str(delivery.pk),
        "submission": str(suspect.pk),
        "member": str(member.pk),
        "tenant": str(tenant.pk),
    }


@pytest.fixture
def twins(cast: Cast) -> Twins:
    """Give both, Beta's with names that nothing else has."""
    made = Twins(_objects(cast.alpha, cast.household), _objects(cast.beta, cast.foreign))
    with scope(tenant=cast.beta):
        Assistant.objects.filter(pk=made.beta["assistant"]).update(name="Geheimhaus")
        Step.objects.filter(pk=made.beta["step"]).update(title="Betaschritt")
        Field.objects.filter(pk=made.beta["field"]).update(label="Betafrage")
        Variable.objects.filter(pk=made.beta["variable"]).update(label="Betasumme")
        Destination.objects.filter(pk=made.beta["destination"]).update(name="Betaziel")
        Destination.objects.filter(pk=made.beta["mailbox"]).update(name="Betapost")
    return made
