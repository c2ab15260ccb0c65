"""What `make run` asks for unless the environment says otherwise."""

from __future__ import annotations

import os

from django.conf import settings

from zenflow.processes import LOOPBACK


def set_defaults() -> None:
    """Ask for the demo unless told otherwise; its receiver and mail server listen on loopback."""
    demo = os.environ.setdefault("DEMO", "on")
    if not settings.DEMO:
        return
    os.environ.setdefault("ALLOW_LOOPBACK_DESTINATIONS", demo)
    if "EMAIL_HOST" not in os.environ:
        mail = {"HOST": LOOPBACK, "PORT": str(settings.DEMO_MAIL_PORT), "SECURITY": "none"}
        os.environ.update({f"EMAIL_{name}": value for name, value in mail.items()})
