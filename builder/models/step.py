from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from builder.flows import recalls
from builder.models.assistant import Assistant


class Step(models.Model):
    """One screen of an assistant: a heading and a few questions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assistant = models.ForeignKey(Assistant, models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField(_("position"), default=0, db_index=True)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True, max_length=2000)
    visible_if = models.JSONField(_("shown only if"), null=True, blank=True)

    objects = ScopedManager(tenant="assistant__tenant")

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return recalls.fill(self.title, lambda _one: "…")


class Ending(models.Model):
    """Where a path leads. The first one is for every path without another."""

    class Kind(models.TextChoices):
        THANKS = "thanks", _("Thanks")
        REDIRECT = "redirect", _("Leads to another page")
        DISQUALIFIED = "disqualified", _("Ends without sending")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assistant = models.ForeignKey(Assistant, models.CASCADE, related_name="endings")
    position = models.PositiveIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.THANKS)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), blank=True, max_length=2000)
    url = models.CharField(
        _("address of the page"),
        max_length=2000,
        blank=True,
        help_text=_("Where people go on after sending; begins with https://."),
    )

    objects = ScopedManager(tenant="assistant__tenant")

    class Meta:
        verbose_name = _("ending")
        verbose_name_plural = _("endings")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return recalls.fill(self.title, lambda _one: "…")


class Route(models.Model):
    """Where to go after a step, if a condition holds. The first that holds wins."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    step = models.ForeignKey(Step, models.CASCADE, related_name="routes")
    position = models.PositiveIntegerField(_("position"), default=0)
    condition = models.JSONField(_("if"), null=True, blank=True)
    to_step = models.ForeignKey(
        Step,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="routes_here",
        verbose_name=_("to step"),
    )
    to_ending = models.ForeignKey(
        Ending,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="routes_here",
        verbose_name=_("to ending"),
    )

    objects = ScopedManager(tenant="step__assistant__tenant")

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_step__isnull=True) ^ models.Q(to_ending__isnull=True),
                name="route_has_one_target",
                violation_error_message=_("Choose a step or an ending, one of the two."),
            )
        ]

    def __str__(self) -> str:
        return f"→ {self.to_step or self.to_ending}"
