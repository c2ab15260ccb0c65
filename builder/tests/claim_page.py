"""An end user on the page with a group, files and warnings (widget/dev/claim.mjs)."""

from __future__ import annotations

import struct
import zlib

from playwright.sync_api import FilePayload, Locator, Page

from builder.tests.widget_page import Visit

STEPS = [
    "Wer fährt?",
    "Was ist passiert?",
    "Haben Sie Fotos?",
    "Wie erreichen wir Sie?",
    "Ihre Angaben im Überblick",
]
ADD = "Fahrer hinzufügen"
MEGABYTE = 2**20


def picture(name: str = "schaden.png") -> FilePayload:
    """Make a red picture of eight by eight pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff\0\0" * 8) * 8)
    content = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
    return {"name": name, "mimeType": "image/png", "buffer": content}


def pdf(name: str = "gutachten.pdf", size: int = 1000) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7".ljust(size, b"x")}


class Claim:
    """The way through that page."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page: Page = visit.page
        visit.open("claim", loaded=False).at(STEPS[0])

    def entry(self, number: int) -> Locator:
        return self.page.get_by_role("group", name=f"Fahrer {number}", exact=True)

    def driver(self, number: int, name: str = "Ada", age: str = "40") -> None:
        """Answer the questions about one driver."""
        entry = self.entry(number)
        entry.get_by_label("Vor- und Nachname").fill(name)
        entry.get_by_label("Alter").fill(age)
        entry.get_by_role("radio", name="Nein").check()

    def to_files(self) -> Claim:
        self.driver(1)
        self.visit.press("Weiter")
        self.visit.at(STEPS[1])
        self.visit.press("Weiter")
        self.visit.at(STEPS[2])
        return self

    def choose(self, *files: FilePayload) -> None:
        self.page.get_by_label("Fotos vom Schaden").set_input_files(list(files))

    def to_review(self, *files: FilePayload) -> Claim:
        """Answer everything, with these files."""
        self.to_files().choose(*files)
        self.visit.press("Weiter")
        self.visit.at(STEPS[3])
        self.page.get_by_label("E-Mail-Adresse").fill("ada@abc.example")
        self.visit.press("Weiter")
        self.visit.at(STEPS[4])
        return self
