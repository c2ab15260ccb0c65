"""Promise 25 on PostgreSQL: what is in a backup, before a key is destroyed and after; and restored."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import uuid
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest

from relay import schedule, sealing
from relay.models import Delivery, HeldPayload, KeyEpoch, Submission, Sweep
from relay.sealing import Box
from relay.states import EpochState, SubmissionState
from relay.tests.proofs.conftest import all_purged
from zenflow.processes import wait_until
from zenflow.testing.product import ROOT
from zenflow.testing.servers import PostgresServer

pytestmark = [pytest.mark.proof, pytest.mark.timeout(600)]
MARKER = "Nadel-Ümläut-9f3b"


def backup(cluster, folder):
    """Copy a running cluster's files as PostgreSQL's manual says."""
    folder.mkdir(mode=0o755)
    copy = PostgresServer(folder)
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_backup_start('proof', true)")
        shutil.copytree(cluster.data, copy.data, ignore=shutil.ignore_patterns("postmaster.*"))
        ((label,),) = connection.execute("SELECT labelfile FROM pg_backup_stop()").fetchall()
    shutil.copytree(cluster.data / "pg_wal", copy.data / "pg_wal", dirs_exist_ok=True)
    (copy.data / "backup_label").write_text(label)
    copy.data.chmod(0o700)
    if copy.owner:
        for path in [copy.data, *copy.data.rglob("*")]:
            os.chown(path, copy.owner.pw_uid, copy.owner.pw_gid)
    return copy


@contextmanager
def started(*copies):
    """Run copies as servers of their own."""
    try:
        for copy in copies:
            copy.start()
        yield
    finally:
        for copy in copies:
            copy.stop()


def rows(server, statement):
    with psycopg.connect(server.url("zenflow")) as connection:
        return connection.execute(statement).fetchall()


def opened(main, keys):
    """Open what can be opened with copies of both databases and every master key."""
    wrapped = {
        epoch: (kid, Box(nonce, key))
        for epoch, kid, nonce, key in rows(
            keys, "SELECT epoch_id, master_kid, nonce, wrapped FROM relay_epochkey"
        )
    }
    found = []
    for pk, tenant, version, epoch, key_nonce, key, nonce, ciphertext in rows(
        main,
        "SELECT h.submission_id, s.tenant_id, s.version_id, h.epoch_id, h.key_nonce, h.wrapped_key,"
        " h.nonce, h.ciphertext FROM relay_heldpayload h"
        " JOIN relay_submission s ON s.id = h.submission_id",
    ):
        if epoch not in wrapped:
            continue
        kid, box = wrapped[epoch]
        outer = sealing.unwrap_by_master(kid, box, bound("epoch-key", epoch))
        inner = sealing.uncover(outer, Box(key_nonce, key), bound("data-key", pk, epoch))
        purpose = bound("payload", tenant, pk, version)
        found.append(sealing.unpad(sealing.uncover(inner, Box(nonce, ciphertext), purpose)))
    return found


def bound(what: str, *ids: uuid.UUID) -> bytes:
    return sealing.bound_to(f"zenflow/{what}/1", *ids)


def manage(stand, *arguments, **more):
    """Run a command beside the stand; give its exit code and what it said."""
    own = stand.folder / "own"
    own.mkdir(exist_ok=True)
    env = {**stand.environment, "TMPDIR": str(own), **more}
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    return done.returncode, done.stdout + done.stderr


def let_epochs_die(stand, worker):
    stand.orders.set_clock(timedelta(hours=2))
    Sweep.objects.update(at=Sweep.objects.get().at + timedelta(hours=2))
    destroyed = KeyEpoch.objects.filter(state=EpochState.DESTROYED)
    assert wait_until(destroyed.exists, within=30)


def test_a_backup_opens_before_the_shred_and_not_after_and_once_restored_sends_nothing_twice(
    stand, post, worker, aim, inbox
):
    folder = stand.folder / "copies"
    folder.mkdir(mode=0o755)
    inbox.status = 500
    aim(inbox)
    post.until_accepted(post.enquiry(message=MARKER))
    assert wait_until(lambda: len(inbox.enquiries) >= 1, within=30)
    held = HeldPayload.objects.get()
    code, said = manage(stand, "verify_purge", MARKER)
    assert code == 0, said
    code, said = manage(stand, "verify_purge", bytes(held.wrapped_key).hex(), "--hex")
    assert (code, "relay_heldpayload, at" in said) == (1, True), said
    print("Held, sealed:", said)  # noqa: T201
    main, keys = backup(stand.main, folder / "main-1"), backup(stand.keys, folder / "keys-1")

    inbox.status = 200
    Delivery.objects.update(next_attempt_at=schedule.now())  # how often it was tried is chance
    assert all_purged()
    let_epochs_die(stand, worker)
    keys_after, main_after = (
        backup(stand.keys, folder / "keys-2"),
        backup(stand.main, folder / "main-2"),
    )
    with started(main, keys, keys_after, main_after):
        assert [MARKER.encode() in one for one in opened(main, keys)] == [True]
        assert opened(main, keys_after) == []
        assert opened(main_after, keys_after) == []
        code, said = manage(stand, "verify_purge", MARKER, "--also", str(folder))
        assert code == 0, said
        print("Opened: 1 before the shred, 0 after. After:", said)  # noqa: T201

        stand.kill(worker)
        restored = {"DATABASE_URL": main.url("zenflow")}
        code, said = manage(stand, "relay_run", "--once", **restored)
        assert code != 0
        assert "zenflow.E006" in said
        code, said = manage(stand, "after_restore", **restored)
        assert "1 ended whose keys were destroyed" in said
        code, said = manage(stand, "relay_run", "--once", **restored)
        assert code == 0, said
        outcome = "SELECT body->>'outcome' FROM relay_receipt"
        assert rows(main, outcome) == [("unknown",)]
    accepted = [one for one in inbox.arrivals if one.answered == 200]
    assert len(accepted) == 1
    assert Submission.objects.get().state == SubmissionState.SHREDDED
    shutil.rmtree(folder)
