from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from builder.flows import recalls
from builder.models.asset import Asset
from builder.models.step import Step

validate_key = RegexValidator(
    r"\A[a-z][a-z0-9_]*\Z",
    _("Use small letters, digits and underscores, and begin with a letter."),
)


class Field(models.Model):
    """One question. Its kind says how it is asked, read and checked."""

    class DataClass(models.TextChoices):
        NONE = "none", _("Not personal")
        PERSONAL = "personal", _("Personal")
        SPECIAL = "special", _("Special category (Art. 9 GDPR)")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    step = models.ForeignKey(Step, models.CASCADE, related_name="fields")
    # The group whose entries ask it; its step is the group's.
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="fields", editable=False
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=24)
    key = models.CharField(
        _("key"),
        max_length=40,
        blank=True,
        validators=[validate_key],
        help_text=_("The name of the answer in your systems. Fixed once published."),
    )
    label = models.CharField(_("question"), max_length=200)
    help = models.CharField(_("help"), max_length=400, blank=True)
    required = models.BooleanField(_("required"), default=True)
    required_if = models.JSONField(_("required if"), null=True, blank=True)
    visible_if = models.JSONField(_("shown only if"), null=True, blank=True)
    required_message = models.CharField(
        _("when the answer is missing"),
        max_length=300,
        blank=True,
        help_text=_("Your own words instead of ours. Leave empty for ours."),
    )
    invalid_message = models.CharField(
        _("when the answer can't be taken"),
        max_length=300,
        blank=True,
        help_text=_("Said whatever is wrong with it, so name what is right."),
    )
    config = models.JSONField(_("settings"), default=dict, blank=True)
    purpose = models.CharField(
        _("purpose"),
        max_length=200,
        blank=True,
        help_text=_("What you need the answer for; required for personal data."),
    )
    data_class = models.CharField(
        _("kind of data"), max_length=10, choices=DataClass, default=DataClass.NONE
    )

    objects = ScopedManager(tenant="step__assistant__tenant")

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return recalls.fill(self.label, lambda _one: "…")


class Choice(models.Model):
    """One answer that can be chosen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    field = models.ForeignKey(Field, models.CASCADE, related_name="choices")
    position = models.PositiveIntegerField(_("position"), default=0)
    value = models.CharField(
        _("value"),
        max_length=40,
        blank=True,
        validators=[validate_key],
        help_text=_("The name of the choice in your systems. Fixed once published."),
    )
    label = models.CharField(_("label"), max_length=160)
    help = models.CharField(_("help"), max_length=240, blank=True)
    picture = models.ForeignKey(
        Asset,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="choices",
        verbose_name=_("picture"),
    )
    score = models.CharField(
        _("score"),
        max_length=24,
        blank=True,
        help_text=_("A number that calculations count for this choice."),
    )

    objects = ScopedManager(tenant="field__step__assistant__tenant")

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return recalls.fill(self.label, lambda _one: "…")
