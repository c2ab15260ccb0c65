"""The Celery application: queues ids, never contents; the database is the truth."""

from __future__ import annotations

import os

import django
from celery import Celery
from celery.signals import beat_init, task_prerun, worker_init
from django.core.management.base import SystemCheckError
from django.db import close_old_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zenflow.settings")

app = Celery("zenflow")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def check(**_: object) -> None:
    """Refuse a start that would break a promise: the only exception that Celery lets through."""
    django.setup()
    from relay import starting

    try:
        starting.check()
    except SystemCheckError as error:
        raise SystemExit(str(error)) from None


@task_prerun.connect
def notice_broken_connections(**_: object) -> None:
    """Begin each task as Django begins a request: what broke or is old is opened anew.

    Celery itself keeps a thread's connections (CELERY_DB_REUSE_MAX) and never asks whether
    they still work: after a restart of the database every task of the thread would fail.
    """
    close_old_connections()
