from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    name = "tenants"
    verbose_name = _("Team")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from tenants.accounts import remember_language

        user_logged_in.connect(remember_language, dispatch_uid="tenants.language")
