"""What customers see of the relay: where enquiries go, and whether they got there."""

from __future__ import annotations

from relay.admin import delivery, destination
from relay.admin.dashboard import delivery_cards
from tenants.sites import customers

customers.cards.append(delivery_cards)

__all__ = ["delivery", "destination"]
