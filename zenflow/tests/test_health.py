from __future__ import annotations

import socket
import time

import pytest
import redis
from django.db import OperationalError
from django_scopes import scopes_disabled

from relay import epochs, mailboxes, mailer, smtp
from relay.models import Destination, EpochKey
from relay.tests.mail_server import serving
from zenflow import health
from zenflow.processes import free_port
from zenflow.testing.cast import cast as cast  # noqa: PLC0414

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def away(monkeypatch):
    """Take parts of the instance away by name."""
    ask = health._ask

    def take(*names):
        def refuse(alias):
            if alias in names:
                raise OperationalError("password=geheim")
            ask(alias)

        def silent():
            raise redis.ConnectionError("password=geheim")

        monkeypatch.setattr(health, "_ask", refuse)
        if "broker" in names:
            monkeypatch.setattr(health, "_ping", silent)

    return take


def test_a_process_that_answers_is_alive_whatever_is_away(client, away):
    away("default", "keys", "broker")

    response = client.get("/health/live")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_it_is_ready_with_both_databases_and_the_broker(client, valkey):
    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "keys": "ok", "broker": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_without_the_broker_it_still_accepts_enquiries(client, valkey, away):
    away("broker")

    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["broker"] == "away"


@pytest.mark.parametrize(("alias", "name"), [("default", "database"), ("keys", "keys")])
def test_without_one_of_the_databases_it_is_not_ready(client, valkey, away, alias, name, caplog):
    away(alias)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
    assert response.json()[name] == "away"
    assert "geheim" not in response.content.decode() + caplog.text


def test_it_answers_within_seconds_when_nobody_answers_it(client, settings):
    # An address that is reserved for documentation: nobody answers there.
    settings.REDIS_URL = "redis://192.0.2.1:6379/0"

    assert client.get("/health/ready").json()["broker"] == "away"


@pytest.mark.parametrize("address", ["/health/live", "/health/ready", "/health/work"])
def test_health_can_only_be_read_and_sets_no_cookie(client, db, address):
    assert client.post(address).status_code == 405
    assert not client.get("/health/live").cookies


@pytest.fixture
def mailing(settings, cast):
    """Give a tenant whose enquiries go through the instance's mail server."""
    mailer.forget()
    mailboxes.create(cast.alpha, "Postfach", ["post@alpha.example"])
    yield
    mailer.forget()


@pytest.fixture
def mail_server(settings, mailing):
    with serving() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_SECURITY, settings.EMAIL_HOST_USER = "none", ""
        yield server


def work(client):
    response = client.get("/health/work")
    assert "no-store" in response["Cache-Control"]
    return response.status_code, response.json()


def test_without_need_of_mail_nothing_fails(client, db, settings):
    settings.EMAIL_HOST = ""
    assert work(client) == (200, {"status": "ok", "mail": "not_needed", "keys": "ok"})


def test_without_a_mail_server_that_somebody_needs_it_fails(client, mailing, settings):
    settings.EMAIL_HOST = ""
    assert work(client) == (503, {"status": "failing", "mail": "no_mailer", "keys": "ok"})
    with scopes_disabled():
        Destination.objects.update(state="off")
    assert work(client)[0] == 200


def test_with_a_mail_server_that_takes_mail_it_works(client, mail_server):
    assert work(client) == (200, {"status": "ok", "mail": "ok", "keys": "ok"})
    assert mail_server.taken == []


def test_a_mail_server_that_is_away_fails_whether_it_is_needed_or_not(client, db, settings):
    mailer.forget()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_SECURITY = "none"
    assert work(client) == (503, {"status": "failing", "mail": "unreachable", "keys": "ok"})


def test_a_mail_server_that_refuses_us_fails(client, mail_server, settings):
    settings.EMAIL_SECURITY = "starttls"
    assert work(client) == (503, {"status": "failing", "mail": "tls_failed", "keys": "ok"})
    settings.EMAIL_SECURITY, settings.EMAIL_HOST_USER = "none", "anna"
    assert work(client) == (503, {"status": "failing", "mail": "login_failed", "keys": "ok"})


def test_the_mail_server_is_asked_once_a_minute(client, mail_server, monkeypatch):
    asked = []
    greet = smtp.greet

    def count(*args):
        asked.append(args)
        return greet(*args)

    monkeypatch.setattr(smtp, "greet", count)
    for _ in range(3):
        assert work(client)[0] == 200
    assert len(asked) == 1
    monkeypatch.setattr(mailer, "KEPT_FOR", 0.0)
    work(client)
    assert len(asked) == 2


def test_a_mail_server_that_never_answers_costs_seconds(client, mailing, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_SECURITY = "none"
        begun = time.monotonic()
        assert work(client) == (503, {"status": "failing", "mail": "timed_out", "keys": "ok"})
        assert time.monotonic() - begun < 5
    assert client.get("/health/ready").json()["database"] == "ok"


def test_it_does_not_work_while_a_key_is_missing_that_something_needs(
    client, mail_server, settings
):
    epochs.forget()
    epochs.current()
    assert work(client)[1]["keys"] == "ok"
    known = settings.MASTER_KEYS
    settings.MASTER_KEYS = {"other": b"o" * 32}
    assert work(client) == (503, {"status": "failing", "mail": "ok", "keys": "no_master_key"})
    settings.MASTER_KEYS = known
    EpochKey.objects.all().delete()
    assert work(client) == (503, {"status": "failing", "mail": "ok", "keys": "missing"})
    epochs.forget()
