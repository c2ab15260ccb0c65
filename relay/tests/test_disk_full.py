"""A disk that is full: the answer is 503, and nothing half written stays."""

from __future__ import annotations

import os

import pytest
from django.db import connection

from relay import intake
from relay.models import Delivery, HeldFile, HeldPayload, Submission
from relay.tests.conftest import code

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.sqlite,
]
PLENTY = 2**31


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


def _limit(pages):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        now = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={now if pages is None else pages}")


def test_a_database_that_can_grow_no_more_takes_all_of_an_enquiry_or_nothing(aim, hand_in):
    if connection.vendor != "sqlite":
        pytest.skip("Shown on PostgreSQL by a server of its own: proofs/test_outages.py")
    aim("http://127.0.0.1:9/")
    _limit(None)
    taken = 0
    try:
        with pytest.raises(intake.UnavailableError):
            for taken in range(500):
                hand_in(taken, message="x" * 5000)
    finally:
        _limit(PLENTY)
    assert Submission.objects.count() == HeldPayload.objects.count() == taken
    assert Delivery.objects.count() == taken
    hand_in(taken, message="x" * 5000)
    assert Submission.objects.count() == taken + 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk to write to")
@pytest.mark.parametrize("size", [100, 1_000_000])
def test_an_upload_to_a_full_disk_is_a_503_and_the_next_one_is_taken(
    aim, sent, send, monkeypatch, size
):
    aim("http://127.0.0.1:9/")
    sent.add("notes.txt", b"x" * size)

    def full(**options):
        return open("/dev/full", "r+b", buffering=0)

    with monkeypatch.context() as patch:
        patch.setattr("relay.uploads.tempfile.TemporaryFile", full)
        answer = send(sent.body)
    assert (answer.status_code, code(answer)) == (503, "unavailable")
    assert not Submission.objects.exists()
    assert not HeldFile.objects.exists()
    assert send(sent.body).status_code == 202
