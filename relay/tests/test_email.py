from __future__ import annotations

import pytest

from relay import delivery, mailboxes, vault
from relay.models import Attempt, Destination, HeldFile, HeldPayload, Submission
from relay.states import DeliveryState, DestinationState, Outcome, SubmissionState
from relay.tests.conftest import delivery_of, fresh
from relay.tests.test_nothing_stays import _every_cell
from zenflow.testing.cast import GOOD_ANSWERS
from zenflow.testing.needle import shapes
from zenflow.testing.some_files import pdf, picture

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]
ADDRESS, OTHER = "werkstatt@alpha.example", "empfang@alpha.example"


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def destination(cast) -> Destination:
    made = mailboxes.create(cast.alpha, "Postfach", [ADDRESS])
    mailboxes.confirm(made, ADDRESS)
    made.refresh_from_db()
    return made


def test_an_enquiry_arrives_by_mail_and_nothing_of_it_stays(destination, mail, hand_in):
    assert destination.state == DestinationState.ACTIVE
    submission = hand_in(message="Rufen Sie mich an.\nAbends.")

    delivery.work(delivery_of(submission).pk)

    assert mail.recipients == [[ADDRESS]]
    text = mail.only().get_body(("plain",)).get_content()
    html = mail.only().get_body(("html",)).get_content()
    for words in (submission.dashed_reference, "Rufen Sie mich an.", "Ein Schuppen"):
        assert words in text
        assert words in html
    assert "<script" not in html
    assert HeldPayload.objects.count() == 0
    assert fresh(submission).state == SubmissionState.PURGED


def test_the_headers_tell_nothing_personal_and_answering_writes_to_whoever_asked(
    destination, mail, hand_in
):
    submission = hand_in(message="Rufen Sie mich an.")
    one = delivery_of(submission)
    delivery.work(one.pk)

    message = mail.only()
    assert submission.dashed_reference in message["Subject"]
    assert message["From"] == "Zenflow <zenflow@forms.example>"
    assert message["Reply-To"] == "ada@example.com"
    assert f"dlv_{one.pk.hex}@" in message["Message-ID"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert "ada" not in message["Subject"]


def test_a_server_that_drops_the_connection_after_taking_it_gets_the_same_id_again(
    destination, mail, hand_in, clock
):
    mail.to_data = ["drop"]
    one = delivery_of(hand_in())
    delivery.work(one.pk)
    clock.advance(minutes=1)
    delivery.work(one.pk)
    first, second = mail.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert HeldPayload.objects.count() == 0


def test_files_arrive_byte_for_byte_and_nothing_of_them_stays(destination, mail, sent, send):
    needle = "Nadel-im-Bild-7c1e"
    photo, report = picture() + needle.encode(), pdf()
    sent.add('Dach, Süd "groß".jpg', photo)
    sent.add("bericht.pdf", report, "report")
    assert send(sent.body).status_code == 202
    submission = Submission.objects.get()
    assert HeldFile.objects.exists()

    delivery.work(delivery_of(submission).pk)

    attached = list(mail.only().iter_attachments())
    assert [one.get_content() for one in attached] == [photo, report]
    assert attached[0].get_filename() == 'Dach, Süd "groß".jpg'
    assert [one.get_content_type() for one in attached] == ["image/jpeg", "application/pdf"]
    assert fresh(submission).state == SubmissionState.PURGED
    assert not HeldPayload.objects.exists()
    assert not HeldFile.objects.exists()
    left = {table for table, cell in _every_cell() for one in shapes(needle) if one in cell}
    assert left == set()


def test_an_enquiry_waits_while_the_mail_server_refuses_and_then_arrives_once(
    destination, mail, hand_in, clock
):
    mail.to_data = ["451 later", "554 no"]
    one = delivery_of(hand_in())
    for outcome in (Outcome.THROTTLED, Outcome.REFUSED):
        delivery.work(one.pk)
        assert Attempt.objects.latest("number").outcome == outcome
        assert delivery_of(one.submission).state == DeliveryState.RETRY_WAIT
        clock.advance(minutes=10)
    delivery.work(one.pk)
    assert delivery_of(one.submission).state == DeliveryState.DELIVERED
    assert len(mail.taken) == 1


def test_refused_by_one_mailbox_of_two_it_is_delivered_and_not_sent_twice(
    cast, mail, hand_in, clock
):
    made = mailboxes.create(cast.alpha, "Team", [ADDRESS, OTHER])
    for address in (ADDRESS, OTHER):
        mailboxes.confirm(made, address)
    mail.to_recipient = {OTHER: "550 moved"}
    one = delivery_of(hand_in())
    delivery.work(one.pk)
    assert delivery_of(one.submission).state == DeliveryState.DELIVERED
    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.http_status) == (Outcome.PARTLY, 550)
    assert mail.recipients == [[ADDRESS]]


def test_without_a_mail_server_enquiries_wait(destination, mail, hand_in, settings, clock):
    host, settings.EMAIL_HOST = settings.EMAIL_HOST, ""
    one = delivery_of(hand_in())
    delivery.work(one.pk)
    assert Attempt.objects.get().outcome == Outcome.NO_MAILER
    settings.EMAIL_HOST = host
    clock.advance(minutes=1)
    delivery.work(one.pk)
    assert delivery_of(one.submission).state == DeliveryState.DELIVERED


def test_an_address_that_is_not_confirmed_gets_no_enquiry_whatever_the_state_says(
    destination, mail, hand_in
):
    config = {**vault.open_config(destination), "confirmed": []}
    mailboxes.reseal(destination, config)
    delivery.work(delivery_of(hand_in()).pk)
    assert mail.taken == []
    assert Attempt.objects.get().outcome == Outcome.UNCONFIRMED


def test_nothing_of_a_mail_is_logged(destination, mail, hand_in, caplog):
    caplog.set_level("DEBUG")
    mail.to_data = ["550 Nadel-der-Antwort"]
    submission = hand_in(message="Nadel-9f3b", contact_email="nadel-9f3b@example.com")
    delivery.work(delivery_of(submission).pk)
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("mail.log")]
    for needle in ("Nadel", "nadel-9f3b", ADDRESS, str(GOOD_ANSWERS["garden"])):
        assert not any(needle in said for said in ours)


def test_the_receipt_says_that_a_mail_server_took_it_and_no_more(
    destination, mail, hand_in, client
):
    submission = hand_in()
    delivery.work(delivery_of(submission).pk)
    page = client.get(f"/r/{submission.dashed_reference}").content.decode()
    assert "per E-Mail übergeben" in page
    said = client.get(f"/r/{submission.dashed_reference}.json").json()["receipt"]
    assert [one["by"] for one in said["deliveries"]] == ["email"]
    assert any("mail server" in one for one in said["not_covered"])
    assert ADDRESS not in page + str(said)
