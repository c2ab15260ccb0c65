from __future__ import annotations

from django.apps import AppConfig


class ZenflowConfig(AppConfig):
    name = "zenflow"

    def ready(self) -> None:
        from zenflow import checks  # noqa: F401  # registers the system checks
