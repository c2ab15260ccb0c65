from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from builder.models.assistant import Assistant


class Text(models.Model):
    """A translation of one text of an assistant.

    The default language stands in the rows' own columns; `source_hash` is that of the
    text that was translated, so that a translation is known to be stale when it changes.
    """

    assistant = models.ForeignKey(Assistant, models.CASCADE, related_name="texts")
    object_id = models.UUIDField()
    slot = models.CharField(max_length=24)
    locale = models.CharField(_("language"), max_length=12)
    text = models.TextField(_("text"))
    source_hash = models.CharField(max_length=64, editable=False)

    objects = ScopedManager(tenant="assistant__tenant")

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(
                fields=["assistant", "object_id", "slot", "locale"], name="one_text_per_slot"
            )
        ]

    def __str__(self) -> str:
        return f"{self.locale}: {self.text[:60]}"
