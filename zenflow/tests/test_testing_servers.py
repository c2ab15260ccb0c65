from __future__ import annotations

import pytest
from django.db import connections


@pytest.mark.django_db(databases=["default", "keys"])
def test_both_databases_are_there_and_apart():
    names = {alias: connections[alias].settings_dict["NAME"] for alias in ("default", "keys")}
    assert names["default"] != names["keys"]
    for connection in connections.all():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,)


def test_a_server_of_its_own_keeps_its_data_over_a_power_cut(own_postgres):
    own_postgres.create("kept")
    own_postgres.kill()
    own_postgres.start()
    own_postgres.drop("kept")


def test_the_broker_of_the_run_is_empty_at_first(valkey):
    assert valkey.dbsize() == 0
    valkey.set("left", "behind")


def test_the_broker_of_the_run_is_emptied_for_each_test(valkey):
    assert valkey.dbsize() == 0


def test_a_broker_of_its_own_is_empty_after_a_restart(own_valkey, settings):
    assert own_valkey.url() != settings.REDIS_URL
