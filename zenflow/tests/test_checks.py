from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.core.checks import CheckMessage

from zenflow import checks


def ids(found: list[CheckMessage]) -> list[str | None]:
    return [message.id for message in found]


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
