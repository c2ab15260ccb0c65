from __future__ import annotations

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay import delivery, destinations, epochs, sealing, vault
from relay.models import EpochKey, HeldPayload, KeyEpoch
from relay.sealing import Box, CannotOpenError
from relay.tests.conftest import delivery_of

databases = pytest.mark.django_db(databases=["default", "keys"])


@given(st.binary(max_size=5000))
def test_padding_gives_back_what_it_got_in_a_size_of_few(plaintext):
    padded = sealing.pad(plaintext)
    assert sealing.unpad(padded) == plaintext
    assert len(padded) in {1024, 2048, 4096, 8192}
    assert len(padded) == sealing.bucket(len(plaintext))


@pytest.mark.parametrize(
    "padded", [b"", b"\xff\xff\xff\xff", (2000).to_bytes(4, "big") + b"x" * 1020]
)
def test_a_length_that_cannot_be_true_opens_nothing(padded):
    with pytest.raises(CannotOpenError):
        sealing.unpad(padded)


@pytest.mark.parametrize("part", ["key", "nonce", "ciphertext", "bound_to"])
def test_whatever_differs_it_does_not_open(part):
    key, bound_to = sealing.make_key(), sealing.bound_to("test/1", uuid.uuid4())
    box = sealing.close(key, b"contents", bound_to)
    assert sealing.uncover(key, box, bound_to) == b"contents"
    flip: dict[str, bytes] = {
        "key": key,
        "nonce": bytes(box.nonce),
        "ciphertext": bytes(box.ciphertext),
        "bound_to": bound_to,
    }
    flip[part] = bytes([flip[part][0] ^ 1]) + bytes(flip[part][1:])
    with pytest.raises(CannotOpenError):
        sealing.uncover(flip["key"], Box(flip["nonce"], flip["ciphertext"]), flip["bound_to"])


@databases
def test_each_submission_has_a_key_of_its_own_under_the_hours(aim, hand_in, receiver, everywhere):
    aim(receiver)
    hand_in(1), hand_in(2)
    one, other = HeldPayload.objects.all()
    assert bytes(one.wrapped_key) != bytes(other.wrapped_key)
    assert one.epoch_id == other.epoch_id
    assert KeyEpoch.objects.count() == EpochKey.objects.count() == 1


@databases
def test_the_next_hour_opens_an_epoch_of_its_own(aim, hand_in, receiver, clock, everywhere):
    aim(receiver)
    hand_in(1)
    clock.advance(hours=1)
    hand_in(2)
    clock.advance(hours=-1)
    hand_in(3)
    assert KeyEpoch.objects.count() == EpochKey.objects.count() == 2


@databases
def test_a_rotated_master_key_still_opens_what_the_old_one_closed(
    aim, hand_in, receiver, settings, clock, everywhere
):
    destination = aim(receiver)
    submission = hand_in(1)
    old = settings.MASTER_KEYS
    settings.MASTER_KEYS = {"new": b"n" * 32, **old}
    epochs.forget()
    clock.advance(hours=1)
    delivery.work(delivery_of(submission).pk)
    hand_in(2)
    assert len(receiver.enquiries) == 1
    assert set(EpochKey.objects.values_list("master_kid", flat=True)) == {*old, "new"}
    assert vault.seal_config(destination, {})[1:4] == b"new"


@databases
def test_without_its_master_key_nothing_opens(aim, hand_in, receiver, settings, everywhere):
    destination = aim(receiver)
    submission = hand_in()
    settings.MASTER_KEYS = {"other": b"o" * 32}
    epochs.forget()
    with pytest.raises(CannotOpenError):
        vault.open_payload(HeldPayload.objects.get(), submission)
    with pytest.raises(CannotOpenError):
        vault.open_config(destination)


@databases
def test_without_its_epochs_key_nothing_opens(aim, hand_in, receiver, everywhere):
    aim(receiver)
    submission = hand_in()
    EpochKey.objects.all().delete()
    epochs.forget()
    with pytest.raises(CannotOpenError):
        vault.open_payload(HeldPayload.objects.get(), submission)


@databases
def test_settings_of_one_destination_do_not_open_as_anothers(aim, receiver, cast):
    one, other = aim(receiver, "One"), aim(receiver, "Other")
    other.sealed_config = one.sealed_config
    with pytest.raises(CannotOpenError):
        vault.open_config(other)
    one.tenant = cast.beta
    with pytest.raises(CannotOpenError):
        vault.open_config(one)


@databases
def test_a_destination_is_made_with_a_secret_and_without_a_test(cast, receiver):
    destination = destinations.create(cast.alpha, "CRM", receiver.url)
    assert destinations.secret_of(destination).startswith("whsec_")
    assert destination.state == "unverified"


@databases
def test_publishing_asks_for_a_tested_destination(cast, aim, everywhere):
    from builder.publishing import can_publish
    from zenflow.testing.cast import make_assistant

    draft = make_assistant(cast.alpha, "Entwurf")

    def missing():
        return destinations.NOWHERE in {finding.code for finding in can_publish(draft)}

    assert missing()
    aim("http://127.0.0.1:9/", "Unverified", state="unverified")
    aim("http://127.0.0.1:9/", "Off", state="off")
    aim("http://127.0.0.1:9/", "Theirs", tenant=cast.beta)
    aim("http://127.0.0.1:9/", "Other", assistant=cast.household)
    aim("http://127.0.0.1:9/", "Some", send_if={"all": []})
    assert missing()
    aim("http://127.0.0.1:9/", "Good")
    assert not missing()
