"""The Celery application: queues ids, never contents; the database is the truth."""

from __future__ import annotations

import os

from celery import Celery
from celery.signals import task_prerun
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zenflow.settings")

app = Celery("zenflow")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@task_prerun.connect
def notice_broken_connections(**_: object) -> None:
    """Begin each task as Django begins a request: what broke or is old is opened anew.

    Celery itself keeps a thread's connections (CELERY_DB_REUSE_MAX) and never asks whether
    they still work: after a restart of the database every task of the thread would fail.
    """
    close_old_connections()
