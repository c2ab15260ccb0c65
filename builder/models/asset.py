from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from tenants.models import Tenant


class Asset(models.Model):
    """A picture, named by what it shows: the same bytes are the same asset, for ever."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(
        Tenant, models.CASCADE, related_name="assets", verbose_name=_("tenant")
    )
    hash = models.CharField(_("checksum"), max_length=64, db_index=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    content = models.BinaryField(editable=False)
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    objects = ScopedManager(tenant="tenant")

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "hash"], name="one_asset_per_picture")
        ]

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"
