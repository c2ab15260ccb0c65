"""Who: people, the businesses they work for, and what they may do there."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.origins import clean_origins


class UserManager(BaseUserManager["User"]):
    """Create people by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """Create a person; the address is kept in lower case, since people type it either way."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        """Create a member of staff who may do everything on /staff/."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractUser):
    """A person who logs in; the e-mail address is the name."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    # The one in which the person logged in last: mails are written in it.
    language = models.CharField(max_length=8, default=settings.LANGUAGE_CODE, editable=False)

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class Tenant(models.Model):
    """A business that designs assistants and receives enquiries."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    legal_name = models.CharField(
        _("legal name"),
        max_length=160,
        help_text=_("Stands beside the send button: who receives the enquiry."),
    )
    contact = models.CharField(
        _("contact for end users"),
        max_length=160,
        help_text=_("A phone number or e-mail address, shown when an enquiry can't be sent."),
    )
    privacy_url = models.URLField(_("privacy notice"), blank=True)
    allowed_origins = models.JSONField(
        _("websites"),
        default=list,
        blank=True,
        validators=[clean_origins],
        help_text=_("Addresses of the websites that may show the assistants."),
    )
    theme = models.JSONField(_("look"), default=dict, blank=True, editable=False)
    # Empty: as long as the instance keeps evidence.
    evidence_days = models.PositiveSmallIntegerField(null=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    members: models.Manager[Member]

    class Meta:
        verbose_name = _("tenant")
        verbose_name_plural = _("tenants")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Look(Tenant):
    """A tenant seen as the look of its assistants: those who design may change it."""

    class Meta:
        proxy = True
        verbose_name = _("look")
        verbose_name_plural = _("look")


class Role(models.TextChoices):
    """What a member may do in a tenant."""

    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")


class Member(models.Model):
    """A person's role in a tenant."""

    tenant = models.ForeignKey(
        Tenant, models.CASCADE, related_name="members", verbose_name=_("tenant")
    )
    user = models.ForeignKey(
        User, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.VIEWER)
    wants_notices = models.BooleanField(
        _("mails about deliveries"),
        default=True,
        help_text=_(
            "Owners and editors get a mail when enquiries don't arrive. It says nothing of what is "
            "in them."
        ),
    )
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "user"], name="one_membership_per_tenant")
        ]

    def __str__(self) -> str:
        # The name belongs to the person, who may work for other tenants too.
        return self.user.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a link shown before to another team's owner opens nothing here."""
        joins = self._state.adding
        super().save(*args, **kwargs)
        if joins and not self.user.has_usable_password():
            # The link is signed over what stands here in place of a password.
            self.user.set_unusable_password()
            self.user.save(update_fields=["password"])

    def clean(self) -> None:
        if self.role != Role.OWNER and self.is_last_owner():
            raise ValidationError({"role": _("A tenant needs at least one owner.")})

    def is_last_owner(self) -> bool:
        """Tell whether the tenant would have no owner without this member."""
        owners = Member.objects.filter(tenant=self.tenant, role=Role.OWNER)
        return owners.filter(pk=self.pk).exists() and not owners.exclude(pk=self.pk).exists()
