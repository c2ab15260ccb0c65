"""How people log in: by e-mail and password; nobody signs up by themselves yet."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from tenants.models import Member, User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Close the sign-up: staff make tenants and their first owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


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
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    return f"{settings.PUBLIC_URL}{path}"
