from __future__ import annotations

import socket
import ssl
import time
from datetime import timedelta

import pytest
import trustme
from django.core.exceptions import ValidationError

from relay import addresses, http
from relay.states import Outcome
from relay.tests.receiver import Receiver, running

SHORT = timedelta(seconds=0.6)

INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "198.18.0.1", "192.0.0.8", "192.0.2.1", "192.88.99.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::127.0.0.1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:a9fe:a9fe::1", "2002:7f00:1::", "2001:db8::1",
    "2001::1", "2001:20::1", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0",
    "fec0::1", "ff02::1", "100::1", "nonsense", "",
]  # fmt: skip
OUTSIDE = [
    "1.1.1.1",
    "93.184.215.14",
    "2606:4700:4700::1111",
    "2a00:1450:4001::1",
    "::ffff:1.1.1.1",
]


@pytest.fixture
def strict(settings):
    settings.ALLOW_LOOPBACK_DESTINATIONS = False


@pytest.mark.parametrize("address", INSIDE)
def test_an_inside_address_is_refused(strict, address):
    assert not addresses.may_connect(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_a_public_address_is_not(strict, address):
    assert addresses.may_connect(address)


@pytest.mark.parametrize(
    "address", [one for one in INSIDE if not one.startswith(("127.", "::1", "::ffff:127"))]
)
def test_allowing_loopback_allows_nothing_else(settings, address):
    settings.ALLOW_LOOPBACK_DESTINATIONS = True
    assert not addresses.may_connect(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/",
    ],
)
def test_an_inside_url_is_refused_where_it_is_typed(strict, url):
    with pytest.raises(ValidationError):
        addresses.check_url(url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f000001",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
    ],
)
def test_no_spelling_of_an_inside_address_is_connected_to(strict, receiver, host):
    result = http.post(f"http://{host}:{receiver.port}/", b"{}", {})
    assert result.outcome in {Outcome.ADDRESS_REFUSED, Outcome.UNREACHABLE}
    assert receiver.connections == 0


def test_the_address_that_was_checked_is_the_one_connected_to(strict, receiver, monkeypatch):
    """A name that resolves differently the second time gains nothing: there is no second time."""
    asked = []
    real = socket.getaddrinfo

    def rebinding(host, port, *args, **kwargs):
        if host != "rebind.example":
            return real(host, port, *args, **kwargs)
        asked.append(host)
        address = "10.255.255.1" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, receiver.port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    result = http.post(f"http://rebind.example:{receiver.port}/", b"{}", {})
    assert (result.outcome, len(asked)) == (Outcome.ADDRESS_REFUSED, 1)
    assert receiver.connections == 0


def test_a_proxy_in_the_environment_is_not_asked(receiver, monkeypatch):
    with running(Receiver()) as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert http.post(receiver.url, b"{}", {}).ok
        assert proxy.connections == 0


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.DELIVERED), (204, Outcome.DELIVERED), (299, Outcome.DELIVERED),
        (301, Outcome.REDIRECTED), (304, Outcome.REDIRECTED), (400, Outcome.REFUSED),
        (404, Outcome.REFUSED), (410, Outcome.GONE), (429, Outcome.THROTTLED),
        (500, Outcome.FAILED), (503, Outcome.THROTTLED), (600, Outcome.FAILED),
    ],
)  # fmt: skip
def test_an_answer_becomes_an_outcome_in_words(receiver, status, outcome):
    receiver.status = status
    if status in {204, 304}:
        receiver.respond = lambda handler: (handler.send_response(status), handler.end_headers())
    result = http.post(receiver.url, b"{}", {})
    assert (result.outcome, result.status) == (outcome, status)
    assert result.permanent == (status == 410)
    assert result.in_words().endswith(".")


def test_a_redirect_is_not_followed(receiver):
    with running(Receiver()) as inside:
        receiver.status, receiver.headers = 307, {"Location": inside.url}
        assert http.post(receiver.url, b"{}", {}).outcome == Outcome.REDIRECTED
        assert inside.connections == 0


def test_a_long_redirect_is_not_read(receiver):
    read = _flood(receiver, status=302, location="http://127.0.0.1:1/")
    assert http.post(receiver.url, b"{}", {}).outcome == Outcome.REDIRECTED
    assert read() < 5_000_000


def test_a_cookie_of_one_receiver_reaches_nobody(receiver):
    receiver.headers = {"Set-Cookie": "a=b; Path=/"}
    http.post(receiver.url, b"{}", {})
    http.post(receiver.url, b"{}", {})
    assert all("cookie" not in arrival.headers for arrival in receiver.arrivals)


def _flood(receiver, status=200, location=""):
    """Answer with ten megabytes; return how many could be written."""
    written = [0]

    def respond(handler):
        handler.send_response(status)
        if location:
            handler.send_header("Location", location)
        handler.send_header("Content-Length", str(10_000_000))
        handler.end_headers()
        try:
            for _ in range(1000):
                handler.wfile.write(b"x" * 10_000)
                written[0] += 10_000
        except OSError:
            handler.close_connection = True

    receiver.respond = respond
    return lambda: written[0]


def test_a_long_answer_is_not_read(receiver):
    written = _flood(receiver)
    assert http.post(receiver.url, b"{}", {}).ok
    time.sleep(0.2)
    assert written() < 8_000_000, "what fits into the sockets' buffers, and no more"


def test_nobody_there_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert http.post(f"http://127.0.0.1:{port}/", b"{}", {}).outcome == Outcome.UNREACHABLE


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def _tls(authority, *names, **extra):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **extra).configure_cert(context)
    return context


def test_a_trusted_certificate_is_accepted_and_the_connection_kept(
    authority, monkeypatch, tmp_path
):
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setattr(http, "VERIFY", str(tmp_path / "ca.pem"))
    with running(Receiver(), _tls(authority, "localhost")) as receiver:
        assert [http.post(receiver.url, b"{}", {}).ok for _ in range(3)] == [True] * 3
        assert receiver.connections == 1


def test_a_wrong_host_an_expired_and_a_self_signed_certificate_are_not(
    authority, monkeypatch, tmp_path
):
    from datetime import UTC, datetime

    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setattr(http, "VERIFY", str(tmp_path / "ca.pem"))
    past = datetime(2020, 1, 1, tzinfo=UTC)
    contexts = [
        _tls(authority, "other.example"),
        _tls(authority, "localhost", not_after=past, not_before=past - timedelta(days=1)),
        _tls(trustme.CA(), "localhost"),
    ]
    for context in contexts:
        with running(Receiver(), context) as receiver:
            assert http.post(receiver.url, b"{}", {}).outcome == Outcome.TLS_FAILED
            assert receiver.arrivals == []
