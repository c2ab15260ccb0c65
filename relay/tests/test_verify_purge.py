"""`verify_purge` looks everywhere, says where and never what, and ends with 1 where it found."""

from __future__ import annotations

import gzip
import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connections

from relay import delivery, retention, settling, stores
from relay.models import HeldPayload, Receipt
from relay.tests.conftest import delivery_of

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.sqlite,
]
NEEDLE = "Nadel-Ümläut-9f3b"


@pytest.fixture(autouse=True)
def _sees_all(everywhere, valkey, monkeypatch, tmp_path):
    """Rows are looked at as they are, and temporary files are this test's alone."""
    own = tmp_path / "own"
    own.mkdir()
    # A whole cluster's files are looked at once, below and by the proofs.
    monkeypatch.setattr(stores, "data_directory", lambda alias: None)
    monkeypatch.setattr("tempfile.tempdir", str(own))


def run(marker=NEEDLE, *arguments):
    """Give what it said, and whether it found something."""
    out = StringIO()
    try:
        call_command("verify_purge", marker, *arguments, stdout=out)
    except CommandError as error:
        assert error.returncode == 1
        return out.getvalue(), True
    return out.getvalue(), False


def held():
    """Return what the tables hold of what is held: ciphertext, wrapped key."""
    row = HeldPayload.objects.get()
    return bytes(row.ciphertext)[:64].hex(), bytes(row.wrapped_key).hex()


def test_an_enquiry_is_nowhere_in_clear_and_after_the_purge_not_even_sealed(aim, hand_in, receiver):
    aim(receiver)
    submission = hand_in(message=NEEDLE)
    kept = held()
    said, there = run()
    assert not there, said
    before = [run(secret, "--hex") for secret in kept]
    assert all(there for _, there in before)
    assert all("relay_heldpayload, at" in said for said, _ in before)
    delivery.attempt(delivery_of(submission).pk)
    retention.overwrite_deleted()
    for secret in kept:
        said, there = run(secret, "--hex")
        assert not there, said
    print(said)  # noqa: T201


def test_a_purge_that_is_off_is_found_out(aim, hand_in, receiver, monkeypatch):
    aim(receiver)
    submission = hand_in(message=NEEDLE)
    kept = held()
    monkeypatch.setattr(settling, "arrived", lambda claimed, result: False)
    monkeypatch.setattr(retention, "destroy_contents", lambda submission: None)
    delivery.attempt(delivery_of(submission).pk)
    assert Receipt.objects.count() == 1
    assert all("relay_heldpayload" in run(secret, "--hex")[0] for secret in kept)


def test_the_files_of_a_server_on_this_machine_are_found_and_of_no_other(tmp_path, monkeypatch):
    if connections["default"].vendor != "postgresql":
        pytest.skip("SQLite's files are known by their name.")
    monkeypatch.undo()
    folders = [stores.data_directory(alias) for alias in ("default", "keys")]
    assert folders[0] != folders[1]
    assert all(folder and (folder / "PG_VERSION").is_file() for folder in folders)
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"another server's")
    assert stores.data_directory("default") is None


def plant_in_a_log(folder):
    (Path(settings.VAR_DIR) / "web.log").write_text(f"{NEEDLE} was here")
    return "web.log"


def plant_in_a_packed_log(folder):
    (Path(settings.VAR_DIR) / "web.log.1.gz").write_bytes(gzip.compress(NEEDLE.encode()))
    return "web.log.1.gz"


def plant_in_a_table(folder):
    Receipt.objects.update(body={"said": NEEDLE})
    return "relay_receipt"


def plant_in_a_temporary_file(folder):
    (folder / "own" / "upload").write_text(json.dumps(NEEDLE))
    return "upload"


def plant_in_the_broker(folder):
    cache.set("zf:answers", NEEDLE * 10)
    return "key "


@pytest.mark.parametrize(
    "plant",
    [
        plant_in_a_log,
        plant_in_a_packed_log,
        plant_in_a_table,
        plant_in_a_temporary_file,
        plant_in_the_broker,
    ],
)
def test_whatever_is_left_somewhere_is_found_and_not_quoted(
    aim, hand_in, receiver, tmp_path, plant
):
    aim(receiver)
    delivery.attempt(delivery_of(hand_in()).pk)
    place = plant(tmp_path)
    try:
        said, there = run()
    finally:
        for log in Path(settings.VAR_DIR).glob("web.log*"):
            log.unlink()
        cache.clear()
    assert there
    assert place in said
    assert "Nadel" not in said


def test_further_folders_are_looked_at_where_they_are_named(tmp_path):
    backup = tmp_path / "backup"
    backup.mkdir()
    (backup / "dump.sql").write_text(f"COPY {NEEDLE}")
    assert not run()[1]
    assert "dump.sql, at 5, as text" in run(NEEDLE, "--also", str(backup))[0]


@pytest.mark.parametrize(
    ("marker", "arguments"), [("short", []), ("zz", ["--hex"]), ("00ff", ["--hex"])]
)
def test_a_marker_that_would_be_anywhere_is_refused(marker, arguments):
    with pytest.raises(CommandError, match=r"short|hexadecimal"):
        call_command("verify_purge", marker, *arguments)


def test_the_marker_may_come_from_the_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO(f"{NEEDLE}\n"))
    assert not run("-")[1]
