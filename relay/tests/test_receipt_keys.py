"""The key that signs receipts is changed: what the old one signed is verified all the same."""

from __future__ import annotations

import base64
import json

import pytest
from django.core.management import CommandError, call_command

from relay import delivery, receipts, sweeping
from relay.models import Receipt
from relay.tests.conftest import delivery_of

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]
# A key dies once SQLite has emptied its log, which no transaction around a test lets it do.
keys_die = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
NEW = {"new": b"n" * 32}


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def old(settings):
    return dict(settings.RECEIPT_KEYS)


@pytest.fixture
def signed(aim, hand_in, receiver, clock, old):
    """Deliver one, with its first line signed by the old key."""
    aim(receiver)
    delivery.attempt(delivery_of(hand_in()).pk)
    return Receipt.objects.get()


@pytest.fixture
def shredded(signed, settings, old, clock):
    """Sign its second line by the new key; give it as it is handed out."""
    settings.RECEIPT_KEYS = {**NEW, **old}
    clock.advance(hours=1)
    sweeping.put_in_order()
    signed.refresh_from_db()
    return receipts.as_json(signed)


def retire(settings, capsys):
    """Do what the command says: keep the public half, remove the private one."""
    call_command("receipt_keys")
    said = capsys.readouterr().out
    kid, _, public = said.partition("to retire it: ")[2].split("\n")[0].partition(":")
    settings.RETIRED_RECEIPT_KEYS = {kid: base64.b64decode(public)}
    settings.RECEIPT_KEYS = NEW
    return said


@keys_die
def test_the_newest_key_signs_and_each_line_names_its_own(shredded, old):
    assert shredded["receipt"]["kid"] in old
    assert shredded["destruction"]["statement"]["kid"] == "new"
    assert receipts.verify(shredded, receipts.public_keys())


def test_a_retired_key_goes_on_verifying_without_its_private_half(
    shredded, settings, client, capsys, old
):
    (kid,) = old
    assert f"{kid}: signed 1." in retire(settings, capsys)
    published = client.get("/.well-known/zenflow-receipt-keys.json").json()
    assert [key["kid"] for key in published["keys"]] == ["new", kid]
    assert receipts.verify(shredded, published)
    call_command("receipt_keys")
    assert f"{kid}: signed 1, retired." in capsys.readouterr().out


@keys_die
def test_anybody_verifies_both_lines_offline_with_the_published_keys(
    shredded, settings, client, capsys, tmp_path
):
    retire(settings, capsys)
    keys, receipt = tmp_path / "keys.json", tmp_path / "receipt.json"
    keys.write_bytes(client.get("/.well-known/zenflow-receipt-keys.json").content)
    receipt.write_text(json.dumps(shredded))
    settings.RECEIPT_KEYS, settings.RETIRED_RECEIPT_KEYS = {"else": b"e" * 32}, {}
    call_command("verify_receipt", receipt, "--keys", keys)
    said = capsys.readouterr().out
    assert "Genuine" in said
    assert "Its keys are destroyed" in said
    with pytest.raises(CommandError, match="not genuine"):
        call_command("verify_receipt", receipt)


def test_a_key_that_went_without_being_retired_is_noticed(shredded, settings, old):
    settings.RECEIPT_KEYS = NEW
    assert not receipts.verify(shredded, receipts.public_keys())
    with pytest.raises(CommandError, match=r"1 lines signed by .* can't be verified") as failed:
        call_command("receipt_keys")
    assert failed.value.returncode == 1


def test_a_retired_key_never_stands_for_one_that_signs(settings, old):
    (kid,) = old
    before = receipts.public_keys()
    settings.RETIRED_RECEIPT_KEYS = {kid: b"x" * 32}
    assert receipts.public_keys() == before
