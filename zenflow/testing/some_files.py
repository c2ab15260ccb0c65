"""Files that tests send: small, whole, and of the types that are taken."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from PIL import Image


def picture(kind: str = "JPEG", size: tuple[int, int] = (24, 16), **more: Any) -> bytes:
    """Make a picture of one colour."""
    made = io.BytesIO()
    Image.new("RGB", size, (180, 60, 20)).save(made, kind, **more)
    return made.getvalue()


def pdf(words: str = "") -> bytes:
    """Make a PDF of one empty page; the words stand in a comment."""
    return (
        f"%PDF-1.4\n% {words}\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
        "trailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
    ).encode()


def archive(entries: dict[str, bytes], packed: bool = True) -> bytes:
    """Make a zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as out:
        for name, content in entries.items():
            out.writestr(name, content)
    return made.getvalue()


def docx(more: dict[str, bytes] | None = None) -> bytes:
    """Make what has the outline of a Word document."""
    return archive(
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **(more or {})}
    )


def xlsx() -> bytes:
    """Make what has the outline of a spreadsheet."""
    return archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"})


def odt() -> bytes:
    """Make what has the outline of an OpenDocument text."""
    mime = b"application/vnd.oasis.opendocument.text"
    return archive({"mimetype": mime, "content.xml": b"<x/>"}, packed=False)


def part(name: str, content: bytes, filename: str | None = None, *headers: str) -> bytes:
    """Write one part as a browser does; `filename` goes in as it is."""
    said = f'; filename="{filename}"' if filename is not None else ""
    lines = [f'Content-Disposition: form-data; name="{name}"{said}', *headers]
    return "\r\n".join([*lines, "", ""]).encode() + content


def multipart(*parts: bytes, boundary: str = "limit", end: bytes = b"--\r\n") -> bytes:
    """Join parts to a body."""
    line = f"\r\n--{boundary}".encode()
    return b"".join(line + b"\r\n" + one for one in parts)[2:] + line + end


def said(id_: str, name: str, content: bytes) -> dict[str, Any]:
    """Say of a file what an answer says."""
    return {"id": id_, "name": name, "size": len(content)}


def json_part(value: Any) -> bytes:
    """Write the part with the answers as the widget does."""
    return part("submission", json.dumps(value).encode(), "blob", "Content-Type: application/json")
