"""The Celery application as workers of a measurement run it: with the counterpart's task."""

from __future__ import annotations

from zenflow.supervisor.worker import app

app.conf.imports = ("zenflow.bench.tasks",)

__all__ = ["app"]
