from __future__ import annotations

import tempfile

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relay import epochs, quarantine, rates
from relay.models import EpochKey, HeldPayload, Receipt
from relay.states import DeliveryState, SubmissionState
from relay.tests.conftest import delivery_of, fresh
from zenflow.testing.some_files import pdf

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

NEEDLE = "<script>alert(4711)</script> [url=https://x.example]"
LIST = "admin:relay_submission_changelist"


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    rates.forget()


@pytest.fixture
def suspects(aim, hand_in, receiver):
    aim(receiver)
    return [hand_in(number, message=NEEDLE) for number in range(3)]


@pytest.fixture
def edda(client, cast):
    client.force_login(cast.edda)
    return client


def change(one):
    return reverse("admin:relay_submission_change", args=[one.pk])


def opening(one):
    return reverse("admin:relay_submission_open", args=[one.pk])


def act(client, action, *rows, **more):
    sent = {"action": action, "_selected_action": [str(one.pk) for one in rows], **more}
    return client.post(reverse(LIST), sent, follow=True)


def test_the_list_names_reason_assistant_age_and_end_and_nothing_that_was_typed(edda, suspects):
    page = edda.get(reverse(LIST)).content.decode()
    for one in suspects:
        assert str(one) in page
    assert "Auszeichnungen für Links" in page
    assert "Hausrat" in page
    assert "4711" not in page
    assert "4711" not in edda.get(change(suspects[0])).content.decode()


def test_the_list_asks_as_often_for_six_as_for_three(edda, suspects, hand_in):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            edda.get(reverse(LIST))
        return len(queries)

    asked()
    three = asked()
    for number in range(3, 6):
        hand_in(number, message=NEEDLE)
    assert asked() == three


def test_opening_shows_what_was_typed_as_text_under_a_strict_policy(edda, suspects):
    response = edda.post(opening(suspects[0]))
    page = response.content.decode()
    assert "&lt;script&gt;alert(4711)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "ada@example.com" in page
    assert "E-Mail" in page  # the label of the version
    assert "no-store" in response["Cache-Control"]
    policy = response["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_opening_takes_an_own_click(edda, suspects):
    assert edda.get(opening(suspects[0])).status_code == 405
    assert not LogEntry.objects.exists()


def test_opening_is_written_down_without_a_word_of_what_was_read(edda, suspects, cast):
    edda.post(opening(suspects[0]))
    entry = LogEntry.objects.get()
    assert entry.user == cast.edda
    assert entry.object_id == str(suspects[0].pk)
    assert str(suspects[0]) in entry.change_message
    said = "".join(map(str, vars(entry).values()))
    for word in ("4711", "ada@", "Schuppen"):
        assert word not in said


def test_opening_writes_nothing_but_the_log(edda, suspects, monkeypatch):
    def refuse(*said, **more):
        raise AssertionError("written")

    edda.get(change(suspects[0]))
    session = dict(edda.session)
    for name in ("set", "add", "set_many", "incr"):
        monkeypatch.setattr(cache, name, refuse, raising=False)
    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    with CaptureQueriesContext(connection) as queries:
        response = edda.post(opening(suspects[0]))
    assert response.status_code == 200
    writes = [one["sql"] for one in queries if not one["sql"].startswith("SELECT")]
    assert len(writes) == 1
    assert "django_admin_log" in writes[0]
    assert "sessionid" not in response.cookies
    assert dict(edda.session) == session


def test_a_viewer_sees_the_list_and_opens_releases_and_deletes_nothing(client, cast, suspects):
    client.force_login(cast.viktor)
    assert client.get(reverse(LIST)).status_code == 200
    assert client.post(opening(suspects[0])).status_code == 403
    for action in ("release", "destroy"):
        act(client, action, *suspects, sure="yes")
    assert "Freigeben" not in client.get(change(suspects[0])).content.decode()
    assert quarantine.waiting().count() == 3
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(("person", "status"), [("bob", 404), ("sam", 302)])
def test_neither_another_tenant_nor_staff_opens_or_judges(client, cast, suspects, person, status):
    client.force_login(getattr(cast, person))
    assert client.post(opening(suspects[0])).status_code == status
    for action in ("release", "destroy"):
        act(client, action, *suspects, sure="yes")
    assert quarantine.waiting().count() == 3
    assert not LogEntry.objects.exists()


def test_several_are_released_at_once_and_are_due(edda, suspects):
    act(edda, "release", *suspects[:2])
    states = [(fresh(one).state, delivery_of(one).state) for one in suspects]
    released = (SubmissionState.HELD, DeliveryState.QUEUED)
    assert states == [released] * 2 + [(SubmissionState.QUARANTINED, DeliveryState.WITHHELD)]
    assert LogEntry.objects.count() == 2


def test_several_are_deleted_at_once_once_somebody_is_sure(edda, suspects):
    asked = act(edda, "destroy", *suspects[:2])
    assert "Endgültig löschen" in asked.content.decode()
    assert quarantine.waiting().count() == 3
    act(edda, "destroy", *suspects[:2], sure="yes")
    assert quarantine.waiting().count() == 1
    assert HeldPayload.objects.count() == 1
    assert {one.body["outcome"] for one in Receipt.objects.all()} == {"deleted_as_spam"}


def test_what_is_no_longer_in_quarantine_is_not_there(edda, suspects):
    quarantine.release(suspects)
    assert edda.get(change(suspects[0])).status_code == 404
    assert edda.post(opening(suspects[0])).status_code == 404


def test_files_are_named_with_their_sizes_and_not_shown(client, cast, aim, receiver, sent, send):
    aim(receiver)
    sent.add("Grundriss <b>.pdf", pdf("geheim"))
    body = sent.body.replace(b"Bitte rufen Sie an.", b"[url=x]")
    assert send(body).status_code == 202
    client.force_login(cast.edda)
    page = client.post(opening(quarantine.waiting().get())).content.decode()
    assert "Grundriss &lt;b&gt;.pdf" in page
    assert "Bytes" in page
    assert "geheim" not in page


def test_what_cannot_be_opened_says_so(edda, suspects):
    HeldPayload.objects.filter(pk=suspects[0].pk).update(ciphertext=b"x" * 1040)
    assert "beschädigt" in edda.post(opening(suspects[0])).content.decode()
    EpochKey.objects.all().delete()
    epochs.forget()
    assert "Schlüssel" in edda.post(opening(suspects[1])).content.decode()


def test_the_overview_says_how_many_wait(edda, suspects):
    page = edda.get(reverse("admin:index")).content.decode()
    assert reverse(LIST) in page
    assert "3 Anfragen" in page
