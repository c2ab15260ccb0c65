"""The counterpart of delivering: a task for each submission, as a plain project would write it."""

from __future__ import annotations

import os

import requests
from celery import shared_task

from zenflow.bench.models import PlainSubmission


@shared_task(name="bench.post")
def post(submission_id: str) -> None:
    """Send a submission, and delete it: no states, no repeats, no proof."""
    submission = PlainSubmission.objects.get(pk=submission_id)
    response = requests.post(os.environ["BENCH_RECEIVER"], json=submission.answers, timeout=25)
    response.raise_for_status()
    submission.delete()
