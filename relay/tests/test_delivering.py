from __future__ import annotations

from datetime import timedelta

import pytest
from django_scopes import scope
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from relay import delivery, destinations, retrying, schedule, statements, sweeping, turns
from relay.models import Attempt, Delivery, Destination, HeldPayload, Receipt
from relay.results import Result
from relay.states import DeliveryState, DestinationState, Outcome, SubmissionState
from relay.tests.conftest import SECRET, delivery_of, fresh
from relay.tests.receiver import Receiver, running

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


def test_an_accepted_enquiry_arrives_and_nothing_of_it_stays(aim, hand_in, receiver):
    aim(receiver)
    submission = hand_in(message="Rufen Sie mich an.")
    assert HeldPayload.objects.count() == 1

    assert delivery.work(delivery_of(submission).pk) == 1

    (arrival,) = receiver.enquiries
    assert arrival.json["data"]["values"]["message"] == "Rufen Sie mich an."
    assert arrival.json["data"]["reference"] == submission.dashed_reference
    assert HeldPayload.objects.count() == 0
    assert fresh(submission).state == SubmissionState.PURGED
    assert delivery_of(submission).state == DeliveryState.DELIVERED
    assert Attempt.objects.get().outcome == "delivered"
    assert Receipt.objects.get().body["outcome"] == "delivered"


def test_the_receiver_can_verify_the_signature(aim, hand_in, receiver):
    aim(receiver)
    delivery.work(delivery_of(hand_in()).pk)
    (arrival,) = receiver.enquiries
    verified = Webhook(SECRET).verify(arrival.body, arrival.headers)
    assert verified["type"] == "enquiry.received"
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(arrival.body + b" ", arrival.headers)


def test_a_repeat_carries_the_same_id_and_bytes(aim, hand_in, receiver, clock):
    aim(receiver)
    receiver.answers = [500]
    one = delivery_of(hand_in())
    delivery.work(one.pk)
    clock.advance(minutes=1)
    delivery.work(one.pk)
    first, second = receiver.enquiries
    assert first.id == second.id == f"dlv_{one.pk.hex}"
    assert first.body == second.body
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]


def test_a_receiver_that_was_down_gets_it_when_it_is_up(aim, hand_in, clock):
    receiver = Receiver()
    with running(receiver):
        aim(receiver)
    submission = hand_in()
    delivery.work(delivery_of(submission).pk)
    waiting = delivery_of(submission)
    assert waiting.state == DeliveryState.RETRY_WAIT
    assert Attempt.objects.get().outcome == Outcome.UNREACHABLE
    assert timedelta(seconds=4) <= waiting.next_attempt_at - clock.at <= timedelta(seconds=6)
    with running(receiver):
        assert delivery.work(waiting.pk) == 0, "not due yet"
        clock.advance(seconds=7)
        assert delivery.work(waiting.pk) == 1
    assert len(receiver.enquiries) == 1
    assert fresh(submission).state == SubmissionState.PURGED


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 429, 500, 503, 301])
def test_every_refusal_but_410_is_tried_again(aim, hand_in, receiver, status):
    aim(receiver)
    receiver.status = status
    submission = hand_in()
    delivery.work(delivery_of(submission).pk)
    assert delivery_of(submission).state == DeliveryState.RETRY_WAIT
    assert HeldPayload.objects.count() == 1


def test_410_stops_the_destination_until_it_is_mended(aim, hand_in, receiver):
    destination = aim(receiver)
    receiver.answers = [410]
    one, other = hand_in(1), hand_in(2)
    delivery.attempt(delivery_of(one).pk)
    assert Destination.objects.get().state == DestinationState.GONE
    assert {delivery_of(s).state for s in (one, other)} == {DeliveryState.BLOCKED}
    assert HeldPayload.objects.count() == 2

    destination.refresh_from_db()
    assert destinations.test(destination).ok
    for submission in (one, other):
        delivery.work(delivery_of(submission).pk)
    assert len(receiver.enquiries) == 3
    assert HeldPayload.objects.count() == 0


@pytest.mark.parametrize(
    ("asked", "least", "most"),
    [
        ("60", timedelta(seconds=60), timedelta(seconds=60)),
        ("999999999", timedelta(hours=24), timedelta(hours=24)),
        ("9" * 400, timedelta(hours=24), timedelta(hours=24)),
        ("-5", timedelta(seconds=4), timedelta(seconds=6)),
        ("Wed, 21 Oct 2015 07:28:00 GMT", timedelta(seconds=4), timedelta(seconds=6)),
        ("Fri, 21 Oct 2095 07:28:00 GMT", timedelta(hours=24), timedelta(hours=24)),
        ("soon", timedelta(seconds=4), timedelta(seconds=6)),
    ],
)
def test_a_receiver_may_ask_to_wait_for_a_day_at_most(
    aim, hand_in, receiver, clock, asked, least, most
):
    aim(receiver)
    receiver.status, receiver.headers = 429, {"Retry-After": asked}
    submission = hand_in()
    delivery.work(delivery_of(submission).pk)
    assert least <= delivery_of(submission).next_attempt_at - clock.at <= most


def test_a_lapsed_lease_is_queued_again_as_uncertain(aim, hand_in, receiver, clock):
    aim(receiver)
    submission = hand_in()
    claimed = delivery.claim(delivery_of(submission).pk)
    assert claimed is not None
    assert delivery.claim(delivery_of(submission).pk) is None
    sweeping.put_in_order()
    assert delivery_of(submission).state == DeliveryState.LEASED
    clock.advance(seconds=schedule.lease(0).total_seconds() + 1)
    sweeping.put_in_order()
    again = delivery_of(submission)
    assert (again.state, again.uncertain) == (DeliveryState.QUEUED, True)


@pytest.mark.parametrize("late_first", [True, False])
def test_who_comes_back_after_the_lease_changes_nothing(
    aim, hand_in, receiver, clock, cast, late_first
):
    aim(receiver)
    submission = hand_in()
    late = delivery.claim(delivery_of(submission).pk)
    clock.advance(seconds=schedule.lease(0).total_seconds() + 1)
    sweeping.reap()
    follower = delivery.claim(delivery_of(submission).pk)
    assert late and follower and late.token != follower.token
    with scope(tenant=cast.alpha):
        if late_first:
            assert not delivery.settle(late, Result(Outcome.DELIVERED, 200))
            assert HeldPayload.objects.count() == 1
            assert delivery.settle(follower, Result(Outcome.REFUSED, 500))
            assert delivery_of(submission).state == DeliveryState.RETRY_WAIT
        else:
            assert delivery.settle(follower, Result(Outcome.DELIVERED, 200))
            assert not delivery.settle(late, Result(Outcome.REFUSED, 500))
            assert delivery_of(submission).state == DeliveryState.DELIVERED
    assert Attempt.objects.count() == 1


def test_contents_stay_until_the_last_destination_has_them(aim, hand_in, receiver):
    first, second = aim(receiver, "First"), aim(receiver, "Second")
    submission = hand_in()
    delivery.attempt(delivery_of(submission, first).pk)
    assert HeldPayload.objects.count() == 1
    assert fresh(submission).state == SubmissionState.HELD
    delivery.attempt(delivery_of(submission, second).pk)
    assert HeldPayload.objects.count() == 0
    assert fresh(submission).state == SubmissionState.PURGED
    assert len(Receipt.objects.get().body["deliveries"]) == 2


def test_what_cannot_be_opened_is_put_aside_and_the_others_go_on(aim, hand_in, receiver):
    aim(receiver)
    poison, good = hand_in(1), hand_in(2)
    HeldPayload.objects.filter(pk=poison.pk).update(ciphertext=b"x" * 1040)
    delivery.work(delivery_of(poison).pk)
    assert fresh(poison).state == SubmissionState.QUARANTINED
    assert delivery_of(poison).state == DeliveryState.BLOCKED
    assert fresh(good).state == SubmissionState.PURGED
    assert Attempt.objects.get(delivery__submission=poison).outcome == Outcome.CANNOT_OPEN
    assert retrying.try_again(Delivery.objects.filter(submission=poison))
    assert fresh(poison).state == SubmissionState.HELD


def test_a_task_goes_on_with_whatever_else_is_due(aim, hand_in, receiver):
    aim(receiver)
    submissions = [hand_in(number) for number in range(25)]
    assert delivery.work(delivery_of(submissions[0]).pk) == 25
    assert len(receiver.enquiries) == 25
    assert receiver.connections == 1, "the connection is kept"
    assert delivery.work(delivery_of(submissions[0]).pk) == 0


def test_ten_thousand_due_at_one_destination_do_not_delay_another(aim, hand_in, receiver, cast):
    crowd = aim(receiver, "Crowd")
    for number in range(30):
        hand_in(number)
    Delivery.objects.filter(destination=crowd).update(next_attempt_at=schedule.now())
    lone = aim(receiver, "Lone")
    submission = hand_in(99)
    assert lone in [turns.take(), turns.take()]
    assert delivery_of(submission, lone).pk in turns.due_everywhere(2)


def test_no_more_attempts_are_in_flight_than_a_destination_may_get(aim, hand_in, receiver):
    aim(receiver, max_in_flight=2)
    ids = [delivery_of(hand_in(number)).pk for number in range(4)]
    assert [delivery.claim(pk) is not None for pk in ids] == [True, True, False, False]
    assert turns.take() is None


def test_the_sweep_finds_what_no_message_told_of(aim, hand_in, receiver, rung):
    aim(receiver)
    submission = hand_in()
    rung.clear()
    assert sweeping.sweep() == 1
    assert rung == [str(delivery_of(submission).pk)]


def test_a_delivery_costs_a_fixed_number_of_queries(
    aim, hand_in, receiver, django_assert_num_queries
):
    aim(receiver)
    delivery.attempt(delivery_of(hand_in(1)).pk)
    one = delivery_of(hand_in(2))
    # claim: the delivery with what belongs to it, how many workers are at it, UPDATE; open: payload;
    # settle: one statement, or BEGIN, lock, delivery, attempt, deliveries left, payload and files
    # away, receipt, submission, COMMIT
    with django_assert_num_queries(5 if statements.are_possible() else 14):
        delivery.attempt(one.pk)
