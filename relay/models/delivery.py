from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from relay.models.destination import Destination
from relay.models.submission import Submission
from relay.states import DeliveryState, Outcome
from tenants.models import Tenant

_WAITS = models.Q(state__in=["queued", "retry_wait"])


class Delivery(models.Model):
    """One submission on its way to one destination.

    The tenant stands here as well as in the submission: a claim must be one plain
    conditional UPDATE. Through a join Django would write `id IN (SELECT ...)`, and
    PostgreSQL would judge the inner row as it was before another worker took it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="deliveries")
    # Empty once the destination was deleted: what was delivered stays provable.
    destination = models.ForeignKey(
        Destination,
        models.SET_NULL,
        null=True,
        related_name="deliveries",
        verbose_name=_("destination"),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=DeliveryState, default=DeliveryState.QUEUED
    )
    attempt_count = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    # When the attempt that may be in the air began; empty while a lease only waits for its turn.
    started_at = models.DateTimeField(null=True)
    uncertain = models.BooleanField(default=False)
    settled_at = models.DateTimeField(_("settled"), null=True)

    objects = ScopedManager(tenant="tenant")

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "destination"], name="one_delivery_per_destination"
            )
        ]
        indexes = [
            models.Index(
                fields=["destination", "next_attempt_at"], condition=_WAITS, name="delivery_due"
            ),
            models.Index(
                fields=["destination", "lease_until"],
                condition=models.Q(state="leased"),
                name="delivery_in_flight",
            ),
            models.Index(
                fields=["tenant", "settled_at"],
                condition=models.Q(state="dead"),
                name="delivery_given_up",
            ),
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(state="handed_over"),
                name="delivery_may_come_back",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Attempt(models.Model):
    """One try to hand an enquiry over: when, how long, and a code for how it ended."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField(_("number"))
    started_at = models.DateTimeField(_("started"))
    milliseconds = models.PositiveIntegerField(_("milliseconds"))
    outcome = models.CharField(_("outcome"), max_length=24, choices=Outcome)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)

    objects = ScopedManager(tenant="delivery__tenant")

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="attempts_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"
