"""A marker is found however it is spelled, packed and cut; and nothing else is."""

from __future__ import annotations

import base64
import gzip
import html
import json
import tracemalloc
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.needle import Needle

MARKER = 'Nadel „Ümläut“ & "9f3b"'
SPELLINGS = {
    "text": str.encode,
    "JSON": lambda text: json.dumps(text).encode(),
    "JSON in JSON": lambda text: json.dumps(json.dumps([text])).encode(),
    "HTML": lambda text: html.escape(text).encode(),
    "URL": lambda text: quote(text).encode(),
    "UTF-16": lambda text: text.encode("utf-16-le"),
    "hex": lambda text: text.encode().hex().encode(),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 of JSON": lambda text: base64.b64encode(json.dumps({"a": text}).encode()),
    "base64 for URLs": lambda text: base64.urlsafe_b64encode(text.encode()),
    "base64 of UTF-16": lambda text: base64.b64encode(text.encode("utf-16-le")),
}


def found(content, size=1 << 20, needle=None):
    chunks = [content[at : at + size] for at in range(0, len(content), size)]
    return list((needle or Needle.of(MARKER)).search(chunks))


@pytest.mark.parametrize("name", SPELLINGS)
@pytest.mark.parametrize("before", ["", "a", "ab"])
def test_a_marker_is_found_in_every_spelling_and_alignment(name, before):
    content = SPELLINGS[name](f"{before}{MARKER}zz")
    assert found(b"before " + content + b" after")


@pytest.mark.parametrize(
    "pack", [gzip.compress, zlib.compress, lambda raw: gzip.compress(zlib.compress(raw))]
)
def test_it_is_found_in_what_is_packed_wherever_that_begins(pack):
    packed = pack(b"x" * 5000 + MARKER.encode() + b"y" * 5000)
    content = b"\x1f\x8b\x08 no member x\x9c neither" + packed + b"behind it" + packed
    hits = found(content, 7)
    assert len({hit.offset for hit in hits}) == 2
    assert all("gzip" in hit.spelling or "zlib" in hit.spelling for hit in hits)
    assert found(packed[: len(packed) * 9 // 10], 7), "what was cut off as well"


@given(st.integers(0, 400), st.integers(1, 97))
def test_no_border_between_chunks_hides_it(before, size):
    raw = MARKER.encode()
    hits = found(b"." * before + raw + b"." * 50 + raw, size)
    assert [hit.offset for hit in hits] == [before, before + len(raw) + 50]


@given(st.binary(max_size=3000), st.integers(1, 500))
def test_nothing_else_is_taken_for_it(content, size):
    assert found(content, size) == []


def test_memory_is_bounded_whatever_is_packed():
    bomb = gzip.compress(b"\0" * (24 << 20))
    tracemalloc.start()
    try:
        assert found(bomb) == []
        assert tracemalloc.get_traced_memory()[1] < 12 << 20
    finally:
        tracemalloc.stop()


def test_bytes_are_looked_for_as_they_are():
    secret = bytes(range(200, 240))
    assert [hit.offset for hit in found(b"__" + secret, 5, Needle.raw(secret))] == [2]
