"""What a file is, judged by what is in it: neither its name nor what the browser says decides.

A library was tried: puremagic takes a JPEG with an archive behind it for a JPEG and every zip for
a Word document, and knows no plain text. What few types need is read here.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from builder.fields import Invalid
from relay import archives, pictures

_HEAD = 4096
_PIECE = 2**18


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that may be taken; `group` is what a question's configuration names."""

    mime: str
    group: str
    word: str
    extensions: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
JPEG = FileType("image/jpeg", "picture", "JPEG", (".jpg", ".jpeg", ".jpe", ".jfif"))
PNG = FileType("image/png", "picture", "PNG", (".png",))
WEBP = FileType("image/webp", "picture", "WebP", (".webp",))
GIF = FileType("image/gif", "picture", "GIF", (".gif",))
PDF = FileType("application/pdf", "pdf", "PDF", (".pdf",))
DOCX = FileType(f"{_OFFICE}.wordprocessingml.document", "document", "DOCX", (".docx",))
XLSX = FileType(f"{_OFFICE}.spreadsheetml.sheet", "document", "XLSX", (".xlsx",))
ODT = FileType("application/vnd.oasis.opendocument.text", "document", "ODT", (".odt",))
TEXT = FileType("text/plain", "document", "TXT", (".txt", ".csv"))
TYPES = (JPEG, PNG, WEBP, GIF, PDF, DOCX, XLSX, ODT, TEXT)

_BEGINS = {b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG, b"GIF87a": GIF, b"GIF89a": GIF}
_BEGINS |= {b"%PDF-": PDF}
_IN_ARCHIVE = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, ODT.mime: ODT}
_NO_TEXT = (b"<?xml", b"%!PS", b"{\\rtf", b"#!")

# What makes a file two things at once. Each is so long that no picture has it by chance.
_PAGE = rb"<(?:html|script|iframe|object|embed|body)[\s/>]|<!doctype\s+html|<\?php\s"
_ARCHIVE = rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c"
_FOREIGN = {
    PDF: re.compile(_PAGE + b"|" + _ARCHIVE, re.IGNORECASE),
    TEXT: re.compile(_PAGE + rb"|%PDF-[12]\.|<svg[\s>]", re.IGNORECASE),
}
_FOREIGN_TO_PICTURES = re.compile(_PAGE + b"|" + _ARCHIVE + rb"|%PDF-[12]\.", re.IGNORECASE)
_OVERLAP = 32
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def judge(file: IO[bytes], size: int, groups: Iterable[str]) -> FileType:
    """Return what a file is. Raises Invalid if that isn't wanted, or it isn't whole."""
    wanted = [one for one in TYPES if one.group in groups]
    found = _recognise(file, size)
    if found not in wanted or _is_also_something_else(file, size, found):
        raise Invalid("file_type_refused", types=", ".join(one.word for one in wanted))
    try:
        if found.group == "picture":
            pictures.check(file, found.word.upper())
        if found is PDF:
            _check_end(file, size)
    except pictures.BrokenError as broken:
        raise Invalid(broken.code, **broken.params) from None
    return found


def with_extension(name: str, type_: FileType) -> str:
    """Return a name that says what the file is: a picture called invoice.exe is a trap."""
    fits = name.lower().endswith(type_.extensions)
    return name if fits else name + type_.extensions[0]


def _recognise(file: IO[bytes], size: int) -> FileType | None:
    file.seek(0)
    head = file.read(_HEAD)
    for begin, found in _BEGINS.items():
        if head.startswith(begin):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(archives.BEGIN):
        return _IN_ARCHIVE.get(archives.kind(file, size))
    return TEXT if not head.startswith(_NO_TEXT) and _is_text(file) else None


def _is_text(file: IO[bytes]) -> bool:
    """Tell whether it is UTF-8 without control characters, from its first byte to its last."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    file.seek(0)
    try:
        while piece := file.read(_PIECE):
            if _CONTROL.search(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_also_something_else(file: IO[bytes], size: int, found: FileType) -> bool:
    """Tell whether another program would take it for a page, a PDF or an archive."""
    if found.group != "document" and archives.ends_like_one(file, size):
        return True
    foreign = _FOREIGN_TO_PICTURES if found.group == "picture" else _FOREIGN.get(found)
    file.seek(0)
    if foreign is None:
        return bool(_FOREIGN_TO_PICTURES.search(file.read(_HEAD)))
    before = b""
    while piece := file.read(_PIECE):
        if foreign.search(before + piece):
            return True
        before = piece[-_OVERLAP:]
    return False


def _check_end(file: IO[bytes], size: int) -> None:
    file.seek(max(0, size - 2048))
    if b"%%EOF" not in file.read():
        raise pictures.BrokenError("file_broken")
