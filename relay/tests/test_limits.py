from __future__ import annotations

import io
import json

import pytest

from relay import rates
from relay.tests.conftest import code

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.sqlite,
]


@pytest.fixture(autouse=True)
def _sees_all(everywhere):
    rates.forget()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"a": 1, "a": 2}',
        b'{"version": NaN}',
        b'{"version": -Infinity}',
        b'{"version": "\\ud800"}',
        b"[" * 100_000,
        b"1" * 5000,
        b'{"a":{"a":{"a":{"a":{"a":1}}}}}',
        json.dumps({str(n): n for n in range(3000)}).encode(),
    ],
)
def test_what_is_no_plain_json_is_malformed(post, raw):
    response = post(raw)
    assert (response.status_code, code(response)) == (400, "malformed")


@pytest.mark.parametrize(
    "change",
    [
        {"version": "no uuid"},
        {"version": 7},
        {"submission_id": "short"},
        {"submission_id": "x" * 44},
        {"submission_id": "x" * 21 + "!"},
        {"locale": "d"},
        {"locale": 3},
        {"locale": "de-abcdefgh-x1"},
        {"answers": []},
        {"more": 1},
    ],
)
def test_what_has_another_shape_is_malformed(post, body, change):
    response = post({**body, **change})
    assert (response.status_code, code(response)) == (400, "malformed")


def test_other_kinds_of_content_are_refused(post, body):
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/mixed; boundary=x",
    ):
        response = post(json.dumps(body), content_type=kind)
        assert (response.status_code, code(response)) == (415, "not_json")
    assert post(body, content_type="application/json; charset=utf-8").status_code == 202


class _Counting(io.BytesIO):
    taken = 0

    def read(self, size=-1):
        chunk = super().read(size)
        self.taken += len(chunk)
        return chunk


def test_what_is_too_large_is_refused_before_it_is_read(post, settings, rf, cast, aim):
    settings.SUBMISSION_MAX_BYTES = 5000
    response = post(b"x" * 5001)
    assert (response.status_code, code(response)) == (413, "too_large")


def test_a_body_that_is_longer_than_it_says_is_read_no_further_than_the_limit(settings):
    from builder.embed.problems import Refused
    from relay.bodies import read_body

    settings.SUBMISSION_MAX_BYTES = 5000
    stream = _Counting(b"x" * 100_000)
    sent = {"META": {}, "content_type": "application/json", "read": stream.read}
    with pytest.raises(Refused):
        read_body(type("Request", (), sent)())
    assert stream.taken == 5001


def test_too_many_from_one_address_have_to_wait(post, body, monkeypatch, valkey):
    monkeypatch.setattr(rates, "PER_WINDOW", rates.STEP + 1)
    answers = [post(body).status_code for _ in range(rates.STEP + 3)]
    assert answers == [202] * (rates.STEP + 1) + [429] * 2
    response = post(body)
    assert (code(response), response["Retry-After"]) == ("too_many", "60")
    assert post(body, REMOTE_ADDR="192.0.2.7").status_code == 202
    assert not any(b"127.0.0.1" in key for key in valkey.keys("*"))


def test_addresses_of_one_ipv6_network_are_counted_as_one(monkeypatch, valkey):
    monkeypatch.setattr(rates, "PER_WINDOW", rates.STEP)
    asked = [rates.is_too_often(f"2001:db8:1:2::{number:x}") for number in range(rates.STEP + 1)]
    assert asked == [False] * rates.STEP + [True]
    assert not rates.is_too_often("2001:db8:1:3::1")


def test_an_address_is_the_same_however_it_is_written(monkeypatch, valkey):
    monkeypatch.setattr(rates, "PER_WINDOW", rates.STEP)
    forms = ["192.0.2.7", "::ffff:192.0.2.7"] * rates.STEP
    assert any(rates.is_too_often(form) for form in forms[: rates.STEP + 1])
