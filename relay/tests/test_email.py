from __future__ import annotations

import pytest

from relay import delivery, mailboxes
from relay.models import Destination, HeldPayload
from relay.states import DestinationState, SubmissionState
from relay.tests.conftest import delivery_of, fresh
from relay.tests.mail_server import serving

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.sqlite]
ADDRESS = "werkstatt@alpha.example"


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    """Rows are looked at as they are."""


@pytest.fixture
def mail(settings):
    """Send through a real server, as the instance's own."""
    with serving() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_SECURITY, settings.EMAIL_HOST_USER = "none", ""
        settings.DEFAULT_FROM_EMAIL = "Zenflow <zenflow@forms.example>"
        yield server


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
