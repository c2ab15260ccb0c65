"""What customers see of the relay: where enquiries go, and whether they got there."""

from __future__ import annotations

from relay.admin import (
    answering,
    delivery,
    destination,
    key_cards,
    mail_cards,
    notice_cards,
    quarantine,
    retention,
    staff_counts,
)
from relay.admin.dashboard import arriving, asked, destination_cards
from tenants.sites import customers, staff

customers.cards += [
    answering.to_customers,
    mail_cards.to_customers,
    notice_cards.to_customers,
    destination_cards,
    quarantine.cards,
]
customers.panels += [arriving, asked]
staff.panels += [staff_counts.waiting]
staff.cards += [key_cards.to_staff, mail_cards.to_staff]

__all__ = ["delivery", "destination", "quarantine", "retention"]
