"""The master key is changed while enquiries are held: nothing is lost, and the old key may go."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from relay import delivery, destinations, epochs, rotation, vault
from relay.models import Destination, EpochKey, Submission
from relay.tests.conftest import delivery_of

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]
NEW = {"new": b"n" * 32}


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def old(settings):
    return dict(settings.MASTER_KEYS)


@pytest.fixture
def held(aim, hand_in, receiver, clock, old):
    """Hold enquiries of five hours, for three destinations; the newest key is another by now."""
    for name in ("One", "Two", "Three"):
        aim(receiver, name)
    for number in range(5):
        hand_in(number)
        clock.advance(hours=1)
    return list(Submission.objects.all())


@pytest.fixture
def rotated(held, settings, old):
    settings.MASTER_KEYS = {**NEW, **old}
    epochs.forget()


def test_after_it_everything_is_delivered_without_the_old_key(
    held, rotated, settings, receiver, old, capsys
):
    call_command("rotate_master_key")
    (kid,) = old
    said = capsys.readouterr().out
    assert f"{kid} wraps nothing any more: remove it" in said
    assert "5 epoch keys wrapped by new" in said
    assert "3 destinations wrapped by new" in said
    settings.MASTER_KEYS = NEW
    epochs.forget()
    for submission in held:
        for destination in Destination.objects.all():
            delivery.attempt(delivery_of(submission, destination).pk)
    assert len(receiver.enquiries) == 15


def test_it_goes_on_where_it_was_stopped(rotated, settings, monkeypatch, capsys):
    monkeypatch.setattr(rotation, "BATCH", 2)
    steps = rotation.rotate()
    assert next(steps).wrapped == 2
    steps.close()
    assert EpochKey.objects.filter(master_kid="new").count() == 2
    call_command("rotate_master_key")
    assert "3 epoch keys wrapped by new" in capsys.readouterr().out
    assert set(rotation.in_use()) == {"new"}


def test_a_second_run_wraps_nothing(rotated, capsys):
    call_command("rotate_master_key")
    before = list(EpochKey.objects.order_by("pk").values_list("wrapped", flat=True))
    sealed = list(Destination.objects.order_by("pk").values_list("sealed_config", flat=True))
    capsys.readouterr()
    call_command("rotate_master_key")
    assert "wrapped by" not in capsys.readouterr().out
    assert list(EpochKey.objects.order_by("pk").values_list("wrapped", flat=True)) == before
    after = Destination.objects.order_by("pk").values_list("sealed_config", flat=True)
    assert list(map(bytes, after)) == list(map(bytes, sealed))


def test_with_one_key_there_is_nothing_to_do(held, old, capsys):
    call_command("rotate_master_key")
    (kid,) = old
    assert f"Everything is wrapped by {kid}, the only key." in capsys.readouterr().out


def test_what_cannot_be_opened_is_counted_and_no_key_may_go(rotated, settings, capsys):
    Destination.objects.filter(name="Two").update(
        sealed_config=b"\x03odd" + b"x" * 40,
    )
    with pytest.raises(CommandError, match=r"1 could not be opened.*remove no key"):
        call_command("rotate_master_key")
    assert "remove it" not in capsys.readouterr().out
    assert rotation.in_use()["odd"] == 1


def test_a_process_that_still_wraps_by_the_old_key_is_noticed(
    rotated, monkeypatch, old, aim, receiver, settings, capsys
):
    say = rotation.in_use

    def meanwhile():
        settings.MASTER_KEYS = old
        aim(receiver, "Late")
        settings.MASTER_KEYS = {**NEW, **old}
        return say()

    monkeypatch.setattr(rotation, "in_use", meanwhile)
    call_command("rotate_master_key")
    assert "still wraps 1: a process wraps by it" in capsys.readouterr().out


def test_settings_that_are_changed_meanwhile_stay_changed(rotated, monkeypatch, receiver):
    destination = Destination.objects.get(name="One")
    seal = vault.seal_config

    def changed(row, config):
        if row.pk == destination.pk:
            newer = seal(row, {**config, "url": "https://changed.example/"})
            Destination.objects.filter(pk=row.pk).update(sealed_config=newer)
        return seal(row, config)

    monkeypatch.setattr(vault, "seal_config", changed)
    call_command("rotate_master_key")
    destination.refresh_from_db()
    assert destinations.url_of(destination) == "https://changed.example/"
