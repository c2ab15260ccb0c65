"""Where people log in and work; zenflow.urls includes it at the root."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import path, re_path

from tenants.resetting import ResetView
from tenants.sites import customers, staff

urlpatterns = [
    path("admin/", customers.urls),
    path("staff/", staff.urls),
    # A choice of allauth's pages: nobody signs up, and addresses change through the owner.
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/reset/", ResetView.as_view(), name="account_reset_password"),
    path(
        "account/password/reset/done/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    # The key has a hyphen of its own: the person's id ends at the first one.
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
