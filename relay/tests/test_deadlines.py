from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest

from relay import http
from relay.states import Outcome

SHORT = timedelta(seconds=0.6)


@contextmanager
def raw_server(talk):
    """A server that says whatever a test wants, byte by byte."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve():
        try:
            connection, _ = listening.accept()
            with connection:
                talk(connection)
        except OSError:
            pass

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        listening.close()
        thread.join(5)


def _drip(text, read_first=True):
    def talk(connection):
        if read_first:
            connection.recv(65536)
        for byte in text:
            connection.sendall(bytes([byte]))
            time.sleep(0.1)

    return talk


@pytest.mark.parametrize(
    "text",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 100,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 10,
    ],
    ids=["headers", "continues"],
)
def test_a_drip_ends_at_the_deadline(text):
    with raw_server(_drip(text)) as url:
        begun = time.monotonic()
        result = http.post(url, b"{}", {}, SHORT)
        assert 0.5 < time.monotonic() - begun < 1.5
    assert (result.outcome, result.status) == (Outcome.TIMED_OUT, None)


def test_a_drip_in_the_body_ends_at_the_deadline():
    def talk(connection):
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        _drip(b"x" * 100, read_first=False)(connection)

    with raw_server(talk) as url:
        begun = time.monotonic()
        result = http.post(url, b"{}", {}, SHORT)
        assert 0.5 < time.monotonic() - begun < 1.5
    assert result.outcome == Outcome.TIMED_OUT


def test_a_receiver_that_takes_nothing_in_ends_at_the_deadline():
    with raw_server(lambda connection: time.sleep(3)) as url:
        begun = time.monotonic()
        result = http.post(url, b"x" * 20_000_000, {}, SHORT)
        assert time.monotonic() - begun < 1.5
    assert result.outcome == Outcome.TIMED_OUT


@pytest.mark.parametrize("text", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 2"])
def test_what_is_no_answer_is_unreachable(text):
    def talk(connection):
        connection.recv(65536)
        connection.sendall(text)

    with raw_server(talk) as url:
        assert http.post(url, b"{}", {}).outcome == Outcome.UNREACHABLE
