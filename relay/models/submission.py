from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from builder.models import Assistant, FlowVersion
from relay.models.keys import KeyEpoch
from relay.states import SubmissionState, Suspicion
from tenants.models import Tenant

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U


def make_reference() -> str:
    """Return 80 random bits as 16 characters that can be read out on the phone."""
    number = secrets.randbits(80)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))


# What was put aside is never handed in.
_MODES = [(mode.value, mode.label) for mode in (FlowVersion.Mode.LIVE, FlowVersion.Mode.PREVIEW)]


class Submission(models.Model):
    """An accepted enquiry: ids, times and a state; never its contents."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="submissions")
    assistant = models.ForeignKey(
        Assistant, models.PROTECT, related_name="submissions", verbose_name=_("assistant")
    )
    version = models.ForeignKey(FlowVersion, models.PROTECT, related_name="submissions")
    client_id = models.CharField(max_length=43)
    reference = models.CharField(_("reference"), max_length=16, unique=True, default=make_reference)
    mode = models.CharField(max_length=8, choices=_MODES, default=FlowVersion.Mode.LIVE)
    locale = models.CharField(max_length=12)
    state = models.CharField(
        _("state"), max_length=12, choices=SubmissionState, default=SubmissionState.HELD
    )
    size_bucket = models.PositiveIntegerField()
    accepted_at = models.DateTimeField(_("received"), default=timezone.now)
    hold_until = models.DateTimeField(_("held until"))
    purged_at = models.DateTimeField(_("purged"), null=True)
    # Why it was put in quarantine last, and when; both stay when it is released.
    suspicion = models.CharField(_("reason"), max_length=8, choices=Suspicion, blank=True)
    quarantined_at = models.DateTimeField(_("in quarantine since"), null=True)

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
            ),
            models.Index(fields=["accepted_at"], name="submission_by_age"),
            models.Index(
                fields=["tenant", "quarantined_at"],
                condition=models.Q(state="quarantined"),
                name="submission_to_judge",
            ),
        ]

    def __str__(self) -> str:
        return self.dashed_reference

    @property
    def dashed_reference(self) -> str:
        """Return the reference as people read it: 7K3M-9Q2P-4XW8-HTNA."""
        return "-".join(self.reference[at : at + 4] for at in range(0, 16, 4))


class HeldPayload(models.Model):
    """The sealed contents of a submission. The row exists exactly while they are held."""

    submission = models.OneToOneField(
        Submission, models.CASCADE, primary_key=True, related_name="held"
    )
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    epoch = models.ForeignKey(KeyEpoch, models.PROTECT, related_name="payloads")
    key_nonce = models.BinaryField(max_length=12)
    wrapped_key = models.BinaryField(max_length=64)
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()
    fingerprint = models.BinaryField(max_length=32)

    objects = ScopedManager(tenant="tenant")

    def __str__(self) -> str:
        return str(self.submission_id)


class HeldFile(models.Model):
    """A sealed piece of a file that came with a submission. Held and destroyed with its payload.

    What the file is called and what it is stands in the payload.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="held_files")
    tenant = models.ForeignKey(Tenant, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    chunk = models.PositiveSmallIntegerField()
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()

    objects = ScopedManager(tenant="tenant")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "number", "chunk"], name="held_chunks_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.number}.{self.chunk}"


class Receipt(models.Model):
    """A signed statement that a submission was delivered, or could not be, and destroyed."""

    submission = models.OneToOneField(
        Submission, models.CASCADE, primary_key=True, related_name="receipt"
    )
    body = models.JSONField()
    kid = models.CharField(max_length=40)
    signature = models.BinaryField(max_length=64)
    issued_at = models.DateTimeField(default=timezone.now)
    # The epoch whose key opened the contents last, and the signed line that says it is destroyed.
    epoch = models.ForeignKey(KeyEpoch, models.PROTECT, null=True, related_name="receipts")
    destruction = models.JSONField(null=True)

    objects = ScopedManager(tenant="submission__tenant")

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        indexes = [
            models.Index(
                fields=["epoch"],
                condition=models.Q(destruction__isnull=True),
                name="receipt_waits_for_its_epoch",
            )
        ]

    def __str__(self) -> str:
        return str(self.submission_id)
