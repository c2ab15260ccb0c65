"""How people log in: by e-mail and password; nobody signs up by themselves yet."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Close the sign-up: staff make tenants and their first owner."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
