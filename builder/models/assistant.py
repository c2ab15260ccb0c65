from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from tenants.models import Tenant


def make_public_id() -> str:
    """Return 96 random bits for addresses: short enough for a snippet, not to be guessed."""
    return secrets.token_urlsafe(12)


def default_locales() -> list[str]:
    return ["de"]


class RevisionConflict(Exception):  # noqa: N818 - reads as what it says where it is caught
    """Somebody else changed the draft since it was read."""


class Assistant(models.Model):
    """A guided enquiry: the draft that customers edit, and a pointer to what is live."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        LIVE = "live", _("Live")
        PAUSED = "paused", _("Paused")
        ARCHIVED = "archived", _("Archived")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey(
        Tenant, models.PROTECT, related_name="assistants", verbose_name=_("tenant")
    )
    public_id = models.CharField(max_length=24, unique=True, default=make_public_id, editable=False)
    name = models.CharField(
        _("name"), max_length=80, help_text=_("For you and your team; end users don't see it.")
    )
    title = models.CharField(
        _("title"), max_length=160, help_text=_("Stands above the first step.")
    )
    intro = models.TextField(
        _("introduction"),
        blank=True,
        max_length=2000,
        help_text=_("A sentence or two below the title. **Bold**, lists and links are possible."),
    )
    default_locale = models.CharField(_("default language"), max_length=12, default="de")
    locales = models.JSONField(_("languages"), default=default_locales)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Berlin")
    # The assistant's own tokens; the tenant's look says the rest.
    theme = models.JSONField(_("look"), default=dict, blank=True, editable=False)
    # Live settings like pausing: at once, and no part of the document.
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    cap = models.PositiveIntegerField(
        _("most enquiries"),
        null=True,
        blank=True,
        help_text=_("The assistant closes when so many have been accepted."),
    )
    # Counted only while there is a cap, and never down: what is purged was accepted.
    accepted = models.PositiveIntegerField(_("accepted enquiries"), default=0, editable=False)
    # By language.
    closed_text = models.JSONField(_("closed text"), default=dict, blank=True)
    # What looks like spam waits for the customer's judgement.
    holds_suspects = models.BooleanField(default=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    live_version = models.ForeignKey(
        "builder.FlowVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("live version"),
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects = ScopedManager(tenant="tenant")

    class Meta:
        verbose_name = _("assistant")
        verbose_name_plural = _("assistants")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "name"],
                name="assistant_name_per_tenant",
                violation_error_message=_("You already have an assistant with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def advance(self, seen: int, **changes: Any) -> None:
        """Take the draft from revision `seen` to the next one.

        Every change of a draft, from whichever page, goes through this one
        conditional UPDATE. Raises RevisionConflict when somebody was faster.
        """
        updated = Assistant.objects.filter(pk=self.pk, revision=seen).update(
            revision=F("revision") + 1, changed_at=timezone.now(), **changes
        )
        if not updated:
            raise RevisionConflict
        self.revision = seen + 1
        for name, value in changes.items():
            setattr(self, name, value)


class AssistantLook(Assistant):
    """An assistant seen as what its look has of its own."""

    class Meta:
        proxy = True
        verbose_name = _("look")
        verbose_name_plural = _("look")
