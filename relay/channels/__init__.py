"""The ways to deliver. A new one is one file here, one line below, a test and a line of docs."""

from __future__ import annotations

from relay.channels.base import Channel
from relay.channels.email import Email
from relay.channels.webhook import Webhook

CHANNELS: dict[str, Channel] = {channel.name: channel for channel in (Webhook(), Email())}

__all__ = ["CHANNELS", "Channel"]
