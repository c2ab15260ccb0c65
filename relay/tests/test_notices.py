"""Tenants are told by mail what keeps their enquiries from arriving, once, and nothing of them."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from django_scopes import scopes_disabled

from relay import delivery, destinations, notices, quarantine, sweeping, telling
from relay.admin import standing
from relay.models import Delivery, Destination, Notice, Submission
from relay.moves import move
from relay.states import DeliveryState, SubmissionState, Suspicion
from relay.tests.conftest import delivery_of
from tenants.models import Member, User
from zenflow.testing.cast import GOOD_ANSWERS

pytestmark = [pytest.mark.django_db(databases=["default", "keys"])]
Kind = Notice.Kind


@pytest.fixture(autouse=True)
def team(cast, everywhere):
    """Everybody has been here before; Edda reads English."""
    telling.forget()
    User.objects.update(last_login=timezone.now())
    User.objects.filter(pk=cast.edda.pk).update(language="en")


@pytest.fixture
def failing(aim, hand_in, receiver, clock):
    """Give an enquiry that is refused again and again."""
    aim(receiver, name="Maklersoftware")
    receiver.status = 500
    submission = hand_in()
    delivery.attempt(delivery_of(submission).pk)
    return submission


def tick():
    telling.forget()
    sweeping.tell()


def kinds(**which):
    return sorted(Notice.objects.filter(**which).values_list("kind", flat=True))


def to(mail):
    return sorted(address for recipients in mail.recipients for address in recipients)


def words(message):
    return message.get_body(("plain",)).get_content()


@pytest.mark.sqlite
def test_a_destination_that_fails_for_an_hour_and_for_a_day_is_told_once_each(failing, mail, clock):
    clock.advance(minutes=59)
    tick()
    assert mail.taken == []
    clock.advance(minutes=1)
    tick()
    tick()
    assert to(mail) == ["alice@example.com", "edda@example.com"], "who only looks is not told"
    german, english = (one.get_body(("plain",)).get_content() for one in mail.taken)
    assert "Maklersoftware" in german and "seit einer Stunde" in mail.taken[0]["Subject"]
    assert "for an hour" in mail.taken[1]["Subject"] and "1 enquiry waits" in english
    place = Destination.objects.get().pk
    assert f"/admin/relay/destination/{place}/change/" in german
    clock.advance(hours=23)
    tick()
    clock.advance(days=2)
    tick()
    assert kinds() == [Kind.FAILING_DAY, Kind.FAILING_HOUR]
    assert len(mail.taken) == 4


def test_nothing_is_told_of_what_is_over_before_the_mail_went_out(failing, mail, clock, receiver):
    clock.advance(hours=1)
    mail.to_data = ["451 later"] * 2
    tick()
    assert kinds(sent_at=None) == [Kind.FAILING_HOUR]
    receiver.status = 200
    assert delivery.attempt(delivery_of(failing).pk)
    clock.advance(minutes=5)
    tick()
    assert (mail.taken, kinds()) == ([], [])


def test_no_mail_says_anything_of_an_enquiry_or_its_end_user(failing, mail, clock):
    for hours in (1, 23, 24 * 5, 48):
        clock.advance(hours=hours)
        sweeping.put_in_order()
        tick()
    delivery.attempt(delivery_of(failing).pk)
    tick()
    assert {Kind.FAILING_HOUR, Kind.FAILING_DAY, Kind.EXPIRING, Kind.EXPIRED} == set(kinds())
    said = "\n".join(f"{one['Subject']}\n{words(one)}" for one in mail.taken)
    typed = [value for value in GOOD_ANSWERS.values() if isinstance(value, str)]
    for secret in (*typed, failing.reference, failing.dashed_reference, str(failing.pk)):
        assert secret not in said


def test_it_is_told_a_day_before_enquiries_are_deleted_in_one_mail_for_a_day(
    failing, hand_in, mail, clock
):
    clock.advance(hours=12)
    hand_in(2)
    clock.advance(hours=24)
    hand_in(3)
    clock.at = failing.hold_until - timedelta(hours=24, minutes=1)
    tick()
    assert Kind.EXPIRING not in kinds()
    clock.advance(minutes=1)
    tick()
    assert kinds(kind=Kind.EXPIRING) == [Kind.EXPIRING]
    assert "2 enquiries" in words(mail.taken[-1])
    clock.advance(hours=23)
    tick()
    assert kinds(kind=Kind.EXPIRING) == [Kind.EXPIRING], "the second was counted in the first mail"
    clock.advance(hours=13)
    tick()
    assert kinds(kind=Kind.EXPIRING) == [Kind.EXPIRING] * 2


def test_what_expired_is_told_at_once_and_then_at_most_once_a_day(failing, hand_in, mail, clock):
    clock.advance(minutes=1)
    others = [hand_in(number) for number in (2, 3)]
    end(failing, clock)
    tick()
    assert "1 enquiry was not delivered" in words(mail.taken[-1])
    sent = len(mail.taken)
    for other in others:
        end(other, clock)
    tick()
    assert len(mail.taken) == sent
    clock.advance(days=1)
    tick()
    assert "2 enquiries were not delivered" in words(mail.taken[-1])


def end(submission, clock):
    """Let the hold of one enquiry end while its destination still fails."""
    clock.at = max(clock.at, submission.hold_until)
    Destination.objects.update(open_until=None)
    Delivery.objects.filter(submission=submission).update(next_attempt_at=clock.at)
    assert delivery.attempt(delivery_of(submission).pk)
    assert delivery_of(submission).state == DeliveryState.DEAD


def test_a_destination_that_is_gone_is_told(failing, mail, clock, receiver):
    receiver.status = 410
    clock.advance(minutes=1)
    delivery.attempt(delivery_of(failing).pk)
    tick()
    assert kinds() == [Kind.GONE]
    assert "(410)" in words(mail.taken[0])


def test_what_is_lost_is_told(failing, mail, clock):
    deliveries = Delivery.objects.filter(submission=failing)
    deliveries.update(state=DeliveryState.DEAD, settled_at=clock.at)
    rows = Submission.objects.filter(pk=failing.pk)
    move(rows, SubmissionState.LOST, come_from=[SubmissionState.HELD])
    tick()
    assert kinds() == [Kind.LOST]
    assert "The key to 1 enquiry" in words(mail.taken[-1])


def test_what_waits_for_judgement_is_told_at_most_once_a_day(aim, hand_in, receiver, mail, clock):
    aim(receiver)
    for number, told in ((1, 1), (2, 1), (3, 2)):
        suspect = Submission.objects.filter(pk=hand_in(number).pk)
        suspect.update(state=SubmissionState.QUARANTINED, quarantined_at=clock.at)
        tick()
        assert len(kinds(sent_at__isnull=False)) == told
        clock.advance(hours=13)
    assert "3 enquiries look like spam" in words(mail.taken[-1])


@pytest.mark.parametrize("released", [True, False])
def test_the_end_of_a_suspect_is_told_before_and_after(
    aim, hand_in, receiver, mail, clock, released
):
    destination = aim(receiver)
    suspect = hand_in()
    quarantine.put_aside(suspect, Suspicion.TRAP)
    clock.at = suspect.hold_until - timedelta(hours=1)
    tick()
    assert standing.clock().count == 1
    if released:
        destinations.switch_off(destination)
        quarantine.release([suspect])
    clock.advance(hours=1)
    sweeping.put_in_order()
    tick()
    assert set(kinds()) == {Kind.QUARANTINED, Kind.EXPIRING, Kind.EXPIRED}
    assert standing.clock().count == 0


def test_what_its_tenant_deleted_is_not_told(failing, mail, clock):
    rows = Delivery.objects.filter(submission=failing)
    rows.update(state=DeliveryState.DEAD, settled_at=clock.at)
    tick()
    assert kinds() == []


def test_others_tell_it_again_and_again_and_it_goes_out_once(failing, mail, clock):
    destination = Destination.objects.get()
    for _ in range(3):
        notices.tell(Kind.BOUNCED, destination.tenant_id, destination.pk)
        tick()
        clock.advance(seconds=30)
    assert len(mail.taken) == 2
    assert kinds(sent_at__isnull=False) == [Kind.BOUNCED]


def test_whose_mail_server_asks_to_wait_is_told_later_and_nobody_twice(failing, mail, clock):
    mail.to_recipient["edda@example.com"] = "451 please come back"
    clock.advance(hours=1)
    tick()
    assert to(mail) == ["alice@example.com"]
    mail.to_recipient.clear()
    tick()
    assert to(mail) == ["alice@example.com"], "not at once"
    clock.advance(minutes=2)
    tick()
    assert to(mail) == ["alice@example.com", "edda@example.com"]
    ids = {one["Message-ID"] for one in mail.taken}
    assert len(ids) == 2


def test_who_does_not_want_mails_or_never_came_gets_none(failing, mail, clock, cast):
    Member.objects.filter(user=cast.alice).update(wants_notices=False)
    User.objects.filter(pk=cast.edda.pk).update(last_login=None)
    clock.advance(hours=1)
    tick()
    assert (mail.taken, kinds(sent_at=None)) == ([], [])


def test_without_a_mail_server_it_is_kept_for_the_overview_and_logged_with_ids_only(
    failing, clock, settings, caplog
):
    settings.EMAIL_HOST = ""
    clock.advance(hours=1)
    with caplog.at_level(logging.WARNING):
        tick()
    notice = Notice.objects.get(sent_at=None)
    assert str(notice.pk) in caplog.text
    for told in ("Maklersoftware", "Alpha", "alice"):
        assert told not in caplog.text


def test_a_mail_server_that_is_away_is_left_alone_for_a_while(failing, clock, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    clock.advance(hours=1)
    tick()
    place = Destination.objects.get()
    notices.tell(Kind.BOUNCED, place.tenant_id, place.pk)
    sweeping.tell()
    assert set(Notice.objects.values_list("tries", flat=True)) == {0, 1}
    tick()
    assert set(Notice.objects.values_list("tries", flat=True)) == {1}


def test_what_fails_here_leaves_the_sweep_alone(failing, monkeypatch, rung, clock):
    monkeypatch.setattr(telling, "_due", lambda: 1 / 0)
    clock.advance(hours=1)
    assert sweeping.sweep() == 1


def test_who_comes_second_takes_nothing(failing, clock):
    notices.tell(Kind.BOUNCED, failing.tenant_id, Destination.objects.get().pk)
    (mine,), (theirs,) = telling._due(), telling._due()
    assert telling._take(mine)
    assert not telling._take(theirs)


@pytest.mark.sqlite
@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_of_two_sweeps_at_once_one_tells(failing, mail, clock):
    clock.advance(hours=1)
    telling.forget()

    def sweep(_):
        try:
            sweeping.tell()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(sweep, range(2)))
    assert to(mail) == ["alice@example.com", "edda@example.com"]
    with scopes_disabled():
        assert Notice.objects.count() == 1


def test_a_person_is_written_to_in_the_language_of_the_last_log_in(client, cast):
    client.force_login(cast.alice)
    assert User.objects.get(pk=cast.alice.pk).language == "de"
