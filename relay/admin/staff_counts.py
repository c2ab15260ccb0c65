"""What staff see of deliveries: how many of each tenant wait, and for how long. Never more."""

from __future__ import annotations

from django.db.models import Count, Min
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from relay import notices
from relay.models import Submission
from tenants.sites import Panel


def waiting(request: HttpRequest) -> Panel:
    """Count what nobody has yet by tenant. One query."""
    with scopes_disabled():  # of each tenant a number and a time, and nothing of what they name
        rows = notices.undelivered(Submission.objects.all())
        counted = (
            rows.order_by()
            .values("tenant__name")
            .annotate(count=Count("pk"), oldest=Min("accepted_at"), ends_at=Min("hold_until"))
        )
        found = list(counted.order_by("oldest")[:50])
    return Panel(
        1, _("What waits to be delivered?"), "relay/staff_waiting.html", {"tenants": found}
    )
