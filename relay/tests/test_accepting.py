from __future__ import annotations

import json
import secrets
import time

import pytest
from django.db import OperationalError, connection
from django_scopes import scope

from builder.publishing import pause, withdraw
from relay import delivery, destinations, doors, intake, rates, storing
from relay.models import Delivery, HeldPayload, Submission
from relay.states import DeliveryState, DestinationState
from relay.tests.conftest import code
from zenflow.testing.cast import ALPHA_SITE, BETA_SITE, GOOD_ANSWERS

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.sqlite,
]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    rates.forget()


def test_a_good_enquiry_gets_202_with_its_reference(post, body):
    response = post(body)
    assert response.status_code == 202
    (submission,) = Submission.objects.all()
    assert response.json() == {
        "reference": submission.dashed_reference,
        "receipt": f"http://127.0.0.1:8000/r/{submission.dashed_reference}",
    }
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response
    assert response["Cache-Control"] == "no-store"


def test_each_delivery_is_rung_for_after_it_is_stored(post, body, rung):
    post(body)
    assert rung == [str(pk) for pk in Delivery.objects.values_list("pk", flat=True)]


def test_the_same_enquiry_again_gets_the_same_answer(post, body):
    first = post(body)
    body["answers"] = dict(reversed(body["answers"].items()))
    assert post(body).json() == first.json()
    assert (Submission.objects.count(), HeldPayload.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "change", [{"locale": "en"}, {"answers": {**GOOD_ANSWERS, "message": "?"}}]
)
def test_other_contents_under_the_same_id_are_refused(post, body, change):
    post(body)
    response = post({**body, **change})
    assert (response.status_code, code(response)) == (409, "different_content")


def test_once_the_contents_are_gone_any_repeat_gets_the_same_answer(post, body):
    first = post(body)
    HeldPayload.objects.all().delete()
    body["answers"]["message"] = "Etwas anderes"
    assert post(body).json() == first.json()
    assert Submission.objects.count() == 1


def test_wrong_answers_are_named_in_the_end_users_language(post, body):
    body["answers"] = {**GOOD_ANSWERS, "contact_email": "nobody"}
    response = post(body)
    assert (response.status_code, code(response)) == (422, "invalid_answers")
    (error,) = response.json()["errors"]
    assert (error["field"], error["code"]) == ("contact_email", "invalid_email")
    assert "E-Mail" in error["message"]
    assert Submission.objects.count() == 0


def test_an_unknown_assistant_and_a_foreign_version_do_not_exist(post, body, cast):
    assert code(post(body, public_id="nobody-knows-it")) == "unknown_assistant"
    body["version"] = str(cast.foreign.live_version.pk)
    assert code(post(body)) == "withdrawn_version"


def test_a_paused_assistant_says_whom_to_ask_instead(post, body, cast):
    with scope(tenant=cast.alpha):
        assert pause(cast.household)
    response = post(body)
    assert (response.status_code, code(response)) == (410, "paused")
    assert "030 123456" in response.json()["contact"]


def test_a_withdrawn_version_takes_nothing(post, body, cast):
    with scope(tenant=cast.alpha):
        assert withdraw(cast.version)
    response = post(body)
    assert (response.status_code, code(response)) == (410, "withdrawn_version")


def test_a_pause_holds_within_two_seconds(post, body, cast, monkeypatch):
    post(body)
    with scope(tenant=cast.alpha):
        pause(cast.household)
    later = time.monotonic() + doors.FRESH_FOR + 0.01
    monkeypatch.setattr("relay.doors.time.monotonic", lambda: later)
    body["submission_id"] = secrets.token_urlsafe(16)
    assert code(post(body)) == "paused"


def test_a_website_that_the_tenant_did_not_list_is_refused(post, body):
    response = post(body, origin=BETA_SITE)
    assert (response.status_code, code(response)) == (403, "foreign_origin")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert code(post(body, origin="null")) == "foreign_origin"


@pytest.mark.parametrize("origin", [ALPHA_SITE, "http://127.0.0.1:8000", None])
def test_listed_websites_our_own_and_programs_are_welcome(post, body, origin):
    assert post(body, origin=origin).status_code == 202


def test_a_tenant_without_a_list_is_open_to_all_websites(post, body, cast):
    cast.alpha.allowed_origins = []
    cast.alpha.save()
    assert post(body, origin=BETA_SITE).status_code == 202


def test_when_the_database_cannot_commit_the_answer_is_503(post, body, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("disk full")

    monkeypatch.setattr(storing, "store", fail)
    response = post(body)
    assert (response.status_code, code(response)) == (503, "unavailable")
    assert int(response["Retry-After"]) > 0
    assert (Submission.objects.count(), HeldPayload.objects.count()) == (0, 0)


def test_an_enquiry_that_nobody_would_get_is_not_promised(client, cast, body, rung):
    url = f"/e/v1/assistants/{cast.household.public_id}/submissions"
    response = client.post(url, json.dumps(body), content_type="application/json")
    assert (response.status_code, code(response)) == (503, "unavailable")
    assert Submission.objects.count() == 0


def test_a_destination_gets_what_its_condition_holds_for(post, body, cast, aim):
    field = next(
        f
        for f in doors.find(cast.household.public_id, cast.version.pk).document.keys.values()
        if f.key == "home"
    )
    flat, house = (
        next(c.id for c in field.choices if c.value == value) for value in ("flat", "house")
    )
    aim("http://127.0.0.1:9/f", "Flats", send_if={"field": field.id, "op": "equals", "value": flat})
    aim(
        "http://127.0.0.1:9/h",
        "Houses",
        send_if={"field": field.id, "op": "equals", "value": house},
    )
    post(body)
    names = set(Delivery.objects.values_list("destination__name", flat=True))
    assert names == {"Inbox", "Houses"}


def test_destinations_of_other_assistants_and_unverified_ones_get_nothing(post, body, cast, aim):
    from zenflow.testing.cast import make_published

    other = make_published(cast.alpha, "Andere")
    aim("http://127.0.0.1:9/o", "Other", assistant=other)
    aim("http://127.0.0.1:9/u", "Unverified", state=DestinationState.UNVERIFIED)
    aim("http://127.0.0.1:9/b", "Beta's", tenant=cast.beta)
    aim("http://127.0.0.1:9/x", "Off", state=DestinationState.OFF)
    post(body)
    assert set(Delivery.objects.values_list("destination__name", flat=True)) == {"Inbox"}


def test_what_is_off_holds_enquiries_when_there_is_nothing_else(hand_in, cast, aim, rung):
    aim("http://127.0.0.1:9/x", "Off", state=DestinationState.OFF)
    hand_in()
    assert delivery.work(Delivery.objects.get().pk) == 0
    one = Delivery.objects.get()
    assert (one.state, one.attempt_count) == (DeliveryState.BLOCKED, 0)


def test_what_is_switched_on_gets_what_was_accepted_in_that_moment(hand_in, aim, receiver):
    inbox = aim(receiver, state=DestinationState.OFF)
    hand_in(1)
    destinations.switch_on(inbox)
    hand_in(2)  # for two seconds this process takes it for switched off
    for one in Delivery.objects.all():
        delivery.attempt(one.pk)
    assert len(receiver.enquiries) == 2


def test_accepting_costs_a_fixed_number_of_queries(hand_in, aim, django_assert_num_queries):
    aim("http://127.0.0.1:9/a", "A")
    aim("http://127.0.0.1:9/b", "B")
    hand_in(1)
    # PostgreSQL: one statement for all (between savepoints here). SQLite: BEGIN (a savepoint
    # here), the epoch's row, submission, payload, both deliveries in one, COMMIT.
    with django_assert_num_queries(3 if connection.vendor == "postgresql" else 6):
        hand_in(2)


def test_the_hosted_pages_form_is_taken_the_same_way(cast, aim, rung):
    from builder.embed import hosted
    from builder.embed.enquiry import Enquiry

    aim("http://127.0.0.1:9/")
    enquiry = Enquiry(cast.household.public_id, cast.version.pk, "x" * 22, "de", dict(GOOD_ANSWERS))
    assert hosted.SUBMIT is not None
    taken = hosted.SUBMIT(enquiry)
    assert taken.reference == Submission.objects.get().dashed_reference
    assert taken.receipt.endswith(f"/r/{taken.reference}")


def test_an_epoch_that_was_closed_meanwhile_takes_nothing_more(hand_in, aim):
    from relay.models import KeyEpoch

    aim("http://127.0.0.1:9/")
    hand_in(1)
    KeyEpoch.objects.update(state=KeyEpoch.State.CLOSED)
    hand_in(2)
    assert HeldPayload.objects.filter(epoch__state=KeyEpoch.State.OPEN).count() == 1


def test_intake_refuses_before_it_stores(hand_in, aim):
    aim("http://127.0.0.1:9/")
    with pytest.raises(intake.InvalidAnswersError):
        hand_in(contact_email="nobody")
    assert Submission.objects.count() == 0
