from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from builder.models import Assistant
from relay.states import DestinationState
from tenants.models import Tenant


class Destination(models.Model):
    """Where a tenant receives its enquiries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(
        Tenant, models.CASCADE, related_name="destinations", verbose_name=_("tenant")
    )
    assistant = models.ForeignKey(
        Assistant,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="destinations",
        verbose_name=_("assistant"),
        help_text=_("Leave empty to receive the enquiries of all assistants."),
    )
    name = models.CharField(_("name"), max_length=80)
    channel = models.CharField(_("channel"), max_length=16, default="webhook")
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=DestinationState,
        default=DestinationState.UNVERIFIED,
        editable=False,
    )
    sealed_config = models.BinaryField(editable=False)
    # When a replaced secret, which is sealed there as well, is to be forgotten.
    forget_secret_at = models.DateTimeField(null=True, editable=False)
    # Sends through the instance's own mail server: who looks after that must know without the seal.
    needs_our_mailer = models.BooleanField(default=False, editable=False)
    send_if = models.JSONField(_("only if"), null=True, blank=True)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True, editable=False)
    last_served_at = models.DateTimeField(null=True, blank=True, editable=False)
    first_failure_at = models.DateTimeField(null=True, blank=True, editable=False)
    consecutive_failures = models.PositiveIntegerField(default=0, editable=False)
    open_until = models.DateTimeField(null=True, blank=True, editable=False)
    max_in_flight = models.PositiveSmallIntegerField(default=8, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ScopedManager(tenant="tenant")

    class Meta:
        verbose_name = _("destination")
        verbose_name_plural = _("destinations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="destination_name_per_tenant",
                violation_error_message=_("You already have a destination with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
