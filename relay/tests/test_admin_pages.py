from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django_scopes import scope

from relay import delivery, destinations
from relay.models import Delivery, Destination
from relay.states import DeliveryState, DestinationState
from relay.tests.conftest import delivery_of, fresh

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
]
LIST = "/admin/relay/destination/"


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def edda(client, cast):
    client.force_login(cast.edda)
    return client


@pytest.fixture
def inbox(cast, receiver):
    return destinations.create(cast.alpha, "CRM", receiver.url)


def page(destination, name="change"):
    return f"{LIST}{destination.pk}/{name}/"


def state(destination):
    with scope(tenant=destination.tenant):
        return Destination.objects.get(pk=destination.pk).state


def verify(destination):
    with scope(tenant=destination.tenant):
        assert destinations.test(destination).ok


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_an_owner_adds_a_destination_and_sees_its_secret_once_it_is_made(alice, cast, receiver):
    response = alice.post(
        f"{LIST}add/", {"name": "CRM", "url": receiver.url, "assistant": ""}, follow=True
    )
    with scope(tenant=cast.alpha):
        destination = Destination.objects.get()
    assert response.redirect_chain[-1][0] == page(destination, "secret")
    assert destinations.secret_of(destination) in response.content.decode()
    assert destinations.url_of(destination) == receiver.url
    assert state(destination) == DestinationState.UNVERIFIED
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/",
        "http://example.com/",
        "https://u:p@example.com/",
        "nonsense",
        "https://example.com:8443/",
        "https://169.254.169.254/",
    ],
)
def test_what_cannot_be_a_destination_is_said_at_its_field(alice, cast, url):
    response = alice.post(f"{LIST}add/", {"name": "CRM", "url": url, "assistant": ""})
    assert response.status_code == 200
    assert set(response.context["adminform"].form.errors) == {"url"}


def test_a_test_says_how_it_went_and_verifies(alice, inbox, receiver):
    receiver.answers = [500]
    failed = alice.post(page(inbox, "test"), follow=True)
    assert "500" in said(failed)[0]
    assert state(inbox) == DestinationState.UNVERIFIED
    accepted = alice.post(page(inbox, "test"), follow=True)
    assert "200" in said(accepted)[0]
    assert state(inbox) == DestinationState.ACTIVE


def test_a_new_address_asks_for_a_new_test(alice, inbox, receiver):
    verify(inbox)
    assert state(inbox) == DestinationState.ACTIVE
    alice.post(page(inbox), {"name": "CRM", "url": receiver.url + "/new", "assistant": ""})
    assert state(inbox) == DestinationState.UNVERIFIED


def test_a_new_name_keeps_address_secret_and_state(alice, inbox, receiver):
    verify(inbox)
    secret = destinations.secret_of(inbox)
    alice.post(page(inbox), {"name": "CRM 2", "url": receiver.url, "assistant": ""})
    with scope(tenant=inbox.tenant):
        after = Destination.objects.get()
    assert (after.name, after.state) == ("CRM 2", DestinationState.ACTIVE)
    assert destinations.secret_of(after) == secret


@pytest.mark.parametrize("name", ["test", "on", "off"])
def test_an_editor_may_look_but_not_act(edda, inbox, receiver, name):
    assert edda.post(page(inbox, name)).status_code == 403
    assert edda.get(page(inbox, "secret")).status_code == 403
    looked = edda.get(page(inbox))
    assert looked.status_code == 200
    assert receiver.url not in looked.content.decode()
    assert edda.post(f"{LIST}add/", {"name": "X", "url": receiver.url}).status_code == 403
    assert receiver.arrivals == []


def test_a_get_changes_nothing(alice, inbox, receiver):
    for name in ("test", "on"):
        assert alice.get(page(inbox, name)).status_code == 405
    assert alice.get(page(inbox, "off")).status_code == 200
    assert state(inbox) == DestinationState.UNVERIFIED
    assert receiver.arrivals == []


def test_a_destination_of_somebody_else_does_not_exist(alice, cast, receiver):
    theirs = destinations.create(cast.beta, "Theirs", receiver.url)
    for name in ("change", "secret", "delete", "history"):
        assert alice.get(page(theirs, name)).status_code == 404
    for name in ("test", "on", "off", "delete"):
        assert alice.post(page(theirs, name)).status_code == 404
    assert receiver.arrivals == []


def test_somebody_elses_assistant_cannot_be_chosen(alice, cast, receiver):
    data = {"name": "CRM", "url": receiver.url, "assistant": str(cast.foreign.pk)}
    response = alice.post(f"{LIST}add/", data)
    assert "assistant" in response.context["adminform"].form.errors


def test_a_destination_that_enquiries_wait_for_is_not_deleted(
    alice, aim, hand_in, receiver, everywhere
):
    destination = aim(receiver)
    submission = hand_in()
    response = alice.post(page(destination, "delete"), {"post": "yes"}, follow=True)
    assert "1 " in said(response)[0]
    assert Destination.objects.count() == 1
    delivery.work(delivery_of(submission).pk)
    alice.post(page(destination, "delete"), {"post": "yes"})
    assert Destination.objects.count() == 0
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_off_stops_and_on_goes_on(alice, aim, hand_in, receiver, everywhere):
    destination = aim(receiver)
    submission = hand_in()
    alice.post(page(destination, "off"))
    assert delivery_of(submission).state == DeliveryState.BLOCKED
    assert delivery.work(delivery_of(submission).pk) == 0
    alice.post(page(destination, "on"))
    assert delivery.work(delivery_of(submission).pk) == 1
    assert len(receiver.enquiries) == 1


def test_deliveries_show_states_and_attempts_and_never_contents(alice, aim, hand_in, receiver):
    aim(receiver)
    receiver.answers = [500]
    submission = hand_in(message="Geheim-Needle")
    delivery.work(delivery_of(submission).pk)
    listed = alice.get("/admin/relay/delivery/").content.decode()
    shown = alice.get(
        f"/admin/relay/delivery/{delivery_of(submission).pk}/change/"
    ).content.decode()
    assert submission.dashed_reference in listed
    assert submission.dashed_reference in shown
    assert "500" in shown
    assert "Geheim-Needle" not in listed + shown


def test_deliveries_can_be_found_by_their_reference(alice, aim, hand_in, receiver):
    aim(receiver)
    one, other = hand_in(1), hand_in(2)
    found = alice.get(
        "/admin/relay/delivery/", {"q": one.dashed_reference.lower()}
    ).content.decode()
    assert one.dashed_reference in found
    assert other.dashed_reference not in found


def test_nobody_adds_changes_or_deletes_a_delivery(alice, aim, hand_in, receiver):
    aim(receiver)
    one = delivery_of(hand_in())
    assert alice.get("/admin/relay/delivery/add/").status_code == 403
    assert (
        alice.post(f"/admin/relay/delivery/{one.pk}/change/", {"state": "delivered"}).status_code
        == 403
    )
    assert alice.post(f"/admin/relay/delivery/{one.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("way", ["button", "action"])
def test_try_again_does_so_at_once(alice, aim, hand_in, receiver, rung, way):
    aim(receiver)
    receiver.answers = [500]
    one = delivery_of(hand_in())
    delivery.work(one.pk)
    assert delivery.work(one.pk) == 0
    rung.clear()
    if way == "button":
        alice.post(f"/admin/relay/delivery/{one.pk}/retry/")
    else:
        alice.post(
            "/admin/relay/delivery/", {"action": "try_again", "_selected_action": [str(one.pk)]}
        )
    assert rung == [str(one.pk)]
    assert delivery.work(one.pk) == 1


def test_a_viewer_cannot_try_again(client, cast, aim, hand_in, receiver):
    aim(receiver)
    receiver.answers = [500]
    one = delivery_of(hand_in())
    delivery.work(one.pk)
    client.force_login(cast.viktor)
    assert client.post(f"/admin/relay/delivery/{one.pk}/retry/").status_code == 403


def test_a_delivery_of_somebody_else_does_not_exist(client, cast, aim, hand_in, receiver):
    aim(receiver)
    one = delivery_of(hand_in())
    client.force_login(cast.bob)
    assert client.get(f"/admin/relay/delivery/{one.pk}/change/").status_code == 404
    assert client.post(f"/admin/relay/delivery/{one.pk}/retry/").status_code == 404
    assert delivery_of(fresh(one.submission)).pk == one.pk


def test_the_overview_says_whether_everything_arrives(alice, aim, hand_in, receiver, clock):
    assert "relay/destination" in alice.get("/admin/").content.decode()
    made = aim(receiver)
    one = delivery_of(hand_in())

    said = alice.get("/admin/").content.decode()
    assert "1 Anfrage ist noch nicht zugestellt" in said
    assert "1 Anfrage in vierzehn Tagen" in said

    delivery.work(one.pk)
    said = alice.get("/admin/").content.decode()
    assert "Ja. Es ist nichts mehr zuzustellen." in said
    assert "zuletzt" in said

    with scope(tenant=made.tenant):
        destinations.switch_off(made)
    titles = [card.title for card in alice.get("/admin/").context["cards"]]
    assert "Noch kein Ziel" in titles


def test_the_overview_tells_nothing_of_another_tenant(client, cast, aim, hand_in, receiver):
    aim(receiver)
    hand_in()
    client.force_login(cast.bob)
    said = client.get("/admin/").content.decode()
    assert "Bisher gab es nichts zuzustellen." in said
    assert str(cast.household.pk) not in said


def test_lists_cost_the_same_queries_however_long_they_are(
    alice, aim, hand_in, receiver, django_assert_max_num_queries
):
    aim(receiver)
    for number in range(5):
        hand_in(number)
    # session, user, memberships; count, rows (twice the count: with and without filters);
    # what the two filters offer; the clock, the states, the destinations
    with django_assert_max_num_queries(12):
        alice.get("/admin/relay/delivery/")
    with django_assert_max_num_queries(7):
        alice.get(LIST)


def test_a_delivery_is_headed_by_its_number_and_says_times_as_clocks_here_do(
    alice, inbox, hand_in, clock
):
    verify(inbox)
    clock.at = datetime(2026, 7, 1, 10, 30, tzinfo=UTC)
    row = delivery_of(hand_in())
    response = alice.get(f"/admin/relay/delivery/{row.pk}/change/")
    said = response.content.decode()
    assert "01.07.2026 12:30" in said
    assert response.context["crumbs"][-1][0] == row.submission.dashed_reference
    assert str(row.pk) not in said.partition("<title>")[2].partition("</title>")[0]


def test_a_destination_without_an_assistant_is_said_to_be_for_all(alice, inbox):
    body = alice.get(page(inbox)).content.decode()
    assert '<option value="" selected>Alle Assistenten</option>' in body
