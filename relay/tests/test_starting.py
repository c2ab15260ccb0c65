"""Whoever serves or delivers asks first, as it starts, whether it may."""

from __future__ import annotations

import importlib

import pytest
from celery.signals import beat_init, worker_init
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import OperationalError, connections

import zenflow.celery  # noqa: F401  # it listens to the signals
from relay import epochs, starting
from relay.models import EpochKey

pytestmark = [pytest.mark.django_db(databases=["default", "keys"], transaction=True)]


@pytest.fixture
def wrong(settings, everywhere):
    """Take away the master key that something held needs."""
    epochs.forget()
    epochs.current()
    settings.MASTER_KEYS = {"other": b"o" * 32}


def test_what_is_right_starts_and_keeps_no_connection(everywhere):
    starting.check()
    assert all(connections[alias].connection is None for alias in connections)


def test_what_is_wrong_is_refused_with_the_sentence_that_helps(wrong):
    with pytest.raises(SystemCheckError, match="Put them back into MASTER_KEYS"):
        starting.check()


def test_a_warning_is_told_and_refuses_nothing(wrong, settings, caplog):
    EpochKey.objects.all().delete()
    starting.check()
    assert "zenflow.W002" in caplog.text


def test_while_a_database_is_away_nothing_is_known_and_nothing_refused(monkeypatch, caplog):
    def away(**kwargs):
        raise OperationalError("password=geheim")

    monkeypatch.setattr(starting, "run_checks", away)
    starting.check()
    assert "OperationalError" in caplog.text
    assert "geheim" not in caplog.text


def test_a_web_process_refuses(wrong):
    with pytest.raises(SystemCheckError, match="MASTER_KEYS"):
        importlib.import_module("zenflow.wsgi")


@pytest.mark.parametrize("signal", [worker_init, beat_init])
def test_a_worker_and_beat_refuse(wrong, signal):
    """Celery swallows every other exception of a listener."""
    with pytest.raises(SystemExit, match="MASTER_KEYS"):
        signal.send(sender=None)


def test_the_relay_without_celery_refuses(wrong):
    with pytest.raises(SystemCheckError, match="MASTER_KEYS"):
        call_command("relay_run", "--once")
