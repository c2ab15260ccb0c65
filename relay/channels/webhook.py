"""Deliver by an HTTP POST, signed after Standard Webhooks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from relay import http, schedule, secret_rotation, signing
from relay.channels.base import Channel
from relay.files import Contents
from relay.results import Result
from relay.webhook_forms import FORMS, Form, Inline

# The libraries of Standard Webhooks read a body as UTF-8, which files are not. So what they can
# read of one, and by which the rest can be judged, is signed by itself, too.
OF_DOCUMENT = "zenflow-payload-signature"


class Webhook(Channel):
    """A POST. Config: url, form, secret as whsec_... and maybe an old one; any 2xx means "I have it"."""

    name = "webhook"
    label = _("Webhook")
    description = _("For programs: your system gets each enquiry at an address of its own, signed.")

    def send(
        self, config: dict[str, Any], message_id: str, contents: Contents, deadline: timedelta
    ) -> Result:
        body = form_of(config)(contents, message_id)
        keys, at = secret_rotation.secrets(config), schedule.now()
        signed = signing.headers(keys, message_id, at, body)
        if body.document is not None:
            signed[OF_DOCUMENT] = signing.signatures(keys, message_id, at, [body.document])
        return http.post(
            config["url"], body, {"Content-Type": body.content_type, **signed}, deadline
        )


def form_of(config: dict[str, Any]) -> type[Form]:
    """Return how a destination gets its files."""
    return FORMS[config.get("form", Inline.name)]
