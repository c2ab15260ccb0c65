"""Mail servers that take mail, refuse it, dawdle, lie about who they are, or hang up."""

from __future__ import annotations

import smtplib
import socket
import ssl
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import trustme

from relay import letters, smtp
from relay.mail_connection import Server
from relay.mime import Letter
from relay.states import Outcome
from relay.tests.mail_server import PASSWORD, USER, serving
from relay.tests.test_deadlines import raw_server

SENDER = "post@alpha.example"
TO = ["eins@alpha.example", "zwei@alpha.example"]
SHORT = timedelta(seconds=0.8)


@pytest.fixture
def authority(monkeypatch, tmp_path):
    """Judge certificates by an authority of our own."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setattr(smtp, "AUTHORITY", str(tmp_path / "ca.pem"))
    return made


def certified(authority, *names, **extra):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **extra).configure_cert(context)
    return context


def to(port, security="none", host="localhost", **extra):
    return Server(host, port, security, **extra)


def letter(text="Guten Tag"):
    message = letters.new_message("Betreff", SENDER, TO, "id")
    message.set_content(text)
    return Letter(message)


def post(server, text="Guten Tag", deadline=SHORT * 10):
    return smtp.post(server, letter(text), SENDER, TO, deadline)


def test_a_server_that_takes_it_has_it_for_everybody():
    with serving() as mail:
        result = post(to(mail.port))
    assert (result.outcome, result.status, result.refused) == (Outcome.DELIVERED, 250, ())
    assert mail.recipients == [TO]


def test_dots_that_begin_lines_arrive_and_end_nothing():
    text = ".\r\n..\r\n.Punkt\r\n" + "x" * 3000 + "\r\n.\r\n"
    with serving() as mail:
        assert post(to(mail.port), text).ok
    assert mail.only().get_content().replace("\r\n", "\n") == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("451 later", Outcome.THROTTLED),
        ("550 no", Outcome.REFUSED),
        ("552 5.2.2 mailbox full", Outcome.REFUSED),
        ("552 5.3.4 too large", Outcome.TOO_LARGE),
        ("554 spam", Outcome.REFUSED),
    ],
)
def test_a_refusal_of_the_message_is_told_by_its_code(answer, outcome):
    with serving() as mail:
        mail.to_data = [answer]
        result = post(to(mail.port))
    assert (result.outcome, result.status) == (outcome, int(answer[:3]))
    assert mail.taken == []


@pytest.mark.parametrize(
    ("code", "outcome"), [("450", Outcome.THROTTLED), ("550", Outcome.REFUSED)]
)
def test_a_server_that_knows_nobody_gets_no_message(code, outcome):
    with serving() as mail:
        mail.to_recipient = dict.fromkeys(TO, f"{code} no")
        result = post(to(mail.port))
    assert (result.outcome, result.status) == (outcome, int(code))
    assert mail.taken == []


def test_refused_in_part_it_is_delivered_once_and_says_for_whom_not():
    with serving() as mail:
        mail.to_recipient = {TO[1]: "550 moved away"}
        result = post(to(mail.port))
    assert result.ok
    assert (result.outcome, result.refused, result.status) == (Outcome.PARTLY, (TO[1],), 550)
    assert mail.recipients == [[TO[0]]]
    assert TO[1] in result.in_words()
    assert TO[1] not in repr(result)


def test_what_is_too_large_is_not_sent_at_all():
    with serving(largest=1000) as mail:
        result = post(to(mail.port), "x" * 2000)
    assert result.outcome == Outcome.TOO_LARGE
    assert mail.taken == []


@pytest.mark.parametrize("starttls", [True, False])
def test_over_tls_with_a_trusted_certificate_it_is_taken(authority, starttls):
    with serving(certified(authority, "localhost"), starttls=starttls) as mail:
        assert post(to(mail.port, "starttls" if starttls else "tls")).ok
    assert len(mail.taken) == 1


@pytest.mark.parametrize("starttls", [True, False])
@pytest.mark.parametrize("fault", ["other host", "expired", "self-signed"])
def test_a_certificate_that_nobody_should_trust_gets_no_mail(authority, starttls, fault):
    past = datetime(2020, 1, 1, tzinfo=UTC)
    context = {
        "other host": lambda: certified(authority, "mail.example"),
        "expired": lambda: certified(authority, "localhost", not_after=past),
        "self-signed": lambda: certified(trustme.CA(), "localhost"),
    }[fault]()
    with serving(context, starttls=starttls) as mail:
        result = post(to(mail.port, "starttls" if starttls else "tls"))
    assert result.outcome == Outcome.TLS_FAILED
    assert mail.taken == []


def test_a_server_that_offers_no_starttls_gets_neither_mail_nor_password():
    with serving(wants_login=True) as mail:
        result = post(to(mail.port, "starttls", user=USER, password=PASSWORD))
    assert result.outcome == Outcome.TLS_FAILED
    assert mail.taken == []


def test_what_a_server_says_in_clear_behind_starttls_is_not_heard(authority):
    """Whoever sits between could otherwise answer in the server's name."""
    heard = []

    def talk(connection):
        context = certified(authority, "localhost")
        connection.sendall(b"220 hello\r\n")
        connection.recv(1000)
        connection.sendall(b"250-here\r\n250 STARTTLS\r\n")
        connection.recv(1000)
        connection.sendall(b"220 go\r\n250-here\r\n250 AUTH PLAIN\r\n")
        with context.wrap_socket(connection, server_side=True) as secure:
            heard.append(secure.recv(1000))
            secure.sendall(b"554 no\r\n")
            heard.append(secure.recv(1000))

    with raw_server(talk) as url:
        server = to(urlsplit(url).port, "starttls", user=USER, password=PASSWORD)
        assert not post(server).ok
    assert heard[0].startswith(b"ehlo")
    assert not any(b"AUTH" in said for said in heard)


@pytest.mark.parametrize(
    ("password", "outcome"), [(PASSWORD, Outcome.DELIVERED), ("falsch", Outcome.LOGIN_FAILED)]
)
def test_the_password_decides(authority, password, outcome):
    with serving(certified(authority, "localhost"), wants_login=True) as mail:
        server = to(mail.port, "starttls", user=USER, password=password)
        assert post(server).outcome == outcome
        assert smtp.greet(server, SENDER, SHORT * 5).outcome == outcome
    assert len(mail.taken) == (outcome == Outcome.DELIVERED)  # a greeting sends nothing
    assert password not in repr(server)


def test_a_server_that_knows_no_log_in_gets_no_mail(authority):
    with serving() as mail:
        server = to(mail.port, user=USER, password=PASSWORD)
        assert post(server).outcome == Outcome.LOGIN_FAILED
    assert mail.taken == []


def test_a_server_that_nobody_answers_for_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert post(to(port)).outcome == Outcome.UNREACHABLE


def _drip(connection, text):
    for byte in text:
        connection.sendall(bytes([byte]))
        time.sleep(0.1)


def _greets_slowly(connection):
    _drip(connection, b"220 " + b"x" * 100 + b"\r\n")


def _starts_tls_slowly(connection):
    connection.sendall(b"220 hello\r\n")
    connection.recv(1000)
    connection.sendall(b"250-here\r\n250 STARTTLS\r\n")
    connection.recv(1000)
    _drip(connection, b"220 " + b"x" * 100)


def _answers_slowly_after_the_final_dot(connection):
    connection.sendall(b"220 hello\r\n")
    for answer in (b"250 here", b"250 ok", b"250 ok", b"250 ok", b"354 go on"):
        connection.recv(1000)
        connection.sendall(answer + b"\r\n")
    connection.recv(10000)
    _drip(connection, b"250 " + b"x" * 100)


@pytest.mark.parametrize(
    ("talk", "security"),
    [
        (_greets_slowly, "none"),
        (_starts_tls_slowly, "starttls"),
        (_answers_slowly_after_the_final_dot, "none"),
        (lambda connection: time.sleep(3), "tls"),
    ],
    ids=["greeting", "starttls", "final dot", "handshake"],
)
def test_a_drip_ends_at_the_deadline(talk, security):
    begun = time.monotonic()
    with raw_server(talk) as url:
        result = post(to(urlsplit(url).port, security), deadline=SHORT)
        assert time.monotonic() - begun < SHORT.total_seconds() + 1
    assert result.outcome == Outcome.TIMED_OUT


def _never_stops_talking(connection):
    line = b"250-" + b"x" * 4000 + b"\r\n"
    connection.sendall(b"220 hello\r\n")
    with suppress(OSError):
        while True:
            connection.sendall(line)


def test_a_server_that_talks_without_end_is_not_listened_to():
    with raw_server(_never_stops_talking) as url:
        result = post(to(urlsplit(url).port))
    assert result.outcome == Outcome.UNREACHABLE
    assert result.milliseconds < 2_000, "long before the deadline"


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "::ffff:10.0.0.1"]
)
def test_a_tenants_server_inside_is_not_connected_to(settings, monkeypatch, address):
    settings.ALLOW_LOOPBACK_DESTINATIONS = False
    connected = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, to: connected.append(to))
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = [(family, socket.SOCK_STREAM, 6, "", (address, 587))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)
    result = post(to(587, host="mail.evil.example"))
    assert result.outcome == Outcome.ADDRESS_REFUSED
    assert result.permanent
    assert connected == []


def test_the_address_that_was_checked_is_the_one_connected_to(settings, monkeypatch):
    """A name that leads elsewhere when it is asked again is asked once."""
    settings.ALLOW_LOOPBACK_DESTINATIONS = False
    asked, connected = [], []

    def resolve(*args, **kwargs):
        asked.append(args)
        address = "1.1.1.1" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 587))]

    def connect(self, address):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", connect)
    assert post(to(587, host="rebinding.example")).outcome == Outcome.UNREACHABLE
    assert (len(asked), connected) == (1, [("1.1.1.1", 587)])


@pytest.mark.parametrize(("port", "refused"), [(6379, True), (22, True), (25, False), (465, False)])
def test_a_tenants_server_has_a_port_of_mail(settings, monkeypatch, port, refused):
    settings.ALLOW_LOOPBACK_DESTINATIONS = False
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)

    def connect(self, address):
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    outcome = post(to(port, host="mail.example")).outcome
    assert (outcome == Outcome.ADDRESS_REFUSED) is refused


def test_our_own_server_may_be_inside(settings):
    settings.ALLOW_LOOPBACK_DESTINATIONS = False
    with serving() as mail:
        assert post(to(mail.port, is_ours=True)).ok


def test_a_server_that_can_is_asked_to_send_back_headers_alone(monkeypatch):
    asked: list[list[str]] = []
    knows = smtplib.SMTP()
    knows.ehlo_resp, knows.does_esmtp = b"", True
    knows.esmtp_features = {"size": "", "dsn": ""}

    def mail(sender: str, options: list[str]) -> tuple[int, bytes]:
        asked.append(options)
        return 250, b"OK"

    monkeypatch.setattr(knows, "mail", mail)
    smtp._name_sender(knows, SENDER, 7)
    smtp._name_sender(knows, SENDER)
    assert asked == [["size=7", "RET=HDRS"], []]
