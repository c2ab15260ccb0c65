from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings

from zenflow.testing.faults.orders import Orders


class FaultsConfig(AppConfig):
    """Obeys the tests in every process that runs with these settings."""

    name = "zenflow.testing.faults"

    def ready(self) -> None:
        from relay import failpoints, http, schedule

        orders = Orders(settings.VAR_DIR / "faults")
        failpoints.listener = orders.obey
        schedule.now = orders.clock(schedule.now)
        http.VERIFY = str(settings.VAR_DIR / "authority.pem")
