from __future__ import annotations

import pytest
import redis
from django.db import OperationalError

from zenflow import health


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


@pytest.mark.django_db(databases=["default", "keys"])
def test_it_is_ready_with_both_databases_and_the_broker(client, valkey):
    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "keys": "ok", "broker": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db(databases=["default", "keys"])
def test_without_the_broker_it_still_accepts_enquiries(client, valkey, away):
    away("broker")

    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["broker"] == "away"


@pytest.mark.django_db(databases=["default", "keys"])
@pytest.mark.parametrize(("alias", "name"), [("default", "database"), ("keys", "keys")])
def test_without_one_of_the_databases_it_is_not_ready(client, valkey, away, alias, name, caplog):
    away(alias)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["status"] == "unavailable"
    assert response.json()[name] == "away"
    assert "geheim" not in response.content.decode() + caplog.text


@pytest.mark.django_db(databases=["default", "keys"])
def test_it_answers_within_seconds_when_nobody_answers_it(client, settings):
    # An address that is reserved for documentation: nobody answers there.
    settings.REDIS_URL = "redis://192.0.2.1:6379/0"

    assert client.get("/health/ready").json()["broker"] == "away"


@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_health_can_only_be_read_and_sets_no_cookie(client, db, address):
    assert client.post(address).status_code == 405
    assert not client.get("/health/live").cookies
