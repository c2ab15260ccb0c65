from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from relay.models.destination import Destination
from tenants.models import Tenant


class Notice(models.Model):
    """Something that a tenant is told by mail: what kind of thing, since when; no contents."""

    class Kind(models.TextChoices):
        FAILING_HOUR = "failing_hour", _("A destination has failed for an hour")
        FAILING_DAY = "failing_day", _("A destination has failed for a day")
        GONE = "gone", _("A destination answered that it is gone")
        BOUNCED = "bounced", _("Mail to a destination came back")
        EXPIRING = "expiring", _("Enquiries will soon be deleted undelivered")
        EXPIRED = "expired", _("Enquiries were deleted undelivered")
        LOST = "lost", _("Enquiries were lost")
        QUARANTINED = "quarantined", _("Enquiries wait for your judgement")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, models.CASCADE, related_name="+")
    destination = models.ForeignKey(Destination, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind)
    # When what it tells of began: the same thing is told once.
    since = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    # Members who have been told already, while others' mail servers ask to wait.
    told = models.JSONField(default=list)
    sent_at = models.DateTimeField(null=True)

    objects = ScopedManager(tenant="tenant")

    class Meta:
        constraints = [
            # Two of each: what is empty is equal to nothing.
            models.UniqueConstraint(
                fields=["destination", "kind", "since"], name="one_notice_of_a_destination"
            ),
            models.UniqueConstraint(
                fields=["tenant", "kind", "since"],
                condition=models.Q(destination=None),
                name="one_notice_of_a_tenant",
            ),
            models.UniqueConstraint(
                fields=["destination", "kind"],
                condition=models.Q(sent_at=None),
                name="one_waiting_notice_of_a_destination",
            ),
            models.UniqueConstraint(
                fields=["tenant", "kind"],
                condition=models.Q(destination=None, sent_at=None),
                name="one_waiting_notice_of_a_tenant",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=models.Q(sent_at=None), name="notice_to_send"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)
