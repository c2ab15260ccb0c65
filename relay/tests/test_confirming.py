"""Nothing but the question goes to an address before its reader has agreed."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from builder import publishing
from relay import confirming, delivery, destinations, mailboxes, vault
from relay.models import Destination
from relay.states import DeliveryState, DestinationState, Outcome
from relay.tests.conftest import delivery_of

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.sqlite,
    pytest.mark.usefixtures("counted"),
]
ONE, TWO = "eins@alpha.example", "zwei@alpha.example"
SMTP = {
    "host": "127.0.0.1", "port": 587, "security": "none",
    "user": "", "password": "", "sender": "post@alpha.example",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def destination(cast, mail) -> Destination:
    return mailboxes.create(cast.alpha, "Postfach", [ONE, TWO])


def link_in(message):
    for kind in ("plain", "html"):
        text = message.get_body((kind,)).get_content()
        (found,) = set(re.findall(r"http://127\.0\.0\.1:8000(/confirm/[^\s\"<]+)", text))
    return found


def links(mail):
    asked = [one for one in mail.taken if one["Message-ID"].startswith("<confirm_")]
    return {message["To"]: link_in(message) for message in asked}


def ok(found):
    return [result and result.ok for result in found.values()]


def agree(link):
    return Client().post(link, follow=True)


def state(destination):
    return Destination.objects.get(pk=destination.pk).state


def fresh(destination):
    return Destination.objects.get(pk=destination.pk)


def configure(destination, addresses, smtp=None):
    row = fresh(destination)
    mailboxes.configure(row, addresses, "de", smtp)
    row.save()
    mailboxes.review(row)
    return row


def test_each_address_is_asked_and_the_last_answer_opens(destination, mail):
    found = confirming.ask(destination, again=False)
    assert ok(found) == [True, True]
    sent = links(mail)
    assert set(sent) == {ONE, TWO}
    agree(sent[ONE])
    assert state(destination) == DestinationState.UNVERIFIED
    agree(sent[TWO])
    assert state(destination) == DestinationState.ACTIVE
    assert fresh(destination).verified_at


def test_publishing_counts_a_destination_once_it_is_confirmed(destination, mail, cast):
    assert destinations.check_publishable(cast.household)
    confirming.ask(destination, again=False)
    for link in links(mail).values():
        agree(link)
    assert destinations.check_publishable(cast.household) == []
    assert destinations.check_publishable in publishing.PUBLISH_CHECKS


def test_nothing_else_is_sent_before(destination, mail):
    result = destinations.test(destination)
    assert result.outcome == Outcome.UNCONFIRMED
    assert not result.ok
    mailboxes.confirm(destination, ONE)
    assert destinations.test(fresh(destination)).ok
    assert mail.recipients == [[ONE]]
    assert state(destination) == DestinationState.UNVERIFIED, "a test opens nothing here"


def test_opening_the_link_changes_nothing_and_asks(destination, mail):
    confirming.ask(destination, again=False)
    link = links(mail)[ONE]
    page = Client().get(link)
    assert ONE in page.content.decode()
    assert 'method="post"' in page.content.decode()
    Client().head(link)
    assert vault.open_config(fresh(destination))["confirmed"] == []
    done = agree(link)
    assert "<form" not in done.content.decode()
    assert agree(link).status_code == 200, "twice is once"
    assert vault.open_config(fresh(destination))["confirmed"] == [ONE]


def test_the_page_is_kept_nowhere_and_the_link_says_nothing(destination, mail):
    confirming.ask(destination, again=False)
    link = links(mail)[ONE]
    for page in (Client().get(link), Client().get("/confirm/nonsense")):
        assert page["Cache-Control"] == "no-store"
        assert page["Referrer-Policy"] == "no-referrer"
        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert "unsafe" not in page["Content-Security-Policy"]
        assert not page.cookies
    assert "alpha" not in link
    assert "eins" not in link
    assert re.fullmatch(r"/confirm/[\w.-]{60,}", link)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_mail_and_page_speak_german_and_english(cast, mail, lang):
    made = mailboxes.create(cast.alpha, "Postfach", [ONE], locale=lang)
    confirming.ask(made, again=False)
    german = lang == "de"
    assert ("Bitte bestätigen" in mail.only()["Subject"]) is german
    link = link_in(mail.only())
    assert f'<html lang="{lang}">' in Client().get(link).content.decode()
    assert ("Ja, senden" in Client().get(f"{link}?lang=de").content.decode()) is True
    assert "Yes, send them" in Client().get(f"{link}?lang=en").content.decode()


def test_a_link_works_for_seven_days(destination, mail, clock):
    confirming.ask(destination, again=False)
    link = links(mail)[ONE]
    clock.advance(days=6, hours=23, minutes=59)
    assert Client().get(link).status_code == 200
    clock.advance(minutes=2)
    assert Client().get(link).status_code == 404
    assert agree(link).status_code == 404
    assert vault.open_config(fresh(destination))["confirmed"] == []


@pytest.mark.parametrize("spoil", ["end", "begin", "other", "cut", "nonsense"])
def test_a_link_that_was_never_sent_is_like_one_that_is_too_old(destination, mail, spoil):
    confirming.ask(destination, again=False)
    good, other = (links(mail)[one].removeprefix("/confirm/") for one in (ONE, TWO))
    said, _, signature = good.partition(".")
    token = {
        "end": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "begin": ("0" if good[0] != "0" else "1") + good[1:],
        "other": f"{other.partition('.')[0]}.{signature}",
        "cut": said,
        "nonsense": "x" * 3000,
    }[spoil]
    answer = agree(f"/confirm/{token}")
    assert answer.status_code == 404
    assert ONE not in answer.content.decode()
    assert vault.open_config(fresh(destination))["confirmed"] == []


def test_an_address_that_was_taken_out_can_no_longer_be_confirmed(destination, mail):
    confirming.ask(destination, again=False)
    link = links(mail)[TWO]
    configure(destination, [ONE])
    assert agree(link).status_code == 404


def test_a_link_of_a_tenant_that_is_off_is_dead(destination, mail, cast):
    confirming.ask(destination, again=False)
    cast.alpha.is_active = False
    cast.alpha.save()
    assert agree(links(mail)[ONE]).status_code == 404


def test_a_new_address_alone_is_asked_and_the_others_go_on(destination, mail, hand_in):
    configure(destination, [ONE])
    mailboxes.confirm(destination, ONE)
    row = configure(destination, [ONE, TWO])
    assert row.state == state(destination) == DestinationState.ACTIVE
    assert set(confirming.ask(row, again=False)) == {TWO}
    submission = hand_in()
    delivery.work(delivery_of(submission).pk)
    assert mail.recipients == [[TWO], [ONE]], "the question to the one, the enquiry to the other"
    agree(links(mail)[TWO])
    delivery.work(delivery_of(hand_in(2)).pk)
    assert mail.recipients[-1] == [ONE, TWO]


def test_with_the_only_address_replaced_enquiries_wait(destination, mail, hand_in):
    configure(destination, [ONE])
    mailboxes.confirm(destination, ONE)
    submission = hand_in()
    configure(destination, [TWO])
    assert state(destination) == DestinationState.UNVERIFIED
    assert delivery_of(submission).state == DeliveryState.BLOCKED
    mailboxes.confirm(destination, TWO)
    assert delivery_of(submission).state == DeliveryState.QUEUED
    delivery.work(delivery_of(submission).pk)
    assert mail.recipients == [[TWO]]


def test_taking_out_the_one_that_never_answered_opens(destination):
    mailboxes.confirm(destination, ONE)
    configure(destination, [ONE])
    assert state(destination) == DestinationState.ACTIVE


def test_an_answer_switches_nothing_on_that_its_owner_switched_off(destination, mail):
    configure(destination, [ONE])
    mailboxes.confirm(destination, ONE)
    row = configure(destination, [ONE, TWO])
    destinations.switch_off(row)
    mailboxes.confirm(row, TWO)
    assert state(destination) == DestinationState.OFF


def test_what_the_tenants_own_server_could_read_proves_nothing_to_ours(destination):
    configure(destination, [ONE], SMTP)
    mailboxes.confirm(destination, ONE)
    configure(destination, [ONE], {**SMTP, "host": "other.example"})
    assert state(destination) == DestinationState.ACTIVE
    configure(destination, [ONE], None)
    assert vault.open_config(fresh(destination))["confirmed"] == []
    assert state(destination) == DestinationState.UNVERIFIED


def test_a_link_that_the_tenants_own_server_could_read_is_dead_for_ours(
    destination, mail, monkeypatch
):
    """Else a tenant could catch it there, and have enquiries sent to strangers by us."""
    configure(destination, [ONE], {**SMTP, "port": mail.port})
    confirming.ask(fresh(destination), again=False)
    caught = links(mail)[ONE]
    assert Client().get(caught).status_code == 200
    find = confirming.find

    def slow(token):
        found = find(token)
        if not vault.open_config(fresh(destination))["smtp"]:
            return found
        configure(destination, [ONE], None)
        return found

    monkeypatch.setattr(confirming, "find", slow)
    agree(caught)
    assert vault.open_config(fresh(destination))["confirmed"] == [], "nor in the same moment"
    assert agree(caught).status_code == 404
    assert vault.open_config(fresh(destination))["confirmed"] == []


def test_what_ours_has_proved_holds_for_the_tenants_own(destination):
    configure(destination, [ONE])
    mailboxes.confirm(destination, ONE)
    configure(destination, [ONE], SMTP)
    assert state(destination) == DestinationState.ACTIVE


def test_asking_again_takes_patience(destination, mail, clock):
    confirming.ask(destination, again=False)
    assert confirming.ask(destination, again=False) == {}
    assert confirming.ask(destination, again=True) == {ONE: None, TWO: None}
    clock.advance(seconds=confirming.AGAIN_AFTER.total_seconds() - 1)
    assert set(confirming.ask(destination, again=True).values()) == {None}
    clock.advance(seconds=2)
    assert ok(confirming.ask(destination, again=True)) == [True, True]
    assert len(mail.taken) == 4


def test_what_could_not_be_sent_may_be_tried_again_at_once(destination, mail):
    mail.to_recipient = {ONE: "550 no"}
    found = confirming.ask(destination, again=False)
    assert [result and result.outcome for result in found.values()] == ["refused", "delivered"]
    mail.to_recipient = {}
    found = confirming.ask(destination, again=True)
    assert ok(found) == [True, None]


def test_nobody_is_asked_more_than_a_few_times_a_day_whoever_wants_it(cast, mail, clock, counted):
    for number in range(10):
        tenant = cast.alpha if number % 2 else cast.beta
        made = mailboxes.create(tenant, f"Postfach {number}", [ONE.upper() if number % 3 else ONE])
        confirming.ask(made, again=False)
    assert len(mail.taken) == confirming.MOST_PER_ADDRESS
    assert not any("eins" in key.lower() for key in counted)


def test_a_tenant_asks_only_so_many_a_day(cast, mail, counted):
    for number in range(8):
        found = [f"nr{number}-{n}@alpha.example" for n in range(5)]
        confirming.ask(mailboxes.create(cast.alpha, f"Postfach {number}", found), again=False)
    assert len(mail.taken) == confirming.MOST_PER_TENANT
    other = mailboxes.create(cast.beta, "Postfach", [TWO])
    assert ok(confirming.ask(other, again=False)) == [True]


def test_two_presses_at_once_send_one_mail(destination, mail, monkeypatch):
    """The second comes while the first is still sending."""
    send = confirming._send
    nested: list[object] = []

    def slow(*args):
        if not nested:
            nested.append(None)
            nested.append(confirming.ask(destination, again=True))
        return send(*args)

    monkeypatch.setattr(confirming, "_send", slow)
    confirming.ask(destination, again=True)
    assert nested[1] == {ONE: None, TWO: None}
    assert len(mail.taken) == 2


def test_without_a_mail_server_nobody_is_asked_and_that_is_said(destination, settings):
    settings.EMAIL_HOST = ""
    found = confirming.ask(destination, again=False)
    assert {result and result.outcome for result in found.values()} == {Outcome.NO_MAILER}
