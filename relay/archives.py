"""Zip archives by their directory alone: nothing in them is ever unpacked."""

from __future__ import annotations

import struct
import zipfile
from typing import IO

BEGIN = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_MOST_COMMENT = 2**16
_MOST_ENTRIES = 2_000
_MOST_DIRECTORY = 2**20
# An office document grows tenfold when unpacked; what would grow more than this is a bomb.
_MOST_GROWTH = 60
_LONG = 100  # for the name of a type


def ends_like_one(file: IO[bytes], size: int) -> bool:
    """Tell whether programs would find an archive at the end, whatever stands before it."""
    start = max(0, size - _MOST_COMMENT - _END.size)
    file.seek(start)
    tail = file.read()
    at = tail.find(b"PK\x05\x06")
    while at >= 0:
        if len(tail) - at >= _END.size and _is_plausible(tail[at:], start + at):
            return True
        at = tail.find(b"PK\x05\x06", at + 1)
    return False


def kind(file: IO[bytes], size: int) -> str:
    """Name what tells the kind of a document that is a zip archive; "" for any other archive."""
    file.seek(max(0, size - 20 - _END.size))
    tail = file.read()
    if len(tail) < _END.size:
        return ""
    end = _END.unpack(tail[-_END.size :])
    # A comment behind the directory, a huge one or one in a second place: no office program does so.
    if end[0] != b"PK\x05\x06" or end[7] or b"PK\x06\x07" in tail:
        return ""
    if end[4] > _MOST_ENTRIES or end[5] > _MOST_DIRECTORY:
        return ""
    try:
        with zipfile.ZipFile(file) as archive:
            return _kind(archive, size)
    # RuntimeError: locked by a password, or packed in a way that isn't known here.
    except (zipfile.BadZipFile, ValueError, RuntimeError, EOFError, struct.error):
        return ""


def _kind(archive: zipfile.ZipFile, size: int) -> str:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if not entries or min(entry.header_offset for entry in entries) != 0:
        return ""
    if sum(entry.compress_size for entry in entries) > size:
        return ""  # they overlap
    if sum(entry.file_size for entry in entries) > _MOST_GROWTH * size:
        return ""
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return ""
    first = entries[0]
    if first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED:
        return archive.read(first).decode("ascii", "replace") if first.file_size < _LONG else ""
    known = names & {"word/document.xml", "xl/workbook.xml"}
    return known.pop() if "[Content_Types].xml" in names and len(known) == 1 else ""


def _is_plausible(tail: bytes, at: int) -> bool:
    _, disk, first_disk, here, entries, length, offset, _ = _END.unpack(tail[: _END.size])
    return bool(disk == first_disk == 0 and here == entries and length + offset <= at)
