"""The Celery application: queues ids, never contents; the database is the truth."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zenflow.settings")

app = Celery("zenflow")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
