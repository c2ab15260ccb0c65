"""Receivers that dawdle, flood, mislead or are not who they say: each costs its own enquiries time."""

from __future__ import annotations

import gzip
import signal
import socket
import ssl
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from relay import doors, intake
from relay.models import Attempt, Delivery, HeldPayload
from relay.states import DeliveryState, Outcome
from relay.tests.proofs.conftest import all_purged
from relay.tests.receiver import Receiver, running
from zenflow.processes import wait_until
from zenflow.testing.cast import GOOD_ANSWERS

pytestmark = pytest.mark.proof


@contextmanager
def dripping(before):
    """A server that says `before` at once and then a byte every half a second, for ever."""
    listening = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip(connection):
        with connection, suppress(OSError):
            connection.recv(65_536)
            connection.sendall(before)
            while not over.wait(0.5):
                connection.sendall(b"x")

    def serve():
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=drip, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    over.set()
    listening.close()


@pytest.mark.timeout(120)
def test_a_drip_in_the_body_and_one_in_the_headers_end_at_the_deadline(
    stand, aim, inbox, post, worker
):
    drips = {
        "Body": b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n",
        "Headers": b"HTTP/1.1 200 OK\r\nX-Slow: ",
    }
    with ExitStack() as stack:
        for name, before in drips.items():
            aim(stack.enter_context(dripping(before)), name)
        aim(inbox)
        post.until_accepted(post.enquiry())
        assert wait_until(lambda: len(inbox.arrivals) == 1, within=10), "nobody waited for them"
        ended = Attempt.objects.exclude(delivery__destination__name="Inbox")
        assert wait_until(lambda: ended.count() == 2, within=35)
    for attempt in ended:
        assert attempt.outcome == Outcome.TIMED_OUT
        assert 24_000 < attempt.milliseconds < 27_000
    waiting = Delivery.objects.exclude(destination__name="Inbox")
    assert set(waiting.values_list("state", flat=True)) == {DeliveryState.RETRY_WAIT}


def most_memory(pid):
    """Return the most memory that a process ever had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def test_ten_megabytes_of_answer_and_a_gzip_bomb_take_no_memory_and_are_stored_nowhere(
    stand, aim, inbox, post, worker, capsys
):
    if not Path(f"/proc/{worker.pid}/status").exists():
        pytest.skip("Memory is measured where there is /proc.")
    bomb = gzip.compress(b"\0" * 200_000_000, 9)
    needle = b"Needle-in-an-answer"

    def flood(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(10_000_000))
        handler.end_headers()
        send(handler, (needle * 600)[:10_000], 1000)

    def explode(handler):
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Content-Length", str(len(bomb)))
        handler.end_headers()
        send(handler, bomb, 1)

    def send(handler, data, times):
        handler.close_connection = True
        with suppress(OSError):
            for _ in range(times):
                handler.wfile.write(data)

    aim(inbox)
    post.many(40)
    assert all_purged()
    before = most_memory(worker.pid)
    for respond in (flood, explode):
        inbox.respond = respond
        post.many(60)
        assert all_purged()
    grown = most_memory(worker.pid) - before
    with capsys.disabled():
        print(f"\n120 answers of 10 MB and 200 MB: {grown:.1f} MB more at most")  # noqa: T201
    assert grown < 16
    assert needle.decode() not in stand.log


def test_a_redirect_to_169_254_169_254_is_not_followed(stand, aim, inbox, post, worker):
    aim(inbox)
    inbox.status, inbox.headers = 307, {"Location": "http://169.254.169.254/latest/meta-data"}
    post.until_accepted(post.enquiry())
    assert wait_until(Attempt.objects.exists, within=10)
    attempt = Attempt.objects.get()
    assert (attempt.outcome, attempt.http_status) == (Outcome.REDIRECTED, 307)
    assert attempt.milliseconds < 2_000, "an address that nobody answers at takes longer"
    assert HeldPayload.objects.count() == 1


def test_expired_wrong_host_and_self_signed_certificates_are_tried_again_and_never_accepted(
    stand, aim, post, worker
):
    past = datetime(2020, 1, 1, tzinfo=UTC)
    certificates = {
        "Expired": stand.authority.issue_cert(
            "localhost", not_before=past - timedelta(days=1), not_after=past
        ),
        "Wrong host": stand.authority.issue_cert("other.example"),
        "Self-signed": trustme.CA().issue_cert("localhost"),
    }
    receivers = {name: Receiver() for name in certificates}
    with ExitStack() as stack:
        for name, certificate in certificates.items():
            stack.enter_context(running(receivers[name], _tls(certificate)))
            aim(receivers[name], name)
        post.until_accepted(post.enquiry())
        assert wait_until(lambda: Attempt.objects.count() == 3, within=20)
    assert {one.outcome for one in Attempt.objects.all()} == {Outcome.TLS_FAILED}
    assert not any(one.arrivals for one in receivers.values())
    with ExitStack() as stack:
        good = _tls(stand.authority.issue_cert("localhost"))
        for receiver in receivers.values():
            stack.enter_context(running(receiver, good))
        stand.orders.set_clock(timedelta(minutes=1))
        assert all_purged()
    assert [len(one.arrivals) for one in receivers.values()] == [1, 1, 1]


def _tls(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.mark.timeout(600)
def test_ten_thousand_due_to_a_receiver_that_hangs_delay_another_tenants_enquiry_by_seconds(
    stand, cast, aim, inbox, post, worker, capsys
):
    worker.send_signal(signal.SIGSTOP)
    hangs = socket.create_server(("127.0.0.1", 0), backlog=512)
    aim(f"http://127.0.0.1:{hangs.getsockname()[1]}/", "Hangs")
    door = doors.find(cast.household.public_id, cast.version.pk)
    for number in range(10_000):
        intake.accept(door, intake.Incoming(f"{number:022d}", cast.version.pk, "de", GOOD_ANSWERS))
    worker.send_signal(signal.SIGCONT)
    other = post.of(cast.foreign)
    aim(inbox, "Other", tenant=cast.beta)
    took = []
    for _ in range(3):
        begun = time.monotonic()
        inbox.arrivals.clear()
        other.until_accepted(other.enquiry())
        assert wait_until(lambda: bool(inbox.arrivals), within=30)
        took.append(time.monotonic() - begun)
    with capsys.disabled():
        said = ", ".join(f"{one:.2f}" for one in took)
        print(f"\nwith {HeldPayload.objects.count()} due elsewhere: {said} s")  # noqa: T201
    assert max(took) < 5
    hangs.close()
