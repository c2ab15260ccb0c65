"""Tell the workers that something is due; best effort, since the sweep finds it anyway."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterable

from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

# After a failure nobody waits for the broker again for a while.
SILENCE = 5.0
# What nobody has taken after this long the sweep will have found, or will find again.
EXPIRES = 60

_silent_until = 0.0


def ring(delivery_ids: Iterable[uuid.UUID]) -> bool:
    """Queue one task per delivery, with its id and nothing else; say whether all were queued.

    Called after the commit. A broker that is away costs one connection time-out every
    few seconds, and no enquiry.
    """
    global _silent_until  # noqa: PLW0603  # one per process is what is meant
    if time.monotonic() < _silent_until:
        return False
    from relay import tasks

    try:
        for delivery_id in delivery_ids:
            tasks.deliver.apply_async((str(delivery_id),), expires=EXPIRES)
    except (OperationalError, OSError):
        _silent_until = time.monotonic() + SILENCE
        logger.warning("The broker is away; the sweep takes over.")
        return False
    return True


def listen_again() -> None:
    """Forget that the broker was away."""
    global _silent_until  # noqa: PLW0603
    _silent_until = 0.0
