"""Celery tasks: each takes ids, calls one function and returns nothing."""

from __future__ import annotations

import uuid

from celery import shared_task

from relay import delivery, sweeping


@shared_task(name="relay.tasks.deliver")
def deliver(delivery_id: str) -> None:
    """Deliver, then go on with whatever else is due."""
    delivery.work(uuid.UUID(delivery_id))


@shared_task(name="relay.tasks.sweep")
def sweep() -> None:
    """Find what no message told of, and put in order what a crash left."""
    sweeping.sweep()
