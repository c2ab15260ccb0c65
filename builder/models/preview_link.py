from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from builder.models.assistant import Assistant


class PreviewLink(models.Model):
    """An address that shows the draft to whoever has it, until it expires or is revoked.

    Only the token's checksum is kept: whoever reads this table can't open a draft with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assistant = models.ForeignKey(Assistant, models.CASCADE, related_name="preview_links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    deliver = models.BooleanField(
        _("deliver test enquiries"),
        default=False,
        help_text=_("What is sent through the link reaches your destinations, marked as a test."),
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = ScopedManager(tenant="assistant__tenant")

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return str(self.created_at)
