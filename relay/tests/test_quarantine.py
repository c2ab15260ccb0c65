from __future__ import annotations

import re

import pytest

from builder.models import Assistant
from relay import (
    delivery,
    doors,
    quarantine,
    rates,
    receipts,
    retrying,
    schedule,
    suspicion,
    sweeping,
)
from relay.intake import Incoming
from relay.models import Delivery, HeldPayload, Receipt, Submission
from relay.states import DeliveryState, SubmissionState, Suspicion
from relay.tests.conftest import delivery_of, fresh
from zenflow.testing.cast import GOOD_ANSWERS

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]

SPAM = "[url=https://casino.example/]bonus[/url]"


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    rates.forget()


@pytest.fixture
def suspect(aim, hand_in, receiver):
    aim(receiver)
    return hand_in(message=SPAM)


def run(clock=None, **later):
    if clock:
        clock.advance(**later)
    sweeping.put_in_order()
    delivery.work_off(float("inf"))


def test_a_suspect_is_answered_like_everybody_and_nothing_tells(post, body, client, rung):
    honest = post(body)
    spam = post(body | {"submission_id": "s" * 22, "answers": {**GOOD_ANSWERS, "message": SPAM}})
    assert honest.status_code == spam.status_code == 202
    assert honest.json().keys() == spam.json().keys()
    assert honest.headers.keys() == spam.headers.keys()
    held = Submission.objects.get(state=SubmissionState.QUARANTINED)
    assert held.suspicion == Suspicion.MARKUP
    assert held.quarantined_at is not None
    assert rung == [str(delivery_of(Submission.objects.get(suspicion="")).pk)]

    def shown(answer):
        reference = answer.json()["reference"]
        page = client.get(f"/r/{reference}").content.decode()
        said = client.get(f"/r/{reference}.json").json()
        return re.sub(r"<time.*?</time>", "", page).replace(reference, ""), said["state"]

    assert shown(honest) == shown(spam)


def test_a_repeat_of_a_suspect_gets_the_same_answer_and_makes_no_second(post, body):
    sent = body | {"answers": {**GOOD_ANSWERS, "message": SPAM}}
    assert post(sent).json() == post(sent).json()
    assert Submission.objects.count() == 1


def test_nothing_of_a_suspect_is_sent_before_its_tenant_releases_it(suspect, receiver, clock):
    assert delivery_of(suspect).state == DeliveryState.WITHHELD
    run(clock, days=6)
    assert retrying.try_again(Delivery.objects.all()) == []
    assert receiver.enquiries == []
    assert quarantine.release([suspect]) == [suspect]
    assert fresh(suspect).state == SubmissionState.HELD
    run()
    assert len(receiver.enquiries) == 1
    assert Receipt.objects.get().body["outcome"] == "delivered"


def test_a_released_one_is_told_to_the_workers_at_once(suspect, rung):
    quarantine.release([suspect])
    assert rung == [str(delivery_of(suspect).pk)]
    assert quarantine.release([suspect]) == []


def test_a_suspect_that_nobody_judged_expires_with_its_hold_and_is_not_sent(
    suspect, receiver, clock
):
    run(clock, days=8)
    assert receiver.enquiries == []
    assert delivery_of(suspect).state == DeliveryState.DEAD
    assert HeldPayload.objects.count() == 0
    assert Receipt.objects.get().body["outcome"] == "not_delivered"


def test_deleting_destroys_the_contents_and_signs_who_did_it(suspect, clock):
    clock.advance(hours=1)
    assert quarantine.delete([suspect]) == [suspect]
    assert fresh(suspect).state == SubmissionState.PURGED
    assert fresh(suspect).purged_at == clock.at
    assert HeldPayload.objects.count() == 0
    receipt = Receipt.objects.get()
    assert receipt.body["outcome"] == "deleted_as_spam"
    assert receipts.verify(receipts.as_json(receipt), receipts.public_keys())
    assert quarantine.delete([suspect]) == quarantine.release([suspect]) == []


def test_deleting_is_one_transaction(suspect, monkeypatch):
    def fail(*said):
        raise ValueError("needle")

    monkeypatch.setattr(receipts, "issue", fail)
    with pytest.raises(ValueError, match="needle"):
        quarantine.delete([suspect])
    assert fresh(suspect).state == SubmissionState.QUARANTINED
    assert delivery_of(suspect).state == DeliveryState.WITHHELD
    assert HeldPayload.objects.count() == 1


def test_what_a_worker_tries_just_now_is_not_deleted(suspect):
    Delivery.objects.update(state=DeliveryState.LEASED)
    assert quarantine.delete([suspect]) == []
    assert HeldPayload.objects.count() == 1


@pytest.mark.parametrize("locale", ["de", "en"])
def test_the_end_user_reads_that_the_recipient_deleted_it(suspect, client, locale):
    quarantine.delete([suspect])
    page = client.get(f"/r/{suspect.reference}?lang={locale}").content.decode()
    assert {"de": "gelöscht", "en": "deleted"}[locale] in page
    assert "030 123456" in page
    said = client.get(f"/r/{suspect.reference}.json").json()
    assert said["state"] == "deleted_as_spam"


def test_an_assistant_that_shall_hold_nothing_holds_nothing(cast, aim, hand_in, receiver):
    aim(receiver)
    Assistant.objects.filter(pk=cast.household.pk).update(holds_suspects=False)
    doors.forget()
    assert hand_in(message=SPAM).state == SubmissionState.HELD
    run()
    assert len(receiver.enquiries) == 1


def test_a_form_filled_in_where_people_see_nothing_is_suspected(client, cast, aim):
    aim("http://127.0.0.1:9/")
    sent = send_form(client, cast, more="https://spam.example")
    assert sent.status_code == 200
    assert Submission.objects.get().suspicion == Suspicion.TRAP


def test_a_form_sent_faster_than_people_can_is_suspected_and_a_patient_one_is_not(
    client, cast, aim, monkeypatch
):
    aim("http://127.0.0.1:9/")
    send_form(client, cast)
    monkeypatch.setattr(suspicion, "HASTE", -1.0)
    send_form(client, cast)
    found = Submission.objects.order_by("accepted_at").values_list("suspicion", flat=True)
    assert list(found) == [Suspicion.HASTE, ""]


def test_a_time_that_we_did_not_sign_counts_for_nothing(client, cast, aim):
    aim("http://127.0.0.1:9/")
    send_form(client, cast, begun=f"{schedule.now().timestamp():.0f}:forged")
    assert Submission.objects.get().suspicion == ""


def test_a_form_sent_again_after_a_mistake_is_not_hasty(client, cast, aim, monkeypatch):
    aim("http://127.0.0.1:9/")
    page = client.get(f"/h/{cast.household.public_id}").content.decode()
    begun = named(page, "begun")
    wrong = send_form(client, cast, begun=begun, **{"answer-contact_email": "no address"})
    assert wrong.status_code == 422
    assert named(wrong.content.decode(), "begun") == begun


def test_a_test_is_never_suspected(cast, aim, receiver):
    from relay import trial

    aim(receiver)
    sent = trial.send(cast.household)
    assert sent.state == SubmissionState.HELD
    assert not Incoming("s" * 22, cast.version.pk, "de", {}).signs.trapped


def send_form(client, cast, **more):
    """Send the hosted page's form as it was handed out, without JavaScript."""
    page = client.get(f"/h/{cast.household.public_id}").content.decode()
    hidden = {name: named(page, name) for name in ("version", "submission_id", "begun")}
    answers = {f"answer-{key}": value for key, value in GOOD_ANSWERS.items()}
    form = {**hidden, **answers, "answer-privacy": "on", **more}
    return client.post(f"/h/{cast.household.public_id}", form)


def named(page, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]
