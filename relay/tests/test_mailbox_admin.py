"""How an owner sets up a mailbox, and what others see of it."""

from __future__ import annotations

import pytest
from django_scopes import scope

from relay import mailboxes, mailer, vault
from relay.models import Destination
from relay.states import DestinationState
from relay.tests.mail_server import PASSWORD, USER
from zenflow.testing.cast import make_user

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("counted"),
]
LIST = "/admin/relay/destination/"
ADD = f"{LIST}add/?channel=email"
ONE, TWO = "eins@alpha.example", "zwei@alpha.example"


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def submit(alice, cast, django_capture_on_commit_callbacks):
    """Send the form as a browser does, with what hangs on the commit."""

    def submit(url, addresses=ONE, **more):
        data = {
            "name": "Postfach", "addresses": addresses, "locale": "de", "assistant": "",
            "smtp_host": "", "smtp_port": "587", "smtp_security": "starttls",
            "smtp_user": "", "smtp_password": "", "smtp_sender": "", **more,
        }  # fmt: skip
        with scope(tenant=cast.alpha), django_capture_on_commit_callbacks(execute=True):
            response = alice.post(url, data)
        return response

    return submit


def own_server(port, **more):
    return {
        "smtp_host": "127.0.0.1", "smtp_port": str(port), "smtp_security": "none",
        "smtp_user": USER, "smtp_password": PASSWORD,
        "smtp_sender": "Müller, Alpha <post@alpha.example>", **more,
    }  # fmt: skip


def only(cast):
    with scope(tenant=cast.alpha):
        return Destination.objects.get()


def page(destination, name="change"):
    return f"{LIST}{destination.pk}/{name}/"


def errors(response):
    return set(response.context["adminform"].form.errors)


def said(client):
    """Give the messages that the next page shows."""
    return [str(message) for message in client.get(LIST).context["messages"]]


def test_adding_begins_with_a_choice(alice):
    chooser = alice.get(f"{LIST}add/").content.decode()
    assert 'href="?channel=webhook"' in chooser
    assert 'href="?channel=email"' in chooser
    assert 'name="url"' in alice.get(f"{LIST}add/?channel=webhook").content.decode()
    form = alice.get(ADD).content.decode()
    assert 'name="addresses"' in form
    assert 'name="url"' not in form


def test_an_owner_adds_a_mailbox_and_its_reader_is_asked(alice, cast, mail, submit):
    response = submit(ADD, f" {ONE} \r\n\r\n{TWO}, {ONE.upper()}\r\n")
    destination = only(cast)
    assert response["Location"] == page(destination)
    assert destination.channel == "email"
    assert destination.needs_our_mailer
    assert destination.state == DestinationState.UNVERIFIED
    assert vault.open_config(destination)["addresses"] == [ONE, TWO]
    assert mail.recipients == [[ONE], [TWO]]
    shown = alice.get(page(destination)).content.decode()
    assert shown.count("noch nicht bestätigt") == 2


@pytest.mark.parametrize(
    "typed", ["", "nonsense", f"{ONE}\nnonsense", "a@b", "ü@alpha.example", "x@y.example\0"]
)
def test_what_is_no_address_is_said_at_its_field(cast, mail, submit, typed):
    assert errors(submit(ADD, typed)) == {"addresses"}
    assert mail.taken == []


def test_five_addresses_are_the_most(cast, mail, submit):
    many = [f"nr{number}@alpha.example" for number in range(6)]
    assert errors(submit(ADD, "\n".join(many))) == {"addresses"}
    assert submit(ADD, "\n".join(many[:5])).status_code == 302


def test_each_address_shows_whether_it_is_confirmed(alice, cast, mail, submit):
    submit(ADD, f"{ONE}\n{TWO}")
    with scope(tenant=cast.alpha):
        mailboxes.confirm(only(cast), ONE)
    shown = alice.get(page(only(cast))).content.decode()
    assert shown.count("noch nicht bestätigt") == 1
    with scope(tenant=cast.alpha):
        mailboxes.confirm(only(cast), TWO)
    shown = alice.get(page(only(cast))).content.decode()
    assert "noch nicht bestätigt" not in shown
    assert "Link erneut senden" not in shown


def test_sending_the_link_again_says_what_happened(alice, cast, mail, submit):
    submit(ADD)
    said(alice)
    alice.post(page(only(cast), "ask"))
    assert ONE in said(alice)[0]
    assert len(mail.taken) == 1
    assert alice.get(page(only(cast), "ask")).status_code == 405


def test_a_change_asks_the_new_address_alone(cast, mail, submit):
    submit(ADD)
    with scope(tenant=cast.alpha):
        mailboxes.confirm(only(cast), ONE)
    submit(page(only(cast)), f"{ONE}\n{TWO}")
    assert mail.recipients == [[ONE], [TWO]]
    assert only(cast).state == DestinationState.ACTIVE
    submit(page(only(cast)), f"{ONE}\n{TWO}", name="Neuer Name")
    assert len(mail.taken) == 2
    assert only(cast).name == "Neuer Name"


def test_a_test_goes_to_whoever_confirmed_and_says_how_it_went(alice, cast, mail, submit):
    submit(ADD, f"{ONE}\n{TWO}")
    said(alice)
    alice.post(page(only(cast), "test"))
    assert said(alice) == ["Noch ist keine Adresse bestätigt."]
    with scope(tenant=cast.alpha):
        mailboxes.confirm(only(cast), ONE)
        mailboxes.confirm(only(cast), TWO)
    alice.post(page(only(cast), "test"))
    assert said(alice) == ["Der Mailserver hat die E-Mail angenommen."]
    assert mail.taken[-1]["Subject"].startswith("Test")
    mail.to_recipient = {TWO: "550 no"}
    alice.post(page(only(cast), "test"))
    assert TWO in said(alice)[0]
    mail.to_recipient = {ONE: "450 no", TWO: "450 no"}
    alice.post(page(only(cast), "test"))
    assert "450" in said(alice)[0]


def test_the_password_is_taken_and_never_shown_again(alice, cast, mail, submit):
    submit(ADD, **own_server(mail.port))
    destination = only(cast)
    assert not destination.needs_our_mailer
    own = vault.open_config(destination)["smtp"]
    assert (own["user"], own["password"]) == (USER, PASSWORD)
    assert mail.only()["From"].addresses[0].display_name == "Müller, Alpha"
    assert PASSWORD not in alice.get(page(destination)).content.decode()
    assert PASSWORD not in alice.get(page(destination, "history")).content.decode()
    wrong = submit(page(destination), "nonsense", **own_server(mail.port))
    assert PASSWORD not in wrong.content.decode()


def test_left_empty_the_password_stays(cast, mail, submit):
    submit(ADD, **own_server(mail.port))
    submit(page(only(cast)), **own_server(mail.port, smtp_password="", name="Anders"))
    assert only(cast).name == "Anders"
    assert vault.open_config(only(cast))["smtp"]["password"] == PASSWORD


@pytest.mark.parametrize(
    "change",
    [{"smtp_host": "smtp.evil.example"}, {"smtp_port": "588"}, {"smtp_user": "anna"},
     {"smtp_security": "tls"}],
)  # fmt: skip
def test_a_password_is_sent_nowhere_else_than_where_it_was_meant_for(cast, mail, submit, change):
    submit(ADD, **own_server(mail.port))
    changed = submit(page(only(cast)), **own_server(mail.port, smtp_password="", **change))
    assert errors(changed) == {"smtp_password"}
    assert vault.open_config(only(cast))["smtp"]["host"] == "127.0.0.1"


def test_taking_the_server_out_forgets_its_password(cast, mail, submit):
    submit(ADD, **own_server(mail.port))
    submit(page(only(cast)))
    assert vault.open_config(only(cast))["smtp"] is None
    assert only(cast).needs_our_mailer


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"smtp_host": "10.0.0.1"}, "smtp_host"),
        ({"smtp_host": "[::1]"}, "smtp_host"),
        ({"smtp_host": "a b"}, "smtp_host"),
        ({"smtp_host": "smtp.example.com\r\nx"}, "smtp_host"),
        ({"smtp_host": "127.0.0.1"}, "smtp_host"),
        ({"smtp_port": "6379"}, "smtp_port"),
        ({"smtp_port": ""}, "smtp_port"),
        ({"smtp_security": "none"}, "smtp_security"),
        ({"smtp_sender": ""}, "smtp_sender"),
        ({"smtp_sender": "Alpha"}, "smtp_sender"),
        ({"smtp_password": ""}, "smtp_password"),
        ({"smtp_password": "größe"}, "smtp_password"),
    ],
)
def test_what_cannot_be_a_mail_server_is_said_at_its_field(
    cast, mail, submit, settings, change, field
):
    settings.ALLOW_LOOPBACK_DESTINATIONS = False
    server = {"smtp_host": "smtp.example.com", "smtp_security": "tls", **change}
    assert field in errors(submit(ADD, **own_server(465) | server))
    assert mail.taken == []


def test_without_a_mail_server_of_the_instance_one_must_be_entered(cast, mail, submit, settings):
    settings.EMAIL_HOST = ""
    assert errors(submit(ADD)) == {"smtp_host"}
    assert submit(ADD, **own_server(mail.port)).status_code == 302


def test_a_mailbox_has_no_secret_and_a_webhook_nobody_to_ask(alice, cast, mail, aim):
    mailbox = mailboxes.create(cast.alpha, "Postfach", [ONE])
    assert alice.get(page(mailbox, "secret")).status_code == 404
    assert alice.post(page(aim("https://x.example/"), "ask")).status_code == 404
    assert page(mailbox, "secret") not in alice.get(page(mailbox)).content.decode()


@pytest.mark.parametrize("person", ["edda", "viktor"])
def test_who_is_no_owner_sees_no_address_and_asks_nobody(client, cast, mail, person):
    mailbox = mailboxes.create(cast.alpha, "Postfach", [ONE])
    client.force_login(getattr(cast, person))
    shown = client.get(page(mailbox))
    assert shown.status_code == 200
    assert ONE not in shown.content.decode()
    assert client.post(page(mailbox, "ask")).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403
    assert mail.taken == []


def test_a_mailbox_of_somebody_else_does_not_exist(alice, cast, mail):
    theirs = mailboxes.create(cast.beta, "Postfach", [ONE])
    assert alice.get(page(theirs)).status_code == 404
    assert alice.post(page(theirs, "ask")).status_code == 404
    assert mail.taken == []


def test_while_the_instance_cannot_send_those_who_need_it_are_told(client, cast, settings):
    settings.EMAIL_HOST = ""
    mailbox = mailboxes.create(cast.alpha, "Postfach", [ONE])
    sees = {}
    for name in ("alice", "bob"):
        client.force_login(getattr(cast, name))
        sees[name] = "können gerade nicht gesendet werden" in client.get("/admin/").content.decode()
    assert sees == {"alice": True, "bob": False}
    client.force_login(cast.alice)
    assert "warten hier verschlüsselt" in client.get(page(mailbox)).content.decode()
    client.force_login(cast.sam)
    assert "EMAIL_HOST" in client.get("/staff/").content.decode()


def test_staff_are_told_that_the_server_refuses_and_nobody_whose_mail_goes_out(
    client, cast, mail, settings
):
    mailboxes.create(cast.alpha, "Postfach", [ONE])
    client.force_login(cast.alice)
    assert "nicht gesendet werden" not in client.get("/admin/").content.decode()
    client.force_login(cast.sam)
    assert "kann keine E-Mails senden" not in client.get("/staff/").content.decode()
    settings.EMAIL_PORT = 9
    assert "ist nicht erreichbar" in client.get("/staff/").content.decode()
    assert mailer.is_away(cast.alpha)


def test_without_mail_and_without_need_of_it_nobody_is_told(client, cast, settings):
    settings.EMAIL_HOST = ""
    client.force_login(make_user("sara", is_staff=True))
    assert "kann keine E-Mails senden" not in client.get("/staff/").content.decode()
