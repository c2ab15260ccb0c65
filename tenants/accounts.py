"""How people log in: by e-mail and password; nobody signs up by themselves yet."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from tenants.models import Member, User

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Close the sign-up: staff make tenants and their first owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Lead on to our own pages only, not to whatever else this host serves."""
        own = {urlsplit(settings.PUBLIC_URL).netloc}
        return url_has_allowed_host_and_scheme(url, allowed_hosts=own)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return an address on our own origin, whatever Host the request named."""
        uid, _, token = key.partition("-")
        return _link(uid, token)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send; a failure is for the log: an error page would tell who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            logger.error("A mail could not be sent (%s).", type(error).__name__)


def is_new(user: User) -> bool:
    """Tell whether nobody has ever worked with this account: no password, no team, not staff."""
    return not (user.has_usable_password() or user.is_staff or user.memberships.exists())


def may_invite(member: Member) -> bool:
    """Tell whether a link to set the first password may be shown to the tenant's owner.

    Only for a person who never had a password and works for no other tenant: else the link
    would open what others entrusted to that person.
    """
    user = member.user
    if user.has_usable_password() or user.is_staff:
        return False
    return not user.memberships.exclude(pk=member.pk).exists()


def invitation_link(user: User) -> str:
    """Return the address at which a person sets a password; it stops to work once they did."""
    key = default_token_generator.make_token(user)
    return _link(user_pk_to_url_str(user), key)


def remember_language(user: User, **signal: Any) -> None:
    """Keep the language in which a person logs in: mails have no browser to ask."""
    language = get_language()
    if language and language != user.language:
        user.language = language
        user.save(update_fields=["language"])


def _link(uid: str, key: str) -> str:
    path = reverse("account_reset_password_from_key", args=[uid, key])
    return f"{settings.PUBLIC_URL}{path}"
