"""Reports of mails that came back: every shape is read, and nobody makes one up."""

from __future__ import annotations

import time
import uuid

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from relay import bounce_reports, return_paths
from relay.bounce_reports import Failure, Report
from relay.tests.came_back import SHAPES, postfix

ID = uuid.UUID("0f6c1d5c-0d0a-4b0f-8f0c-2f4f3b1a9e77")
ADDRESS = "werkstatt@alpha.example"


def read(raw: bytes) -> Report:
    """Read what is about a mail of ours."""
    report = bounce_reports.read(raw)
    assert report is not None
    return report


@pytest.fixture(autouse=True)
def to(settings) -> str:
    settings.BOUNCE_ADDRESS = "zurueck@forms.example"
    return return_paths.make(ID)


def test_the_return_path_names_the_delivery_and_tells_nothing(to):
    local, _, domain = to.partition("@")
    assert domain == "forms.example"
    assert local.startswith("zurueck+")
    assert len(local) <= 64
    assert return_paths.find(to) == return_paths.find(f"<{to.upper()}>") == ID
    assert to != return_paths.make(uuid.uuid4())


def test_nobody_makes_up_a_return_path(to):
    token = to.partition("+")[2].partition("@")[0]
    for at, letter in enumerate(token):
        other = token[:at] + ("a" if letter != "a" else "b") + token[at + 1 :]
        assert return_paths.find(f"zurueck+{other}@forms.example") is None
    assert return_paths.find(f"zurueck+{ID.hex}@forms.example") is None
    kelvin = "\u212a"  # the same letter as k, where capitals don't count
    assert return_paths.find(f"zurueck+{kelvin * len(token)}@forms.example") is None


def test_what_names_no_return_path_is_not_taken_apart(to):
    many = b"Content-Type: message/delivery-status\n\n" + b"\n" * bounce_reports.MOST_READ
    began = time.process_time()
    assert bounce_reports.read(b"To: zurueck@forms.example\n" + many) is None
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_says_who_did_not_get_it_and_why(to, shape):
    write, status = SHAPES[shape]
    report = read(write(to, ADDRESS))
    assert report.delivery_id == ID
    (failure,) = report.failures
    assert (failure.address.casefold(), failure.status) == (ADDRESS, status)


@pytest.mark.parametrize("shape", SHAPES)
def test_with_line_ends_of_the_internet_it_is_the_same(to, shape):
    raw = SHAPES[shape][0](to, ADDRESS)
    assert bounce_reports.read(raw.replace(b"\n", b"\r\n")) == bounce_reports.read(raw)


@pytest.mark.parametrize(
    ("action", "status", "failed"),
    [
        ("delayed", "4.4.1", False),
        ("delivered", "2.0.0", False),
        ("relayed", "2.0.0", False),
        ("failed", "4.4.7", True),  # the server gave up
        ("FAILED", "5.2.2", True),
        ("", "5.2.2", True),
        ("", "4.4.1", False),
        ("nonsense", "5.2.2", False),
    ],
)
def test_what_is_only_late_has_not_come_back(to, action, status, failed):
    report = read(postfix(to, ADDRESS, action, status))
    assert report.failures == ((Failure(ADDRESS, status),) if failed else ())


def test_a_reply_from_a_person_or_a_machine_reports_nothing(to):
    said = f"To: {to}\nSubject: Abwesend\nAuto-Submitted: auto-replied\n\nBin im Urlaub.\n"
    assert read(said.encode()).failures == ()


def test_what_is_not_about_a_mail_of_ours_is_not_read(to):
    strange = to.replace("+", "+x")
    for raw in (postfix("zurueck@forms.example", ADDRESS), postfix(strange, ADDRESS), b"", b"\0"):
        assert bounce_reports.read(raw) is None
    in_the_body = postfix("zurueck@forms.example", ADDRESS) + f"\nTo: {to}\n".encode()
    assert bounce_reports.read(in_the_body) is None, "what is sent back says nothing"


def test_hostile_mails_are_read_quickly_and_to_a_bound(to):
    head = f"To: {to}\n".encode()
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (at, at) for at in range(9000)
    )
    blocks = b"Content-Type: message/delivery-status\n\n" + b"a: b\n\n" * 40_000
    many = b"Final-Recipient: rfc822;a@b.example\nAction: failed\n\n" * 9000
    folded = b"X-Long: " + b"a\n " * 90_000
    hostile = [
        head + nested,
        head + blocks,
        head + b"Content-Type: message/delivery-status\n\n" + many,
        head + folded + b"\n\n",
        head * 30_000,
        b"To: " + b"+" * 2**18,
        b"To: " + (b"+" + b"a" * 42) * 6000 + b"@",
        head + b"Content-Type: multipart/report; boundary=" + b"=?" * 60_000,
        postfix(to, ADDRESS) + b"x" * 2**25,
    ]
    for raw in hostile:
        began = time.process_time()
        report = bounce_reports.read(raw)
        assert report is None or len(report.failures) <= 50
        assert time.process_time() - began < 10
    assert read(hostile[-1]).failures


@hypothesis(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_broken_in_a_report_it_never_raises(data):
    raw = bytearray(postfix(return_paths.make(ID), ADDRESS))
    for _ in range(data.draw(st.integers(1, 40))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at] = data.draw(st.integers(0, 255))
    bounce_reports.read(bytes(raw[: data.draw(st.integers(0, len(raw)))]))
