"""After a restore a tenant answers in its deliveries whether it has what may have arrived."""

from __future__ import annotations

import pytest

from relay import restoring
from relay.models import Delivery, HeldPayload, Receipt
from relay.states import DeliveryState
from relay.tests.conftest import delivery_of

pytestmark = [pytest.mark.django_db(databases=["default", "keys"])]
LIST = "/admin/relay/delivery/"
ASKED = f"{LIST}?state__exact=asked"


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def asked(aim, hand_in, receiver, client, cast):
    aim(receiver)
    submissions = [hand_in(number) for number in (1, 2)]
    restoring.stop()
    client.force_login(cast.alice)
    return submissions


def answer(client, submission, how):
    url = f"{LIST}{delivery_of(submission).pk}/answer/"
    return client.post(url, {"answer": how}, follow=True)


def test_the_overview_asks_and_leads_to_the_list(asked, client):
    page = client.get("/admin/?lang=en", headers={"accept-language": "en"})
    assert ASKED in page.content.decode()
    assert client.get(ASKED).status_code == 200
    restoring.has_arrived(Delivery.objects.all())
    assert ASKED not in client.get("/admin/").content.decode()


def test_many_are_answered_at_once_in_the_list(asked, client, receiver):
    ids = [str(delivery_of(one).pk) for one in asked]
    sent = {"action": "has_arrived", "_selected_action": ids}
    client.post(ASKED, sent)
    assert {delivery_of(one).state for one in asked} == {DeliveryState.DELIVERED}
    assert HeldPayload.objects.count() == 0
    assert Receipt.objects.count() == 2
    assert receiver.enquiries == []


def test_one_is_answered_on_its_page(asked, client):
    first, second = asked
    page = client.get(f"{LIST}{delivery_of(first).pk}/change/").content.decode()
    assert 'value="send_anyway"' in page
    answer(client, first, "send_anyway")
    answer(client, second, "has_arrived")
    assert delivery_of(first).state == DeliveryState.QUEUED
    assert delivery_of(second).state == DeliveryState.DELIVERED
    page = client.get(f"{LIST}{delivery_of(second).pk}/change/").content.decode()
    assert 'value="send_anyway"' not in page


def test_no_other_answer_does_anything(asked, client):
    answer(client, asked[0], "delete")
    assert delivery_of(asked[0]).state == DeliveryState.ASKED


def test_elsewhere_in_the_list_nobody_is_offered_an_answer(asked, client):
    assert "has_arrived" not in client.get(LIST).content.decode()


def test_who_may_only_look_may_not_answer(asked, client, cast):
    client.force_login(cast.viktor)
    assert answer(client, asked[0], "has_arrived").status_code == 403
    assert delivery_of(asked[0]).state == DeliveryState.ASKED
