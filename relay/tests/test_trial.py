"""A test with invented answers goes to every destination on the ordinary way, and nothing of it stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from builder.document import load
from builder.flows.document import FlowDocument
from builder.models import Assistant, FlowVersion, Step
from builder.tests.every_kind import every_kind
from relay import delivery, sweeping, trial
from relay.models import Delivery, HeldFile, HeldPayload, Receipt, Submission
from relay.states import DestinationState
from relay.tests.receiver import Receiver, running

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def _sees_all(everywhere, rung):
    """Let a test look into all rows; nothing goes to the broker."""


def page(assistant):
    return reverse("admin:relay_delivery_trial", args=[assistant.pk])


@pytest.fixture
def send(client, cast, rung):
    """Click the button, let a worker do what it was told, and read what the page then says."""

    def click(person=cast.edda):
        client.force_login(person)
        answer = client.post(page(cast.household))
        assert answer.status_code == 302
        under_way = client.get(answer["Location"]).content.decode()
        for pk in rung:
            delivery.attempt(pk)
        return under_way, client.get(answer["Location"]).content.decode()

    return click


def test_each_verified_destination_gets_a_test_and_the_page_says_how_it_went(send, aim):
    with running(Receiver()) as good, running(Receiver(status=500)) as bad:
        aim(good, "Gutes Ziel")
        aim(bad, "Krankes Ziel")
        aim(good, "Ungeprüft", state=DestinationState.UNVERIFIED)
        under_way, over = send()
    assert under_way.count("Unterwegs") >= 2
    assert 'http-equiv="refresh"' in under_way
    assert 'http-equiv="refresh"' not in over
    assert "Antwort 200" in over
    assert "Antwort 500" in over
    (arrival,) = good.enquiries
    assert (arrival.json["data"]["test"], arrival.json["data"]["mode"]) == (True, "preview")
    assert arrival.json["data"]["values"]["contact_email"] == "test@example.com"
    assert len(bad.arrivals) == 1
    assert "Ungeprüft" not in over


def test_nothing_of_it_is_held_or_tried_again_even_where_it_did_not_arrive(send, aim):
    with running(Receiver(status=500)) as bad:
        aim(bad)
        send()
        sweeping.put_in_order()
    assert len(bad.arrivals) == 1
    assert not HeldPayload.objects.exists()
    assert Delivery.objects.get().state == "dead"
    assert Submission.objects.get().state == "purged"
    assert Receipt.objects.exists()


def test_the_overview_counts_no_test_and_raises_no_alarm_for_one(send, aim, client):
    with running(Receiver(status=500)) as bad:
        aim(bad)
        send()
    response = client.get(reverse("admin:index"))
    assert "Zustellungen stehen still" not in response.content.decode()
    arriving, asked = (panel.context for panel in response.context["panels"])
    assert arriving["total"] == 0
    assert {(row.week, row.latest) for row in asked["assistants"]} == {(0, None)}


def test_the_draft_is_sent_and_not_what_is_live(send, aim, cast):
    Step.objects.filter(assistant=cast.household).update(title="Neu")
    with running(Receiver()) as receiver:
        aim(receiver)
        send()
    (arrival,) = receiver.enquiries
    assert arrival.json["data"]["flow"]["id"] != str(cast.version.pk)
    frozen = FlowVersion.objects.get(pk=arrival.json["data"]["flow"]["id"])
    assert (frozen.mode, frozen.number) == ("preview", None)


def test_every_kind_arrives_a_file_with_it(send, aim, cast):
    load(cast.household, FlowDocument.from_json(every_kind()), fresh_ids=True)
    with running(Receiver()) as receiver:
        aim(receiver)
        _, over = send()
    assert "Antwort 200" in over
    data = receiver.enquiries[0].json["data"]
    assert len(data["answers"]) == 23
    assert [one["name"] for one in data["files"]] == ["test.png"]
    assert not HeldFile.objects.exists()


def test_a_destination_with_a_condition_gets_its_test_and_the_page_says_what_that_shows(send, aim):
    with running(Receiver()) as receiver:
        aim(receiver, "Bedingt", send_if={"any": []})
        under_way, over = send()
    assert len(receiver.enquiries) == 1
    assert "Bedingt" in over
    assert "Antwort 200" in over
    assert "nur, was ihre Bedingung erfüllt" in under_way


@pytest.mark.parametrize("why", ["nowhere", "archived", "empty", "impossible"])
def test_where_nothing_can_be_sent_a_sentence_says_why(client, cast, aim, why):
    if why != "nowhere":
        aim("https://alpha.example/in")
    if why == "archived":
        Assistant.objects.filter(pk=cast.household.pk).update(state="archived")
    if why == "empty":
        Step.objects.filter(assistant=cast.household).delete()
    if why == "impossible":
        cast.household.steps.first().fields.create(
            key="n",
            kind="number",
            label="Zahl",
            required=True,
            position=99,
            config={"min": "5", "max": "4", "decimals": 0, "unit": {}},
        )
    client.force_login(cast.alice)
    answer = client.post(page(cast.household), follow=True).content.decode()
    said = {
        "nowhere": "Kein bestätigtes Ziel",
        "archived": "archiviert",
        "empty": "keine Antworten",
        "impossible": "keine Antworten",
    }
    assert said[why] in answer
    assert not Submission.objects.exists()


def test_only_who_may_change_the_assistant_sends_and_nobody_sees_anothers_test(
    client, cast, aim, rung
):
    aim("https://alpha.example/in")
    client.force_login(cast.viktor)
    assert client.post(page(cast.household)).status_code == 403
    client.force_login(cast.bob)
    assert client.post(page(cast.household)).status_code == 404
    mine = trial.send(cast.household)
    shown = client.get(f"{page(cast.foreign)}?of={mine.pk}").content.decode()
    assert mine.dashed_reference not in shown
    for hostile in ("x", "\0", str(cast.household.pk), "%"):
        assert client.get(page(cast.foreign), {"of": hostile}).status_code == 200


def test_the_pages_of_the_draft_offer_it(client, cast):
    client.force_login(cast.alice)
    for name in ("publish", "preview"):
        shown = client.get(reverse(f"admin:builder_assistant_{name}", args=[cast.household.pk]))
        assert f'action="{page(cast.household)}"' in shown.content.decode()
    client.force_login(cast.viktor)
    shown = client.get(reverse("admin:builder_assistant_preview", args=[cast.household.pk]))
    assert page(cast.household) not in shown.content.decode()
