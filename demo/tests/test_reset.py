from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django_scopes import scopes_disabled

from builder.models import Assistant
from demo import reset, seed
from demo.businesses import BUSINESSES
from relay.models import Destination
from tenants.models import Tenant, User
from zenflow.processes import free_port
from zenflow.testing.cast import cast as cast  # noqa: PLC0414

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = settings.ALLOW_LOOPBACK_DESTINATIONS = True
    settings.VAR_DIR, settings.DEMO_PORT = tmp_path, free_port()
    seed.make_demo()


def titles() -> dict[str, str]:
    with scopes_disabled():
        return dict(Assistant.objects.values_list("public_id", "title"))


def test_the_demo_is_as_on_its_first_day_and_other_businesses_stay(demo, cast):
    before = titles()
    with scopes_disabled():
        Assistant.objects.filter(public_id="demo-dach").update(title="Anders")
        Destination.objects.all().delete()

    call_command("demo", "--reset", "--yes")

    assert titles() == before
    assert set(Tenant.objects.values_list("name", flat=True)) >= {cast.alpha.name}
    assert reset.loss().businesses == len(BUSINESSES)


def test_making_it_again_changes_nothing(demo):
    with scopes_disabled():
        Assistant.objects.filter(public_id="demo-dach").update(title="Anders")
    seed.make_demo()
    assert titles()["demo-dach"] == "Anders"


def test_without_a_yes_nothing_is_deleted(demo, monkeypatch):
    for answer in ("", "no", "nein"):
        monkeypatch.setattr("builtins.input", lambda question, answer=answer: answer)
        call_command("demo", "--reset")
        assert User.objects.filter(email=BUSINESSES[0].owner[0]).exists()


def test_an_instance_without_a_demo_refuses(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO is off"):
        call_command("demo", "--reset", "--yes")
