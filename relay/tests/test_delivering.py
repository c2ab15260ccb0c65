from __future__ import annotations

import pytest

from relay import delivery
from relay.models import Attempt, HeldPayload, Receipt
from relay.states import DeliveryState, SubmissionState
from relay.tests.conftest import delivery_of, fresh

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]


def test_an_accepted_enquiry_arrives_and_nothing_of_it_stays(aim, hand_in, receiver, everywhere):
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
