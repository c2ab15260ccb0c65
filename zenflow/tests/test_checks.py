from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.core.checks import CheckMessage

from relay import epochs
from relay.models import EpochKey
from zenflow import checks


def ids(found: list[CheckMessage]) -> list[str | None]:
    return [message.id for message in found]


def test_a_window_for_what_comes_back_needs_a_mailbox_for_it(settings):
    settings.BOUNCE_WINDOW, settings.BOUNCE_ADDRESS = 2, ""
    assert ids(checks.check_bounces()) == ["zenflow.E007"]
    settings.BOUNCE_ADDRESS = "bounces@forms.example"
    assert ids(checks.check_bounces()) == []


def test_forms_must_be_protected_against_forged_requests(settings: LazySettings) -> None:
    assert ids(checks.check_csrf()) == []
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "Csrf" not in name]
    assert ids(checks.check_csrf()) == ["zenflow.E003"]


def test_deployment_asks_for_https_and_refuses_inside_addresses(settings: LazySettings) -> None:
    settings.PUBLIC_URL = "http://forms.example.com"
    settings.ALLOW_LOOPBACK_DESTINATIONS = True
    assert ids(checks.check_public_url()) == ["zenflow.W001"]
    assert ids(checks.check_loopback_destinations()) == ["zenflow.E001"]
    settings.PUBLIC_URL = "https://forms.example.com"
    settings.ALLOW_LOOPBACK_DESTINATIONS = False
    assert ids(checks.check_public_url() + checks.check_loopback_destinations()) == []


def test_the_keys_must_not_lie_in_the_main_database(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ids(checks.check_keys_database()) == []
    monkeypatch.setitem(settings.DATABASES, "keys", settings.DATABASES["default"])
    assert ids(checks.check_keys_database()) == ["zenflow.E002"]


BOTH = ["default", "keys"]


@pytest.mark.django_db(databases=BOTH)
def test_the_keys_must_not_lie_in_the_main_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.check_clusters(databases=BOTH) == [], "those of these tests don't"
    assert checks._cluster("default") != checks._cluster("keys")
    monkeypatch.setattr(checks, "_cluster", lambda alias: "the same")
    assert ids(checks.check_clusters(databases=BOTH)) == ["zenflow.E004"]
    assert checks.check_clusters(databases=["default"]) == []


@pytest.mark.django_db(databases=BOTH)
def test_a_start_without_a_needed_key_is_refused_and_a_lost_one_is_told(
    settings: LazySettings,
) -> None:
    assert checks.check_keys(databases=BOTH) == []
    epochs.forget()
    epochs.current()
    assert checks.check_keys(databases=BOTH) == []
    settings.MASTER_KEYS = {"other": b"o" * 32}
    assert ids(checks.check_keys(databases=BOTH)) == ["zenflow.E005"]
    EpochKey.objects.all().delete()
    assert ids(checks.check_keys(databases=BOTH)) == ["zenflow.W002"]
    epochs.forget()
