"""How deliveries stand, and what editors do about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relay import breaker, delivery, destinations, sweeping, telling, vault
from relay.admin import saying
from relay.models import Delivery, Destination, Notice
from relay.states import DeliveryState, DestinationState
from relay.tests.conftest import delivery_of
from tenants.models import Member, Role

pytestmark = [pytest.mark.django_db(databases=["default", "keys"])]
LIST = "/admin/relay/delivery/"


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def edda(client, cast):
    client.force_login(cast.edda)
    return client


@pytest.fixture
def failed(aim, hand_in, receiver, clock):
    """Give three deliveries whose receiver fails."""
    aim(receiver)
    receiver.status = 503
    rows = [delivery_of(hand_in(number)) for number in range(3)]
    for row in rows:
        delivery.attempt(row.pk)
    return rows


def states():
    return sorted(Delivery.objects.values_list("state", flat=True))


def again(client):
    return client.post(f"{LIST}again/{Destination.objects.get().pk}/", follow=True)


def test_above_the_list_stand_the_states_the_destinations_and_the_clock(edda, failed, clock):
    clock.advance(hours=3)
    response = edda.get(LIST)
    standing = response.context["standing"]
    assert [(tile.label, tile.count) for tile in standing["tiles"]] == [("Neuer Versuch folgt", 3)]
    assert standing["clock"].count == 3
    assert standing["clock"].ends_at == failed[0].submission.hold_until
    body = response.content.decode()
    assert "3\xa0Stunden" in body
    assert "Ihr Server bittet zu warten (Antwort 503)." in body
    assert "Nächster Versuch: jetzt" in body


def test_the_list_costs_the_same_queries_for_one_row_and_for_many(edda, failed, hand_in):
    def queries():
        with CaptureQueriesContext(connection) as counted:
            edda.get(LIST)
        return len(counted)

    before = queries()
    for number in range(10, 15):
        delivery.attempt(delivery_of(hand_in(number)).pk)
    assert queries() == before


def test_the_list_is_filtered_by_state_destination_and_assistant(edda, failed, aim, cast):
    other = aim("http://127.0.0.1:9/", name="Other")
    Delivery.objects.filter(pk=failed[0].pk).update(destination=other, state=DeliveryState.BLOCKED)
    for where, count in (
        ("state__exact=blocked", 1),
        (f"destination__id__exact={other.pk}", 1),
        (f"submission__assistant__id__exact={cast.household.pk}", 3),
    ):
        assert edda.get(f"{LIST}?{where}").context["cl"].result_count == count


def test_all_of_a_destination_are_tried_again_after_their_number_was_said(edda, failed, receiver):
    place = Destination.objects.get()
    asked = edda.get(f"{LIST}again/{place.pk}/").content.decode()
    assert "Alle 3 Zustellungen" in asked
    assert states() == [DeliveryState.RETRY_WAIT] * 3, "asking tries nothing"
    again(edda)
    assert states() == [DeliveryState.QUEUED] * 3
    receiver.status = 200
    assert delivery.work_off(float("inf")) == 3


def test_what_has_to_be_judged_is_not_tried_again_with_the_others(edda, failed):
    failed[0].submission.__class__.objects.filter(pk=failed[0].submission_id).update(
        state="quarantined"
    )
    again(edda)
    assert states().count(DeliveryState.QUEUED) == 2


def test_an_open_breaker_lets_one_of_them_find_out(edda, failed, clock):
    place = Destination.objects.get()
    Destination.objects.update(open_until=clock.at + timedelta(minutes=10))
    again(edda)
    place.refresh_from_db()
    assert breaker.is_half_open(place, clock.at)


def test_stopping_asks_first_and_can_be_taken_back(edda, failed, clock, receiver):
    chosen = [str(row.pk) for row in failed[:2]]
    data = {"action": "stop", "_selected_action": chosen}
    asked = edda.post(LIST, data)
    assert "2 Zustellungen vorerst anhalten?" in asked.content.decode()
    assert states() == [DeliveryState.RETRY_WAIT] * 3
    edda.post(LIST, {**data, "confirmed": "1"})
    assert states() == [DeliveryState.BLOCKED] * 2 + [DeliveryState.RETRY_WAIT]
    clock.advance(hours=1)
    sweeping.put_in_order()
    assert delivery.attempt(failed[0].pk) is False
    receiver.status = 200
    edda.post(LIST, {"action": "try_again", "_selected_action": chosen[:1]})
    assert delivery.attempt(failed[0].pk)
    assert DeliveryState.DELIVERED in states()


@pytest.mark.parametrize("way", ["again", "stop"])
def test_who_only_looks_tries_and_stops_nothing(client, cast, failed, way):
    client.force_login(cast.viktor)
    chosen = [str(row.pk) for row in failed]
    if way == "again":
        assert again(client).status_code == 403
    else:
        client.post(LIST, {"action": "stop", "confirmed": "1", "_selected_action": chosen})
    assert states() == [DeliveryState.RETRY_WAIT] * 3
    assert "Alle erneut versuchen" not in client.get(LIST).content.decode()


def test_a_destination_says_how_it_does(failed, clock):
    place = Destination.objects.get()
    assert saying.health(place)[0] == "attention"
    place.open_until = clock.at + timedelta(minutes=5)
    assert saying.health(place)[0] == "wrong"
    destinations.switch_off(place)
    assert saying.health(place) == ("quiet", "Ausgeschaltet")
    place.state, place.first_failure_at, place.open_until = DestinationState.ACTIVE, None, None
    assert saying.health(place) == ("right", "Funktioniert")
    place.state = DestinationState.UNVERIFIED
    place.sealed_config = vault.seal_config(place, {"bounced": {"post@example.com": "5.1.1"}})
    assert saying.health(place) == ("wrong", "Die E-Mail kam zurück")


def test_switching_off_says_first_how_many_wait(client, cast, failed):
    client.force_login(cast.alice)
    address = f"/admin/relay/destination/{Destination.objects.get().pk}/off/"
    assert "3 Anfragen warten gerade darauf." in client.get(address).content.decode()
    assert Destination.objects.get().state == DestinationState.ACTIVE
    client.post(address)
    assert states() == [DeliveryState.BLOCKED] * 3


def test_what_could_not_be_mailed_stands_in_the_overview(edda, failed, clock, settings):
    settings.EMAIL_HOST = ""
    clock.advance(hours=1)
    telling.forget()
    sweeping.tell()
    assert Notice.objects.get().sent_at is None
    titles = [card.title for card in edda.get("/admin/").context["cards"]]
    assert "Ein Ziel nimmt seit einer Stunde nichts an" in titles


def test_staff_see_of_a_tenant_how_many_wait_and_nothing_else(client, cast, failed):
    client.force_login(cast.sam)
    response = client.get("/staff/")
    (panel,) = response.context["panels"]
    (row,) = panel.context["tenants"]
    assert (row["tenant__name"], row["count"]) == ("Alpha", 3)
    body = response.content.decode()
    for told in ("Inbox", "Hausrat", failed[0].submission.dashed_reference):
        assert told not in body


def test_everybody_chooses_the_own_mails_and_nobody_the_own_role(edda, cast):
    own = Member.objects.get(user=cast.edda)
    address = f"/admin/tenants/member/{own.pk}/change/"
    assert edda.post(address, {"role": "owner"}).status_code == 302
    own.refresh_from_db()
    assert (own.role, own.wants_notices) == (Role.EDITOR, False)
    other = Member.objects.get(user=cast.alice)
    refused = edda.post(f"/admin/tenants/member/{other.pk}/change/", {"wants_notices": ""})
    assert refused.status_code == 403
