"""Deliver by an HTTP POST, signed after Standard Webhooks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from relay import http, schedule, secret_rotation, signing
from relay.channels.base import Channel
from relay.files import Contents
from relay.results import Result


class Webhook(Channel):
    """A POST of JSON. Config: url, secret as whsec_... and maybe an old one; any 2xx means "I have it"."""

    name = "webhook"
    label = _("Webhook")
    description = _("For programs: your system gets each enquiry at an address of its own, signed.")

    def send(
        self, config: dict[str, Any], message_id: str, contents: Contents, deadline: timedelta
    ) -> Result:
        signed = signing.headers(
            secret_rotation.secrets(config), message_id, schedule.now(), contents
        )
        headers = {"Content-Type": "application/json", **signed}
        return http.post(config["url"], contents, headers, deadline)
