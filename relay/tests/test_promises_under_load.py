"""What must hold when several do the same thing at once: real threads, committed rows."""

from __future__ import annotations

import base64
import json
import secrets
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django_scopes import scopes_disabled

from relay import delivery, doorbell, envelopes, epochs, rates, schedule
from relay.models import Delivery, EpochKey, HeldPayload, KeyEpoch, Receipt, Submission
from relay.states import DeliveryState
from relay.tests.conftest import delivery_of
from zenflow.testing.cast import GOOD_ANSWERS

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def at_once(function, times):
    """Call a function in many threads that begin together."""
    gate = threading.Barrier(times)

    def run(number):
        try:
            gate.wait(10)
            return function(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_twenty_identical_posts_at_once_store_one_submission(cast, aim, rung):
    aim("http://127.0.0.1:9/")
    rates.forget()
    body = {
        "version": str(cast.version.pk),
        "submission_id": secrets.token_urlsafe(16),
        "locale": "de",
        "answers": GOOD_ANSWERS,
    }
    url = f"/e/v1/assistants/{cast.household.public_id}/submissions"

    def post(number):
        answers = {**GOOD_ANSWERS, "message": "anders"} if number == 19 else GOOD_ANSWERS
        data = json.dumps({**body, "answers": answers})
        return Client().post(url, data, content_type="application/json")

    responses = at_once(post, 20)
    accepted = [r.json()["reference"] for r in responses if r.status_code == 202]
    refused = [r for r in responses if r.status_code == 409]
    assert len(accepted) + len(refused) == 20
    assert len(set(accepted)) == 1
    assert len(refused) in {1, 19}, "whoever came first decides which contents count"
    with scopes_disabled():
        assert Submission.objects.count() == HeldPayload.objects.count() == 1
        assert Delivery.objects.count() == 1


def test_two_destinations_that_settle_at_once_purge_once(aim, hand_in, receiver):
    first, second = aim(receiver, "First"), aim(receiver, "Second")
    for number in range(5):
        submission = hand_in(number)
        ids = [delivery_of(submission, one).pk for one in (first, second)]
        together = threading.Barrier(2)
        receiver.during = lambda together=together: together.wait(10)
        at_once(lambda n, ids=ids: delivery.attempt(ids[n]), 2)
    with scopes_disabled():
        assert HeldPayload.objects.count() == 0
        assert Receipt.objects.count() == 5
        assert set(Submission.objects.values_list("state", flat=True)) == {"purged"}


def test_of_many_workers_one_gets_a_delivery(aim, hand_in, receiver):
    aim(receiver, max_in_flight=50)
    pk = delivery_of(hand_in()).pk
    assert sum(at_once(lambda n: delivery.attempt(pk), 8)) == 1
    assert len(receiver.enquiries) == 1


def test_processes_that_open_the_first_epoch_at_once_end_with_the_same_one(cast):
    def open_first(number):
        with scopes_disabled():
            return epochs._find_or_open(schedule.now()).id

    assert len(set(at_once(open_first, 6))) == 1
    assert KeyEpoch.objects.count() == EpochKey.objects.count() == 1


def test_workers_share_what_is_due_and_everything_arrives_once(aim, hand_in, receiver):
    aim(receiver, max_in_flight=50)
    ids = [delivery_of(hand_in(number)).pk for number in range(40)]
    at_once(lambda n: delivery.work(ids[n]), 4)
    assert len({arrival.id for arrival in receiver.enquiries}) == len(receiver.enquiries) == 40
    with scopes_disabled():
        assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.DELIVERED}


@pytest.fixture
def post_once(cast, client):
    def post(message="Needle-in-the-haystack"):
        body = {
            "version": str(cast.version.pk),
            "submission_id": secrets.token_urlsafe(16),
            "locale": "de",
            "answers": {**GOOD_ANSWERS, "message": message},
        }
        url = f"/e/v1/assistants/{cast.household.public_id}/submissions"
        return client.post(url, json.dumps(body), content_type="application/json")

    return post


def test_a_message_to_the_broker_holds_an_id_and_nothing_else(post_once, aim, valkey):
    aim("http://127.0.0.1:9/")
    assert post_once().status_code == 202
    assert doorbell.flush()
    (raw,) = valkey.lrange("celery", 0, -1)
    envelope = json.loads(raw)
    args, kwargs, embed = json.loads(base64.b64decode(envelope["body"]))
    with scopes_disabled():
        assert args == [str(Delivery.objects.get().pk)]
    assert kwargs == {}
    assert not any(embed.values())
    assert b"Needle" not in raw
    assert "ada@example.com" not in raw.decode() + json.dumps([args, kwargs, embed])


def test_with_redis_away_the_answer_is_still_202_and_quick(post_once, aim, settings, monkeypatch):
    import time

    from zenflow.celery import app

    aim("http://127.0.0.1:9/")
    assert post_once().status_code == 202
    assert doorbell.flush()
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    monkeypatch.setattr(rates, "STEP", 1)
    monkeypatch.setattr("django.core.cache.backends.redis.RedisCacheClient.add", _raise)
    envelopes._connections.clear()
    try:
        begun = time.monotonic()
        assert post_once().status_code == 202
        first = time.monotonic() - begun
        assert doorbell.flush()
        assert doorbell.is_silent(), "the broker was found to be away"
        begun = time.monotonic()
        assert post_once().status_code == 202
        second = time.monotonic() - begun
    finally:
        monkeypatch.undo()
        envelopes._connections.clear()
    assert first < 0.5
    assert second < 0.5
    with scopes_disabled():
        assert Delivery.objects.filter(state=DeliveryState.QUEUED).count() == 3


def _raise(*args, **kwargs):
    raise ConnectionError("away")


def test_our_messages_are_what_celery_itself_would_send(valkey):
    from relay.tasks import deliver

    pk = uuid.uuid4()
    deliver.apply_async((str(pk),), task_id=str(pk), expires=60)
    doorbell.ring([pk])
    assert doorbell.flush()
    ours, celerys = (json.loads(raw) for raw in valkey.lrange("celery", 0, -1))
    for message in (ours, celerys):
        for own in ("delivery_tag", "reply_to"):
            message["properties"].pop(own)
        message["headers"].pop("expires")
        message["headers"].pop("origin")
    assert ours == celerys


def test_what_comes_within_a_moment_travels_in_one_command(valkey):
    def commands():
        return valkey.info("commandstats").get("cmdstat_lpush", {"calls": 0})["calls"]

    doorbell.ring([uuid.uuid4()])
    assert doorbell.flush()
    before = commands()
    for _ in range(50):
        doorbell.ring([uuid.uuid4()])
    assert doorbell.flush()
    assert valkey.llen("celery") == 51
    assert commands() - before <= 10


def test_a_worker_takes_our_messages(aim, hand_in, receiver, valkey):
    """A real worker, as a thread, takes the message from the real broker and delivers."""
    from celery.contrib.testing.worker import start_worker
    from celery.signals import task_postrun

    from zenflow.celery import app

    aim(receiver)
    submission = hand_in()
    done = threading.Event()

    def after(**kwargs):
        connections.close_all()
        done.set()

    task_postrun.connect(after)
    with start_worker(app, perform_ping_check=False, pool="solo", shutdown_timeout=20):
        envelopes.post([delivery_of(submission).pk])
        assert done.wait(20)
    assert len(receiver.enquiries) == 1
