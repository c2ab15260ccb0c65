"""Copies of both databases open what was held before its key is destroyed, and not after."""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from pathlib import Path

import pytest
from django.db import connections

from relay import delivery, epochs, retention, sealing, sweeping, vault
from relay.models import EpochKey, HeldPayload, KeyEpoch
from relay.sealing import Box
from relay.states import EpochState
from relay.tests.conftest import delivery_of

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.sqlite,
]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


def test_a_row_from_a_backup_opens_before_the_shred_and_not_after(aim, hand_in, receiver, clock):
    aim(receiver)
    submission = hand_in()
    backup = HeldPayload.objects.get()
    assert b"enquiry.received" in vault.open_payload(backup, submission)
    delivery.attempt(delivery_of(submission).pk)
    epochs.forget()
    assert b"enquiry.received" in vault.open_payload(backup, submission), "the key is there yet"
    clock.advance(hours=1)
    sweeping.put_in_order()
    with pytest.raises(vault.KeyMissingError):
        vault.open_payload(backup, submission)


def copy_of(alias: str, folder: Path) -> Path:
    """Copy a database's file and its log, as a backup of the disk would."""
    folder.mkdir()
    path = Path(connections[alias].settings_dict["NAME"])
    for file in (path, path.with_name(f"{path.name}-wal")):
        if file.exists():
            shutil.copy(file, folder / file.name)
    return folder / path.name


def rows(file: Path, statement: str) -> list[tuple[bytes, ...]]:
    copied = sqlite3.connect(file)
    try:
        return copied.execute(statement).fetchall()
    finally:
        copied.close()


def opened(main: Path, keys: Path) -> list[bytes]:
    """Open what can be opened with copies of both databases and every master key."""
    wrapped = {key: rest for key, *rest in rows(keys, "SELECT * FROM relay_epochkey")}
    held = rows(
        main,
        "SELECT h.submission_id, s.tenant_id, s.version_id, h.epoch_id, h.key_nonce, h.wrapped_key,"
        " h.nonce, h.ciphertext FROM relay_heldpayload h"
        " JOIN relay_submission s ON s.id = h.submission_id",
    )
    found = []
    for pk, tenant, version, epoch, key_nonce, wrapped_key, nonce, ciphertext in held:
        if epoch not in wrapped:
            continue
        kid, *box = wrapped[epoch]
        ids = [str(uuid.UUID(str(one))) for one in (pk, tenant, version, epoch)]
        purpose = sealing.bound_to("zenflow/epoch-key/1", ids[3])
        key = sealing.unwrap_by_master(str(kid), Box(*box), purpose)
        purpose = sealing.bound_to("zenflow/data-key/1", ids[0], ids[3])
        key = sealing.uncover(key, Box(key_nonce, wrapped_key), purpose)
        purpose = sealing.bound_to("zenflow/payload/1", ids[1], ids[0], ids[2])
        found.append(sealing.unpad(sealing.uncover(key, Box(nonce, ciphertext), purpose)))
    return found


def found_in(folder: Path, needles: list[bytes]) -> tuple[int, int]:
    """Return how many bytes there are, and how often a needle is in them."""
    contents = [file.read_bytes() for file in folder.iterdir()]
    return sum(map(len, contents)), sum(one.count(n) for one in contents for n in needles)


def test_copied_files_open_before_the_shred_and_not_after(aim, hand_in, receiver, clock, tmp_path):
    """Promise 25. Whoever copied the main database while it was held can't open it later either."""
    if connections["keys"].vendor != "sqlite":
        pytest.skip("A cluster isn't copied file by file here.")
    aim(receiver)
    submission = hand_in(message="Nadel-9f3b")
    key = [bytes(EpochKey.objects.get().wrapped)]
    main, keys = copy_of("default", tmp_path / "main-1"), copy_of("keys", tmp_path / "keys-1")
    before = found_in(keys.parent, key)
    assert before[1] > 0
    assert [b"Nadel-9f3b" in one for one in opened(main, keys)] == [True]
    delivery.attempt(delivery_of(submission).pk)
    clock.advance(hours=1)
    sweeping.put_in_order()
    assert KeyEpoch.objects.get().state == EpochState.DESTROYED
    keys = copy_of("keys", tmp_path / "keys-2")
    after = found_in(keys.parent, key)
    print(f"Keys: {before[1]} found in {before[0]} bytes before, {after[1]} in {after[0]} after.")  # noqa: T201
    assert after[1] == 0
    assert opened(main, keys) == []
    assert opened(copy_of("default", tmp_path / "main-2"), keys) == []


def test_while_somebody_reads_the_keys_file_the_epoch_stays_closed(aim, hand_in, receiver, clock):
    if connections["keys"].vendor != "sqlite":
        pytest.skip("PostgreSQL has no log to empty.")
    aim(receiver)
    delivery.attempt(delivery_of(hand_in()).pk)
    retention.overwrite_deleted()
    reader = sqlite3.connect(connections["keys"].settings_dict["NAME"], isolation_level=None)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM relay_epochkey").fetchall()
        clock.advance(hours=1)
        sweeping.put_in_order()
        assert KeyEpoch.objects.get().state == EpochState.CLOSED
        reader.execute("COMMIT")
        sweeping.put_in_order()
        assert KeyEpoch.objects.get().state == EpochState.DESTROYED
    finally:
        reader.close()
