"""How much work a JPEG makes, told from its markers alone."""

from __future__ import annotations

import re
from typing import IO

# Each scan makes decoders go through the whole picture once more, and ten bytes are enough for one.
# Usual are one, and ten where a picture becomes clearer while it loads.
MOST_SCANS = 20
_MOST_MARKERS = 2_000
_PIECE = 2**16
# What ends a scan's data; those left out are part of it.
_MARKER = re.compile(rb"\xff[^\xff\x00\xd0-\xd7]")
_END, _SCAN = 0xD9, 0xDA
_WITHOUT_LENGTH = frozenset({0x01, 0xD8})


def has_too_many_scans(file: IO[bytes]) -> bool:
    """Tell whether decoding would take long. What stands behind the picture's end isn't looked at."""
    at = scans = markers = 0
    while True:
        file.seek(at)
        piece = file.read(_PIECE)
        found = _MARKER.search(piece)
        if found is None:
            if len(piece) < _PIECE:
                return False
            at += len(piece) - 1  # a marker may begin with the last byte
            continue
        marker = found.group()[1]
        at += found.end()
        scans += marker == _SCAN
        markers += 1
        if scans > MOST_SCANS or markers > _MOST_MARKERS:
            return True
        if marker == _END:
            return False
        if marker not in _WITHOUT_LENGTH:
            file.seek(at)
            at += max(2, int.from_bytes(file.read(2), "big"))
