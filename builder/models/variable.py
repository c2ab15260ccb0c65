from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from builder.models.assistant import Assistant
from builder.models.field import validate_key


class Variable(models.Model):
    """A number that is computed from answers: conditions and texts use it as they use an answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assistant = models.ForeignKey(Assistant, models.CASCADE, related_name="variables")
    position = models.PositiveIntegerField(_("position"), default=0)
    key = models.CharField(
        _("key"),
        max_length=40,
        blank=True,
        validators=[validate_key],
        help_text=_("The name of the number in your systems. Fixed once published."),
    )
    label = models.CharField(
        _("name"), max_length=120, help_text=_("For you and your systems; end users don't see it.")
    )
    value = models.JSONField(_("calculation"))
    decimals = models.PositiveSmallIntegerField(
        _("decimal places"),
        default=2,
        validators=[MaxValueValidator(4)],
        help_text=_("What is said and sent is rounded to them, a tie to the even digit."),
    )

    objects = ScopedManager(tenant="assistant__tenant")

    class Meta:
        verbose_name = _("variable")
        verbose_name_plural = _("variables")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label
