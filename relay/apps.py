from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RelayConfig(AppConfig):
    name = "relay"
    verbose_name = _("Deliveries")

    def ready(self) -> None:
        from builder import publishing
        from builder.embed import hosted
        from builder.flows.findings import ERRORS
        from relay import destinations, embed

        ERRORS[destinations.NOWHERE] = destinations.NOWHERE_SAID
        publishing.PUBLISH_CHECKS.append(destinations.check_publishable)
        hosted.SUBMIT = embed.submit_from_hosted_page
        hosted.COUNT = embed.count
