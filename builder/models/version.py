from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from builder.models.assistant import Assistant


class FlowVersion(models.Model):
    """A document frozen for ever: published, shown as a preview, or a draft put aside."""

    class Mode(models.TextChoices):
        LIVE = "live", _("Published")
        PREVIEW = "preview", _("Preview")
        KEPT = "kept", _("Put aside")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assistant = models.ForeignKey(Assistant, models.CASCADE, related_name="versions")
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.LIVE)
    number = models.PositiveIntegerField(_("number"), null=True)
    document = models.JSONField()
    sha256 = models.CharField(_("checksum"), max_length=64)
    note = models.CharField(_("note"), max_length=200, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ScopedManager(tenant="assistant__tenant")

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["assistant", "number"], name="one_version_per_number")
        ]

    def __str__(self) -> str:
        if self.number is None:
            return str(self.Mode(self.mode).label)
        return str(_("Version %(number)s") % {"number": self.number})
