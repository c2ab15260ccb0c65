from __future__ import annotations

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from relay import delivery, starting, sweeping

logger = logging.getLogger(__name__)

SWEEP_EVERY = 5.0


class Command(BaseCommand):
    help = "Deliver without Celery: sweep and work off what is due, until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is due")
        parser.add_argument("--pause", type=float, default=1.0, help="seconds between looks")

    def handle(self, *args: Any, **options: Any) -> None:
        starting.check()
        stopping = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for signum in (signal.SIGTERM, signal.SIGINT):
                signal.signal(signum, lambda *_: stopping.set())
        swept_at = 0.0
        while not stopping.is_set():
            if time.monotonic() - swept_at >= SWEEP_EVERY:
                swept_at = time.monotonic()
                _surely(sweeping.go_round)
                _surely(sweeping.tell)
            _surely(lambda: delivery.work_off(time.monotonic() + 1))
            if options["once"]:
                break
            stopping.wait(options["pause"])


def _surely(step: Any) -> None:
    """Do a step; what fails must not end the loop, or everything would wait for one."""
    try:
        close_old_connections()
        step()
    except DatabaseError:
        logger.exception("The database can't be reached; trying again.")
    except Exception:
        logger.exception("A step failed; going on with the others.")
