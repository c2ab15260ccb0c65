"""Without Celery: the command as a process of its own, stopped as a supervisor stops it."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from relay.models import HeldPayload
from zenflow.processes import spawn, stop, wait_until

ROOT = Path(settings.BASE_DIR)


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_once_it_works_off_what_is_due_and_ends(aim, hand_in, receiver, everywhere):
    aim(receiver)
    hand_in(1)
    hand_in(2)
    call_command("relay_run", "--once")
    assert len(receiver.enquiries) == 2
    assert HeldPayload.objects.count() == 0


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_it_delivers_until_it_is_told_to_stop(aim, hand_in, receiver, everywhere, tmp_path):
    aim(receiver)
    hand_in(1)
    environment = {**os.environ, "ALLOW_LOOPBACK_DESTINATIONS": "on"}
    for alias, name in (("default", "DATABASE_URL"), ("keys", "KEYS_DATABASE_URL")):
        address = environment[name].rpartition("/")[0]
        environment[name] = f"{address}/{connections[alias].settings_dict['NAME']}"
    with (tmp_path / "log").open("wb") as log:
        argv = [sys.executable, str(ROOT / "manage.py"), "relay_run", "--pause", "0.1"]
        process = spawn(argv, log=log, env=environment, cwd=ROOT)
        try:
            arrived = wait_until(lambda: len(receiver.enquiries) == 1, within=60)
            assert arrived, (tmp_path / "log").read_text()
            hand_in(2)
            assert wait_until(lambda: len(receiver.enquiries) == 2, within=20)
        finally:
            asked = stop(process, within=15, ask=signal.SIGTERM)
    assert asked, "it ended by itself"
    assert process.returncode == 0
    assert HeldPayload.objects.count() == 0
