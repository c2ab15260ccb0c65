"""Take the demo's businesses away, with all that was made in them since."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django_scopes import scopes_disabled

from builder.models import Assistant, FlowVersion
from demo.businesses import BUSINESSES
from relay.models import Destination, HeldPayload, Submission
from tenants.models import Tenant, User

_NAMES = [business.name for business in BUSINESSES]


@dataclass(frozen=True)
class Loss:
    """What would be gone."""

    businesses: int
    assistants: int
    enquiries: int
    held: int


def loss() -> Loss:
    """Count what would be gone."""
    with scopes_disabled():
        ours = Tenant.objects.filter(name__in=_NAMES)
        return Loss(
            ours.count(),
            Assistant.objects.filter(tenant__in=ours).count(),
            Submission.objects.filter(tenant__in=ours).count(),
            HeldPayload.objects.filter(tenant__in=ours).count(),
        )


def remove() -> None:
    """Delete the businesses and their owners: what refers goes before what is referred to."""
    with scopes_disabled(), transaction.atomic():
        for tenant in Tenant.objects.filter(name__in=_NAMES):
            HeldPayload.objects.filter(tenant=tenant).delete()
            Submission.objects.filter(tenant=tenant).delete()
            Destination.objects.filter(tenant=tenant).delete()
            Assistant.objects.filter(tenant=tenant).update(live_version=None)
            FlowVersion.objects.filter(assistant__tenant=tenant).delete()
            Assistant.objects.filter(tenant=tenant).delete()
            tenant.delete()
        User.objects.filter(email__in=[business.owner[0] for business in BUSINESSES]).delete()
