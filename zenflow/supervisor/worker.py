"""The Celery application as the supervisor runs it: it says when the worker is ready."""

from __future__ import annotations

import os
from pathlib import Path

from celery.signals import worker_ready

from zenflow.celery import app

__all__ = ["READY_FILE", "app"]

READY_FILE = "ZENFLOW_WORKER_READY_FILE"


@worker_ready.connect
def say_ready(**_: object) -> None:
    """Touch the file that the supervisor waits for."""
    if path := os.environ.get(READY_FILE):
        Path(path).touch()
