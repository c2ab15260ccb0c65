from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from builder.models.field import Field


class Check(models.Model):
    """What is said about an answer when a condition holds."""

    class Level(models.TextChoices):
        WARNING = "warning", _("Notice: the person may go on")
        ERROR = "error", _("Error: must be mended first")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    field = models.ForeignKey(Field, models.CASCADE, related_name="checks")
    position = models.PositiveIntegerField(_("position"), default=0)
    condition = models.JSONField(_("if"))
    level = models.CharField(_("weight"), max_length=8, choices=Level, default=Level.WARNING)
    message = models.CharField(_("message"), max_length=300)

    objects = ScopedManager(tenant="field__step__assistant__tenant")

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.message
