"""Files that nobody should take: two things at once, bombs, broken ones, and types not asked for."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib

from zenflow.testing.some_files import archive, docx, pdf, picture

PAGE = b"<html><script>alert(1)</script></html>"
ZIP = archive({"evil.exe": b"MZ" * 50})
RAR = b"Rar!\x1a\x07\x01\x00" + b"x" * 60
SEVEN = b"7z\xbc\xaf\x27\x1c\x00\x04" + b"x" * 60


def chunk(kind: bytes, content: bytes) -> bytes:
    """Write a chunk of a PNG."""
    crc = zlib.crc32(kind + content)
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", crc)


def png(width: int, height: int, *more: bytes, rows: bytes = b"") -> bytes:
    """Make a PNG that claims a size, whatever is in it."""
    head = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows or b"\0" * 100, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + body


def _jpeg_of_size(width: int, height: int) -> bytes:
    made = bytearray(picture())
    at = made.index(b"\xff\xc0")
    made[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(made)


def _jpeg_of_scans(count: int) -> bytes:
    made = picture(progressive=True)
    last = made.rindex(b"\xff\xda")
    return made[:-2] + made[last:-2] * count + b"\xff\xd9"


def jpeg_of_empty_scans(count: int) -> bytes:
    """Make a JPEG that costs ten bytes for each time that it is gone through."""
    made = picture()
    scans = (b"\xff\xda\0\x08\x01" + bytes([1 + at % 3]) + b"\0\0\x3f\0" for at in range(count))
    return made[: made.index(b"\xff\xda")] + b"".join(scans) + b"\xff\xd9"


def _jpeg_with_comment(words: bytes) -> bytes:
    made = picture()
    return made[:2] + b"\xff\xfe" + struct.pack(">H", len(words) + 2) + words + made[2:]


def _overlapping() -> bytes:
    """Make a document whose entries all claim the same bytes."""
    made = docx({f"word/{n}.xml": b"x" for n in range(50)})
    entry = made.index(b"PK\x01\x02")
    spoilt = bytearray(made)
    while entry >= 0:
        spoilt[entry + 20 : entry + 24] = struct.pack("<L", len(made) // 2)
        entry = made.find(b"PK\x01\x02", entry + 1)
    return bytes(spoilt)


def _locked() -> bytes:
    made = bytearray(_stored({"mimetype": b"application/vnd.oasis.opendocument.text"}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def _tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as out:
        out.addfile(tarfile.TarInfo("../../etc/passwd"))
    return made.getvalue()


def _stored(entries: dict[str, bytes]) -> bytes:
    return archive(entries, packed=False)


def _commented(content: bytes) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as out:
        out.comment = PAGE
    return made.getvalue()


TWO_AT_ONCE = {
    "a JPEG with an archive behind it": picture() + ZIP,
    "a JPEG with an archive and its comment": picture() + _commented(ZIP),
    "a JPEG with an archive and bytes behind that": picture() + ZIP + b"\xff\xd9" * 20,
    "a PNG with an archive behind it": picture("PNG") + ZIP,
    "a GIF with an archive behind it": picture("GIF") + ZIP,
    "a WebP with an archive behind it": picture("WEBP") + ZIP,
    "a JPEG with a Java archive behind it": picture() + archive({"META-INF/MANIFEST.MF": b"x"}),
    "a JPEG with RAR behind it": picture() + RAR,
    "a PNG with 7z behind it": picture("PNG") + SEVEN,
    "a JPEG with a PDF behind it": picture() + pdf(),
    "a PNG with a PDF behind it": picture("PNG") + pdf(),
    "a JPEG with a PDF in its comment": _jpeg_with_comment(pdf()),
    "a JPEG with a page in its comment": _jpeg_with_comment(PAGE),
    "a JPEG with PHP in its comment": _jpeg_with_comment(b"<?php system($_GET[0]); ?>"),
    "a JPEG with a doctype in its comment": _jpeg_with_comment(b"<!DOCTYPE\thtml>"),
    "a PNG with a script in a text": png(9, 9, chunk(b"tEXt", b"a\0<SCRIPT src=//x>")),
    "a GIF with a frame behind it": picture("GIF") + b"<iframe src=x>",
    "a GIF that is a script": b"GIF89a/*" + b"\0" * 30 + b"*/=1;//<script >",
    "a PDF with an archive behind it": pdf() + ZIP,
    "a PDF with a page in it": pdf(PAGE.decode()),
    "a PDF with RAR in it": pdf() + RAR + b"%%EOF",
    "a PDF behind a page": PAGE + pdf(),
    "a PDF behind other bytes": b"x" * 100 + pdf(),
    "a document with a PDF in front": _stored({"%PDF-1.7": b"x"}) + docx(),
    "a document with a PDF as its first entry": _stored(
        {"%PDF-1.7": pdf(), "[Content_Types].xml": b"x", "word/document.xml": b"x"}
    ),
    "a document with a page as its comment": _commented(docx()),
    "a document behind other bytes": b"PK\x03\x04" + b"x" * 40 + docx(),
    "a text that is a page": b"Hello\n" + PAGE,
    "a text that is a drawing": b"\n\n<svg onload=alert(1) xmlns='http://www.w3.org/2000/svg'/>",
    "a text with a PDF in it": b"Hello\n" + pdf(),
}

NOT_ASKED_FOR = {
    "a Windows program": b"MZ\x90\x00" + b"\0" * 200,
    "a Linux program": b"\x7fELF\x02\x01\x01" + b"\0" * 60,
    "a macOS program": b"\xcf\xfa\xed\xfe" + b"\0" * 60,
    "a Java class": b"\xca\xfe\xba\xbe\0\0\0\x34",
    "a page": PAGE,
    "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "XML": b"<?xml version='1.0'?><a/>",
    "a shell script": b"#!/bin/sh\nrm -rf /\n",
    "PHP": b"<?php phpinfo();",
    "rich text": b"{\\rtf1 hello}",
    "PostScript": b"%!PS-Adobe-3.0\n",
    "an archive": ZIP,
    "an archive in an archive": archive({"42.zip": archive({"a": b"\0" * 1_000_000})}),
    "an empty archive": b"PK\x05\x06" + b"\0" * 18,
    "an archive with a folder out of itself": archive({"../../x": b"x"}),
    "RAR": RAR,
    "7z": SEVEN,
    "gzip": b"\x1f\x8b\x08\0" + b"\0" * 30,
    "tar": _tar(),
    "a presentation": archive({"[Content_Types].xml": b"x", "ppt/presentation.xml": b"x"}),
    "a document with macros": docx({"word/vbaProject.bin": b"x"}),
    "an old document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
    "a book": _stored({"mimetype": b"application/epub+zip"}),
    "a film": b"\0\0\0\x18ftypmp42" + b"\0" * 40,
    "a HEIC picture": b"\0\0\0\x18ftypheic" + b"\0" * 40,
    "a document locked by a password": _locked(),
    "a TIFF picture": b"II*\0" + b"\0" * 40,
    "a bitmap": picture("BMP"),
    "an icon": picture("ICO"),
    "a text in Latin-1": "Grüße".encode("latin-1"),
    "a text in UTF-16": "Grüße".encode("utf-16"),
    "a text with NUL": b"a\0b",
    "a text with an escape": b"a\x1b[2Jb",
    "a text that breaks off in a letter": "Grü".encode()[:-1],
}

BROKEN = {
    "a JPEG cut off": picture(size=(300, 300))[:400],
    "the beginning of a JPEG": b"\xff\xd8\xff\xe0",
    "a PNG cut off": picture("PNG", (300, 300))[:70],
    "a PNG with a wrong sum": picture("PNG").replace(b"IDAT", b"IDAU"),
    "a PNG with too few rows": png(90, 90),
    "a GIF cut off": picture("GIF", (300, 300))[:30],
    "a WebP cut off": picture("WEBP", (300, 300))[:40],
    "a PDF without its end": pdf()[:-8],
    "a JPEG of very many scans": _jpeg_of_scans(200),
    "a JPEG of very many empty scans": jpeg_of_empty_scans(200),
    "a PNG whose text unpacks to 100 MB": png(
        9, 9, chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 100_000_000, 9)), rows=b"\0" * 252
    ),
}

TOO_MANY_PIXELS = {
    "a PNG of 60,000 by 60,000": png(60_000, 60_000),
    "a PNG of 2 billion by one": png(2**31 - 1, 1),
    "a PNG that unpacks to 90 MB": png(6000, 5000, rows=b"\0" * (18_001 * 5000)),
    "a JPEG of 65,000 by 65,000": _jpeg_of_size(65_000, 65_000),
    "a GIF of 65,000 by 65,000": b"GIF89a"
    + struct.pack("<HH", 65_000, 65_000)
    + picture("GIF")[10:],
}

BOMBS = {
    "a document that unpacks to 200 MB": docx({"word/media/a": b"\0" * 200_000_000}),
    "a document whose entries overlap": _overlapping(),
    "a document of 5,000 entries": docx({f"word/{n}.xml": b"" for n in range(5000)}),
    "a document whose directory is elsewhere": docx()[:-22]
    + b"PK\x06\x07"
    + b"\0" * 16
    + docx()[-22:],
    "a document cut off": docx()[:-30],
}
