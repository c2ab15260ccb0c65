"""What was answered: held sealed until its tenant has it, then destroyed.

No column of these tables may hold anything that an end user typed, in clear.
"""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from builder.models import Assistant, FlowVersion
from relay.states import DeliveryState, DestinationState, Outcome, SubmissionState
from tenants.models import Tenant

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U


def make_reference() -> str:
    """Return 80 random bits as 16 characters that can be read out on the phone."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(16))


class KeyEpoch(models.Model):
    """An hour in which payloads were sealed; its key lies alone in the keys database."""

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"
        DESTROYED = "destroyed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "closes_at"], name="epoch_by_state")]

    def __str__(self) -> str:
        return str(self.id)


class EpochKey(models.Model):
    """The key of an epoch, wrapped by a master key. Lives in the keys database alone."""

    lives_with_keys = True

    epoch_id = models.UUIDField(primary_key=True)
    master_kid = models.CharField(max_length=40)
    nonce = models.BinaryField(max_length=12)
    wrapped = models.BinaryField(max_length=64)

    def __str__(self) -> str:
        return str(self.epoch_id)


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
        _("state"), max_length=12, choices=DestinationState, default=DestinationState.UNVERIFIED
    )
    sealed_config = models.BinaryField(editable=False)
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


class Submission(models.Model):
    """An accepted enquiry: ids, times and a state; never its contents."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="submissions")
    assistant = models.ForeignKey(Assistant, models.PROTECT, related_name="submissions")
    version = models.ForeignKey(FlowVersion, models.PROTECT, related_name="submissions")
    client_id = models.CharField(max_length=43)
    reference = models.CharField(
        _("reference"), max_length=16, unique=True, default=make_reference
    )
    mode = models.CharField(max_length=8, choices=FlowVersion.Mode, default=FlowVersion.Mode.LIVE)
    locale = models.CharField(max_length=12)
    state = models.CharField(
        _("state"), max_length=12, choices=SubmissionState, default=SubmissionState.HELD
    )
    size_bucket = models.PositiveIntegerField()
    accepted_at = models.DateTimeField(_("received"), default=timezone.now)
    hold_until = models.DateTimeField(_("held until"))
    purged_at = models.DateTimeField(_("purged"), null=True)

    objects = ScopedManager(tenant="tenant")

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-accepted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["assistant", "client_id"], name="one_submission_per_client_id"
            )
        ]
        indexes = [
            models.Index(
                fields=["hold_until"],
                condition=models.Q(state__in=["held", "quarantined"]),
                name="submission_hold_ends",
            )
        ]

    def __str__(self) -> str:
        return self.reference


class HeldPayload(models.Model):
    """The sealed contents of a submission. The row exists exactly while they are held."""

    submission = models.OneToOneField(
        Submission, models.CASCADE, primary_key=True, related_name="held"
    )
    epoch = models.ForeignKey(KeyEpoch, models.PROTECT, related_name="payloads")
    key_nonce = models.BinaryField(max_length=12)
    wrapped_key = models.BinaryField(max_length=64)
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()
    fingerprint = models.BinaryField(max_length=32)

    objects = ScopedManager(tenant="submission__tenant")

    def __str__(self) -> str:
        return str(self.submission_id)


class Delivery(models.Model):
    """One submission on its way to one destination."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="deliveries")
    destination = models.ForeignKey(
        Destination, models.PROTECT, related_name="deliveries", verbose_name=_("destination")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=DeliveryState, default=DeliveryState.QUEUED
    )
    attempt_count = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    uncertain = models.BooleanField(default=False)
    settled_at = models.DateTimeField(_("settled"), null=True)

    objects = ScopedManager(tenant="submission__tenant")

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
                fields=["next_attempt_at"],
                condition=models.Q(state__in=["queued", "retry_wait"]),
                name="delivery_due",
            ),
            models.Index(
                fields=["destination", "lease_until"],
                condition=models.Q(state="leased"),
                name="delivery_in_flight",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} → {self.destination_id}"


class Attempt(models.Model):
    """One try to hand an enquiry over: when, how long, and a code for how it ended."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField(_("number"))
    started_at = models.DateTimeField(_("started"))
    milliseconds = models.PositiveIntegerField(_("milliseconds"))
    outcome = models.CharField(_("outcome"), max_length=24, choices=Outcome)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)

    objects = ScopedManager(tenant="delivery__submission__tenant")

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="attempts_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"


class Receipt(models.Model):
    """A signed statement that a submission was delivered, or could not be, and destroyed."""

    submission = models.OneToOneField(
        Submission, models.CASCADE, primary_key=True, related_name="receipt"
    )
    body = models.JSONField()
    kid = models.CharField(max_length=40)
    signature = models.BinaryField(max_length=64)
    issued_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager(tenant="submission__tenant")

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self) -> str:
        return str(self.submission_id)
