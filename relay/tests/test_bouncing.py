"""A mail that a server took comes back: within the window, after it, and to whom it is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from relay import (
    bounce_reports,
    bouncing,
    confirming,
    delivery,
    evidence,
    fallback,
    mailboxes,
    quarantine,
    return_paths,
    sweeping,
    vault,
)
from relay.admin import dashboard
from relay.models import Attempt, Destination, HeldPayload, Notice, Submission
from relay.states import DeliveryState, DestinationState, Outcome, SubmissionState
from relay.tests.came_back import postfix
from relay.tests.conftest import delivery_of, fresh
from relay.tests.mail_server import serving

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]
ENDED = {SubmissionState.PURGED, SubmissionState.SHREDDED}
ADDRESS, OTHER = "werkstatt@alpha.example", "empfang@alpha.example"


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture(autouse=True)
def waits(settings, mail):
    """Hold what our own mail server took for two hours."""
    settings.BOUNCE_ADDRESS, settings.BOUNCE_WINDOW = "zurueck@forms.example", 2


def mailbox(cast, *addresses) -> Destination:
    made = mailboxes.create(cast.alpha, "Postfach", addresses)
    for address in addresses:
        mailboxes.confirm(made, address)
    made.refresh_from_db()
    return made


@pytest.fixture
def destination(cast, clock) -> Destination:
    made = mailbox(cast, ADDRESS)
    clock.advance(minutes=1)
    return made


def send(submission):
    one = delivery_of(submission)
    delivery.attempt(one.pk)
    return delivery_of(submission)


def comes_back(one, address=ADDRESS, **extra) -> bool:
    report = bounce_reports.read(postfix(return_paths.make(one.pk), address, **extra))
    assert report is not None
    return bouncing.take(report)


def config() -> dict[str, Any]:
    return vault.open_config(Destination.objects.get())


def notices() -> list[str]:
    return list(Notice.objects.values_list("kind", flat=True))


def test_what_was_handed_over_is_not_said_to_wait_for_anybody(destination, hand_in, client):
    submission = hand_in()
    send(submission)
    Destination.objects.update(state="gone")
    page = client.get(f"/r/{submission.reference}", headers={"Accept": "application/json"})
    assert page.json()["state"] == "sending"
    assert not fallback.is_stuck(submission)
    assert vars(dashboard._destinations().get())["waiting"] == 0


def test_what_was_handed_over_is_held_for_the_window_and_then_destroyed(
    destination, hand_in, clock, mail
):
    submission = hand_in()
    one = send(submission)
    taken_at = clock.at
    assert one.state == DeliveryState.HANDED_OVER
    clock.advance(hours=1, minutes=59)
    sweeping.put_in_order()
    assert HeldPayload.objects.exists()
    assert delivery.work_off(0) == 0
    clock.advance(minutes=1)
    sweeping.put_in_order()
    assert delivery_of(submission).state == DeliveryState.DELIVERED
    assert fresh(submission).state in ENDED
    assert not HeldPayload.objects.exists()
    (said,) = fresh(submission).receipt.body["deliveries"]
    assert said["at"][:19] == taken_at.isoformat()[:19], "the receipt says when it was handed over"
    assert len(mail.taken) == 1


def test_a_report_is_sent_to_an_address_that_names_the_delivery_alone(
    destination, hand_in, mail, monkeypatch
):
    senders: list[str] = []
    monkeypatch.setattr(mail, "to_sender", senders.append)
    one = send(hand_in())
    assert senders == [return_paths.make(one.pk)]
    assert mail.only()["From"] == "Zenflow <zenflow@forms.example>"


def test_what_comes_back_in_time_waits_for_its_reader_and_arrives(
    destination, hand_in, clock, mail, counted
):
    submission = hand_in()
    one = send(submission)
    assert comes_back(one)
    destination.refresh_from_db()
    assert destination.state == DestinationState.GONE
    assert delivery_of(submission).state == DeliveryState.BLOCKED
    assert (config()["confirmed"], config()["bounced"]) == ([], {ADDRESS: "5.1.1"})
    assert Attempt.objects.get().outcome == Outcome.BOUNCED
    clock.advance(hours=3)
    sweeping.put_in_order()
    assert HeldPayload.objects.exists(), "no window ends what came back"

    confirming.agree(_link(destination))
    assert config()["bounced"] == {}
    assert delivery_of(submission).state == DeliveryState.QUEUED
    send(submission)
    first, second = mail.taken
    assert first["Message-ID"] == second["Message-ID"]
    clock.advance(hours=2)
    sweeping.put_in_order()
    assert fresh(submission).state in ENDED


def _link(destination) -> str:
    return confirming.link(destination, ADDRESS, by_ours=True).rstrip("/").rpartition("/")[2]


def test_what_comes_back_from_one_of_two_goes_to_the_other(cast, hand_in, clock, mail):
    mailbox(cast, ADDRESS, OTHER)
    clock.advance(minutes=1)
    mail.to_recipient = {OTHER: "450 later"}
    submission = hand_in()
    one = send(submission)
    mail.to_recipient.clear()
    assert comes_back(one)
    assert Destination.objects.get().state == DestinationState.ACTIVE
    send(submission)
    assert mail.recipients == [[ADDRESS], [OTHER]]
    clock.advance(hours=2)
    sweeping.put_in_order()
    assert fresh(submission).state in ENDED
    assert notices() == [Notice.Kind.BOUNCED]


def test_what_comes_back_after_the_window_pauses_and_is_told_but_is_gone(
    destination, hand_in, clock, mail
):
    submission = hand_in()
    one = send(submission)
    clock.advance(hours=2)
    sweeping.put_in_order()
    assert comes_back(one)
    assert delivery_of(submission).state == DeliveryState.DELIVERED
    assert Attempt.objects.get().outcome == Outcome.BOUNCED
    assert Destination.objects.get().state == DestinationState.GONE
    assert notices() == [Notice.Kind.BOUNCED]
    later = hand_in(2)
    send(later)
    assert delivery_of(later).state == DeliveryState.BLOCKED, "taken, and held"
    assert len(mail.taken) == 1, "nothing more is sent there"


def test_without_a_window_nothing_is_held_and_a_bounce_still_pauses(
    destination, hand_in, settings, mail
):
    settings.BOUNCE_WINDOW = 0
    submission = hand_in()
    one = send(submission)
    assert fresh(submission).state in ENDED
    assert comes_back(one)
    assert Destination.objects.get().state == DestinationState.GONE


def test_the_same_report_twice_tells_once_and_blames_nobody_else(cast, hand_in, clock):
    mailbox(cast, ADDRESS, OTHER)
    clock.advance(minutes=1)
    one = send(hand_in())
    assert comes_back(one)
    assert not comes_back(one)
    assert config()["confirmed"] == [OTHER]
    assert notices() == [Notice.Kind.BOUNCED]


def test_a_name_that_a_mailbox_is_forwarded_to_pauses_the_only_address(destination, hand_in):
    assert comes_back(send(hand_in()), "privat@mail.example")
    assert config()["confirmed"] == []


def test_where_nobody_knows_which_of_two_it_was_the_tenant_is_told_and_both_stay(
    cast, hand_in, clock
):
    mailbox(cast, ADDRESS, OTHER)
    clock.advance(minutes=1)
    one = send(hand_in())
    assert not comes_back(one, "privat@mail.example")
    assert len(config()["confirmed"]) == 2
    assert delivery_of(one.submission).state == DeliveryState.HANDED_OVER
    assert notices() == [Notice.Kind.BOUNCED]


def test_an_address_that_took_the_place_of_another_is_not_blamed_for_it(
    destination, hand_in, clock
):
    one = send(hand_in())
    clock.advance(minutes=1)
    mailboxes.configure(destination, [OTHER], "de", None)
    destination.save()
    mailboxes.confirm(destination, OTHER)
    assert not comes_back(one)
    assert config()["confirmed"] == [OTHER]
    assert delivery_of(one.submission).state == DeliveryState.QUEUED, "it goes to the new one"


def test_what_is_from_before_a_reader_agreed_again_pauses_nothing(
    destination, hand_in, clock, settings
):
    settings.BOUNCE_WINDOW = 0
    first, second = send(hand_in()), send(hand_in(2))
    clock.advance(minutes=1)
    assert comes_back(first)
    mailboxes.confirm(destination, ADDRESS)
    assert not comes_back(second)
    assert Destination.objects.get().state == DestinationState.ACTIVE


@pytest.mark.parametrize("action", ["delayed", "relayed"])
def test_what_is_late_changes_nothing(destination, hand_in, action):
    one = send(hand_in())
    assert not comes_back(one, action=action, status="4.4.1")
    assert delivery_of(one.submission).state == DeliveryState.HANDED_OVER
    assert notices() == []


def test_the_window_never_outlasts_the_hold(destination, hand_in, clock, settings):
    submission = hand_in()
    clock.at = submission.hold_until - timedelta(hours=1)
    assert send(submission).next_attempt_at == submission.hold_until
    late = hand_in(2)
    clock.at = late.hold_until + timedelta(seconds=1)
    assert send(late).state == DeliveryState.DELIVERED, "after the last try nothing can be done"


def test_a_tenants_own_mail_server_keeps_its_own_sender_and_no_window(cast, hand_in, monkeypatch):
    with serving() as own:
        destination = mailbox(cast, ADDRESS)
        server = {"host": "127.0.0.1", "port": own.port, "security": "none", "user": ""}
        server |= {"password": "", "sender": "Muster AG <post@muster.example>"}
        mailboxes.configure(destination, [ADDRESS], "de", server)
        destination.save()
        senders: list[str] = []
        monkeypatch.setattr(own, "to_sender", senders.append)
        assert send(hand_in()).state == DeliveryState.DELIVERED
        assert senders == ["post@muster.example"]


def test_the_window_counts_neither_for_the_cap_nor_as_a_failure(destination, hand_in):
    Destination.objects.update(max_in_flight=1)
    first, second = hand_in(), hand_in(2)
    assert send(first).state == send(second).state == DeliveryState.HANDED_OVER
    assert Destination.objects.get().consecutive_failures == 0


def test_an_owner_reads_what_came_back_and_asks_again(
    destination, hand_in, client, cast, mail, counted
):
    comes_back(send(hand_in()))
    client.force_login(cast.alice)
    page = f"/admin/relay/destination/{destination.pk}/change/"
    shown = client.get(page).content.decode()
    assert "E-Mail kam zurück" in shown
    assert "(5.1.1)" in shown
    client.post(page.replace("change", "ask"))
    assert mail.taken[-1]["To"] == ADDRESS
    mailboxes.confirm(destination, ADDRESS)
    assert "E-Mail kam zurück" not in client.get(page).content.decode()


def test_a_mail_of_before_this_was_known_is_understood(destination, hand_in):
    old = {name: config()[name] for name in ("addresses", "confirmed", "asked", "locale", "smtp")}
    mailboxes.reseal(Destination.objects.get(), old)
    assert comes_back(send(hand_in()))
    assert config()["confirmed"] == []


def test_a_report_about_what_was_forgotten_changes_nothing(destination, hand_in, clock, settings):
    one = send(hand_in())
    clock.advance(days=settings.EVIDENCE_DAYS + 1)
    sweeping.put_in_order()
    evidence.forget_old()
    assert not comes_back(one)


def test_what_was_handed_over_keeps_nobody_from_deleting_what_another_cannot_open(
    destination, hand_in
):
    submission = hand_in()
    send(submission)
    Submission.objects.update(state=SubmissionState.QUARANTINED)
    assert quarantine.delete([fresh(submission)])
    assert delivery_of(submission).state == DeliveryState.DELIVERED
    assert not HeldPayload.objects.exists()
