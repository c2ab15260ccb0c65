"""Nothing of an enquiry in clear, at any time; nothing of it at all once it is purged."""

from __future__ import annotations

import base64
import gzip
import json

import pytest
from django.apps import apps
from django.db import connections
from django_scopes import scopes_disabled

from relay import delivery, retention, settling, vault
from relay.models import HeldFile, HeldPayload, Submission
from relay.tests.conftest import delivery_of
from zenflow.testing.cast import GOOD_ANSWERS

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]
NEEDLE = "Nadel-Ümläut-9f3b"
MAIL = "nadel-9f3b@example.com"


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


def _spellings(text):
    raw = text.encode()
    return [
        raw,
        json.dumps(text).strip('"').encode(),
        base64.b64encode(raw).rstrip(b"=")[:-1],
        raw.hex().encode(),
        text.encode("utf-16-le"),
    ]


def _every_cell():
    """Give every value of every column of every table of both databases, as bytes."""
    for alias in ("default", "keys"):
        connection = connections[alias]
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                for row in cursor.fetchall():
                    for cell in row:
                        raw = (
                            bytes(cell)
                            if isinstance(cell, bytes | memoryview)
                            else str(cell).encode()
                        )
                        yield table, raw


def _found(*needles):
    return {
        table
        for table, cell in _every_cell()
        for needle in needles
        if needle in cell or (cell[:2] == b"\x1f\x8b" and needle in gzip.decompress(cell))
    }


def _secrets_of(held):
    """What the tables hold of one payload: its ciphertext and its wrapped key."""
    return bytes(held.ciphertext)[:64], bytes(held.wrapped_key), bytes(held.fingerprint)


def test_no_table_holds_an_answer_in_any_spelling(aim, hand_in, receiver):
    aim(receiver)
    hand_in(message=NEEDLE, contact_email=MAIL)
    needles = [*_spellings(NEEDLE), *_spellings(MAIL)]
    assert _found(*needles) == set()
    assert _found(str(GOOD_ANSWERS["garden"]).encode()) == set()


def test_no_statement_carries_an_answer(aim, hand_in, receiver):
    aim(receiver)
    seen = []

    def spy(execute, sql, params, many, context):
        seen.append(repr((sql, params)))
        return execute(sql, params, many, context)

    with connections["default"].execute_wrapper(spy), connections["keys"].execute_wrapper(spy):
        submission = hand_in(message=NEEDLE, contact_email=MAIL)
        delivery.work(delivery_of(submission).pk)
    assert len(receiver.enquiries) == 1
    assert any("relay_heldpayload" in statement for statement in seen)
    for statement in seen:
        assert "Nadel" not in statement
        assert MAIL not in statement
        assert str(GOOD_ANSWERS["garden"]) not in statement


def test_after_the_purge_neither_ciphertext_nor_key_is_in_any_table(aim, hand_in, receiver):
    aim(receiver)
    submission = hand_in(message=NEEDLE)
    kept = _secrets_of(HeldPayload.objects.get())
    assert all(_found(secret) == {"relay_heldpayload"} for secret in kept), "they are there before"
    delivery.work(delivery_of(submission).pk)
    assert _found(*kept) == set()


def test_the_scan_finds_what_a_purge_that_is_off_leaves(aim, hand_in, receiver, monkeypatch):
    aim(receiver)
    submission = hand_in(message=NEEDLE)
    kept = _secrets_of(HeldPayload.objects.get())
    monkeypatch.setattr(settling, "arrived", lambda claimed, result: False)
    monkeypatch.setattr(retention, "purge_if_done", lambda submission: False)
    delivery.work(delivery_of(submission).pk)
    assert _found(*kept) == {"relay_heldpayload"}


def test_a_size_tells_little(aim, hand_in, receiver):
    aim(receiver)
    sizes = {hand_in(n, message="x" * n * 10).size_bucket for n in range(1, 20)}
    assert len(sizes) == 1


def test_nothing_is_logged_of_an_enquiry(aim, hand_in, receiver, caplog):
    caplog.set_level("DEBUG")
    aim(receiver)
    receiver.answers = [500]
    submission = hand_in(message=NEEDLE, contact_email=MAIL)
    delivery.work(delivery_of(submission).pk)
    assert "Nadel" not in caplog.text
    assert MAIL not in caplog.text


def test_the_address_and_secret_of_a_destination_are_sealed(aim):
    from relay.tests.conftest import SECRET

    aim("https://hooks.example.com/token-in-the-path")
    assert _found(b"token-in-the-path", SECRET.encode()) == set()


def test_no_model_but_the_vaults_holds_bytes():
    """A new column of bytes or free text in relay's tables must be thought about here."""
    bytes_columns = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("relay").get_models()
        for field in model._meta.concrete_fields
        if field.get_internal_type() in {"BinaryField", "TextField", "JSONField", "FileField"}
    }
    assert bytes_columns == {
        "EpochKey.nonce",
        "EpochKey.wrapped",
        "Destination.sealed_config",
        "Destination.send_if",
        "HeldFile.nonce",
        "HeldFile.ciphertext",
        "HeldPayload.key_nonce",
        "HeldPayload.wrapped_key",
        "HeldPayload.nonce",
        "HeldPayload.ciphertext",
        "HeldPayload.fingerprint",
        "Notice.told",
        "Receipt.body",
        "Receipt.destruction",
        "Receipt.signature",
    }


def test_moved_to_another_row_contents_cannot_be_opened(aim, hand_in, receiver):
    aim(receiver)
    one, other = hand_in(1), hand_in(2)
    held = HeldPayload.objects.get(pk=one.pk)
    assert b"enquiry.received" in vault.open_payload(held, one)
    with pytest.raises(vault.CannotOpenError):
        vault.open_payload(held, other)
    held.submission_id = other.pk
    with pytest.raises(vault.CannotOpenError):
        vault.open_payload(held, other)


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_on_sqlite_the_file_and_its_log_forget_too(aim, receiver, sent, send):
    connection = connections["default"]
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's log can't be emptied: that is what key epochs are for")
    from pathlib import Path

    aim(receiver)
    sent.add("notes.txt", NEEDLE.encode() * 100_000)
    assert send(sent.body).status_code == 202
    with scopes_disabled():
        submission = Submission.objects.get()
        kept = list(_secrets_of(HeldPayload.objects.get()))
        kept += [bytes(row.ciphertext)[:64] for row in HeldFile.objects.all()]
    assert len(kept) == 5, "three of the payload, and two pieces of the file"
    path = Path(connection.settings_dict["NAME"])
    files = [path, path.with_name(path.name + "-wal")]

    def on_disk(secret):
        return any(secret in file.read_bytes() for file in files if file.exists())

    assert all(on_disk(secret) for secret in kept)
    delivery.work(delivery_of(submission).pk)
    assert retention.overwrite_deleted()
    assert not any(on_disk(secret) for secret in kept)
