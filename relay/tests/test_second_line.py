"""The second line of a receipt: no key is left that could open what was held."""

from __future__ import annotations

import copy
import json

import pytest
from django.core.management import call_command

from relay import delivery, receipts, shredding, sweeping
from relay.models import KeyEpoch, Receipt
from relay.states import EpochState
from relay.tests.conftest import delivery_of

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.sqlite,
]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def submission(aim, hand_in, receiver, clock):
    aim(receiver)
    return hand_in()


def deliver(submission):
    delivery.attempt(delivery_of(submission).pk)


@pytest.fixture
def document(submission, clock):
    deliver(submission)
    clock.advance(hours=1)
    sweeping.put_in_order()
    return receipts.as_json(Receipt.objects.get())


def test_the_receipt_gets_a_second_line_that_is_signed(document, submission):
    line = document["destruction"]["statement"]
    assert line["reference"] == submission.dashed_reference
    assert line["receipt"] == document["signature"]
    assert receipts.verify(document, receipts.public_keys())


def test_whatever_is_changed_of_the_second_line_is_noticed(document):
    keys = receipts.public_keys()
    for part in document["destruction"]["statement"]:
        forged = copy.deepcopy(document)
        forged["destruction"]["statement"][part] = "x"
        assert not receipts.verify(forged, keys), part
    assert not receipts.verify({**document, "destruction": None}, keys)
    assert not receipts.verify({**document, "destruction": {}}, keys)
    # What we signed for another purpose is no such line.
    twice = {"statement": document["receipt"], "signature": document["signature"]}
    assert not receipts.verify({**document, "destruction": twice}, keys)


def test_the_second_line_of_another_receipt_is_refused(document, hand_in, clock):
    other = hand_in(2)
    deliver(other)
    clock.advance(hours=1)
    sweeping.put_in_order()
    foreign = Receipt.objects.get(pk=other.pk).destruction
    assert not receipts.verify({**document, "destruction": foreign}, receipts.public_keys())


def test_page_json_and_command_know_the_second_line(document, submission, client, tmp_path, capsys):
    assert client.get(f"/r/{submission.reference}.json").json()["destruction"]
    page = client.get(f"/r/{submission.reference}?lang=en").content.decode()
    assert "no backup can be read either" in page
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(document))
    call_command("verify_receipt", file)
    assert "Its keys are destroyed" in capsys.readouterr().out


def test_before_the_key_is_destroyed_the_page_does_not_say_so(submission, client):
    deliver(submission)
    page = client.get(f"/r/{submission.reference}?lang=en").content.decode()
    assert "no backup can be read either" not in page


def test_what_had_several_keys_is_shredded_only_when_all_are_gone(
    submission, receiver, clock, monkeypatch
):
    clock.advance(hours=25)
    shredding.close_epochs()
    shredding.wrap_stragglers()  # and nothing destroys the first key
    deliver(submission)
    first, second = KeyEpoch.objects.order_by("hour")
    assert Receipt.objects.get().epoch == second
    KeyEpoch.objects.filter(pk=second.pk).update(state=EpochState.DESTROYED)
    assert shredding.testify() == 0
    KeyEpoch.objects.filter(pk=first.pk).update(state=EpochState.DESTROYED)
    assert shredding.testify() == 1
