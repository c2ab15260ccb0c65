"""Find a marker in streams of bytes, in every spelling that stores and logs use."""

from __future__ import annotations

import base64
import html
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

_GZIP = b"\x1f\x8b\x08"
_PACKED = re.compile(_GZIP + rb"|\x78[\x01\x5e\x9c\xda]")
_PIECE = 1 << 20
# What a bomb may inflate to before it is left alone, how many may be open, and how deep.
_MOST_INFLATED = 1 << 28
_MOST_OPEN = 64
_DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """Where something was found, and how it was spelled: never what."""

    offset: int
    spelling: str


class Needle:
    """What is looked for: byte strings, each with the name of its spelling."""

    def __init__(self, spellings: Mapping[bytes, str]) -> None:
        self.spellings = dict(spellings)
        self.longest = max(map(len, spellings))

    @classmethod
    def of(cls, marker: str) -> Needle:
        """Return a text in all its spellings, the plainest first."""
        return cls(dict(reversed(list(_spellings(marker)))))

    @classmethod
    def raw(cls, *parts: bytes) -> Needle:
        """Return bytes as they are."""
        return cls(dict.fromkeys(parts, "bytes"))

    def search(self, chunks: Iterable[bytes]) -> Iterator[Hit]:
        """Give each place in a stream, in bounded memory, whatever its chunks cut apart."""
        scan = _Scan(self, 0)
        for chunk in chunks:
            yield from scan.feed(chunk)


def _spellings(marker: str) -> Iterator[tuple[bytes, str]]:
    escaped = json.dumps(marker)[1:-1]
    for text, name in (
        (marker, "text"),
        (escaped, "JSON"),
        (json.dumps(escaped)[1:-1], "JSON in JSON"),
        (html.escape(marker), "HTML"),
        (quote(marker), "URL"),
        (quote_plus(marker), "URL"),
    ):
        yield text.encode(), name
        yield from _in_base64(text.encode(), f"{name} in base64")
    for encoding in ("utf-16-le", "utf-16-be"):
        yield marker.encode(encoding), "UTF-16"
        yield from _in_base64(marker.encode(encoding), "UTF-16 in base64")
    raw = marker.encode()
    yield from ((raw.hex().encode(), "hex"), (raw.hex().upper().encode(), "hex"))


def _in_base64(raw: bytes, name: str) -> Iterator[tuple[bytes, str]]:
    """Give what is the same whatever the neighbours are, for each of the three alignments."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw + b"\0" * (-(before + len(raw)) % 3))
        first = (before * 8 + 5) // 6
        sure = whole[first : (before + len(raw)) * 8 // 6]
        yield sure, name
        yield sure.translate(bytes.maketrans(b"+/", b"-_")), name


class _Scan:
    """A stream that is being searched: keeps as much of its end as a needle may reach back."""

    def __init__(self, needle: Needle, depth: int) -> None:
        self._needle, self._depth = needle, depth
        self._carry, self._at = b"", 0
        self._members: list[_Member] = []

    def feed(self, data: bytes) -> Iterator[Hit]:
        window, seen = self._carry + data, len(self._carry)
        begins = self._at - seen
        for part, name in self._needle.spellings.items():
            at = window.find(part, max(0, seen - len(part) + 1))
            while at >= 0:
                yield Hit(begins + at, name)
                at = window.find(part, at + 1)
        yield from self._inside(window, seen, begins)
        self._at += len(data)
        self._carry = window[-max(self._needle.longest - 1, 2) :]

    def _inside(self, window: bytes, seen: int, begins: int) -> Iterator[Hit]:
        """Search what is packed by gzip or zlib, wherever in the stream that begins."""
        if self._depth == _DEEPEST:
            return
        view = memoryview(window)
        for member in self._members:
            yield from member.feed(view[seen:])
        for found in _PACKED.finditer(window):
            self._members = [one for one in self._members if one.goes_on]
            if found.end() > seen and len(self._members) < _MOST_OPEN:
                scan = _Scan(self._needle, self._depth + 1)
                member = _Member(scan, begins + found.start(), is_gzip=found[0] == _GZIP)
                yield from member.feed(view[found.start() :])
                self._members.append(member)


class _Member:
    """What began like something packed: most often it isn't, and ends at once."""

    def __init__(self, scan: _Scan, offset: int, *, is_gzip: bool) -> None:
        self._scan, self._offset = scan, offset
        self._name = "gzip" if is_gzip else "zlib"
        self._inflate = zlib.decompressobj(31 if is_gzip else 15)
        self._left = _MOST_INFLATED
        self.goes_on = True

    def feed(self, data: memoryview | bytes) -> Iterator[Hit]:
        clear = b""
        while self.goes_on and (data or len(clear) == _PIECE):
            try:
                clear = self._inflate.decompress(data, _PIECE)
            except zlib.error:
                self.goes_on = False
                return
            for hit in self._scan.feed(clear):
                yield Hit(self._offset, f"{hit.spelling} in {self._name}")
            self._left -= len(clear)
            data = self._inflate.unconsumed_tail
            self.goes_on = not self._inflate.eof and self._left > 0
