"""Tell the workers that something is due; best effort, since the sweep finds it anyway.

A thread of its own does the telling: a request puts ids into a queue and answers. So a
broker that is slow or away holds up nobody, and under load many ids travel in one command.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
import uuid
from collections.abc import Iterable

from kombu.exceptions import OperationalError

from relay import envelopes

logger = logging.getLogger(__name__)

# What comes within a moment travels in one command: a command each took a quarter of the time of
# accepting, since requests wait while this thread runs.
GATHER = 0.02
# After a failure nothing is tried for a while.
SILENCE = 5.0
_MOST_AT_ONCE = 200
_AWAY = (OperationalError, OSError)


class _Bell:
    """The queue and the thread of one process."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.waiting: queue.Queue[uuid.UUID] = queue.Queue()
        self.silent_until = 0.0
        self.thread = threading.Thread(target=self._run, name="doorbell", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        while True:
            ids = [self.waiting.get()]
            time.sleep(GATHER)
            while len(ids) < _MOST_AT_ONCE and not self.waiting.empty():
                ids.append(self.waiting.get())
            if time.monotonic() >= self.silent_until:
                self._tell(ids)
            for _ in ids:
                self.waiting.task_done()

    def _tell(self, ids: list[uuid.UUID]) -> None:
        try:
            envelopes.post(ids)
        except _AWAY:
            self.silent_until = time.monotonic() + SILENCE
            logger.warning("The broker is away; the sweep takes over.")
        except Exception:
            # Whatever it is, the thread must live: the next message may get through.
            self.silent_until = time.monotonic() + SILENCE
            logger.exception("A message could not be sent; the sweep takes over.")


_bell: _Bell | None = None
_lock = threading.Lock()


def ring(delivery_ids: Iterable[uuid.UUID]) -> None:
    """Queue one task per delivery, with its id and nothing else. Called after the commit."""
    bell = _own()
    for delivery_id in delivery_ids:
        bell.waiting.put(delivery_id)


def flush(seconds: float = 5.0) -> bool:
    """Wait until everything was told or given up; tell whether it was."""
    bell = _bell
    if bell is None or bell.pid != os.getpid():
        return True
    waiting = bell.waiting
    with waiting.all_tasks_done:
        return waiting.all_tasks_done.wait_for(lambda: not waiting.unfinished_tasks, seconds)


def is_silent() -> bool:
    """Tell whether the broker was found to be away a moment ago."""
    return _bell is not None and time.monotonic() < _bell.silent_until


def listen_again() -> None:
    """Forget that the broker was away."""
    if _bell is not None:
        _bell.silent_until = 0.0


def _own() -> _Bell:
    """Return this process' bell: a fork inherits no thread."""
    global _bell  # noqa: PLW0603  # one per process is what is meant
    bell = _bell
    if bell is None or bell.pid != os.getpid():
        with _lock:
            if _bell is None or _bell.pid != os.getpid():
                _bell = _Bell()
            bell = _bell
    return bell
