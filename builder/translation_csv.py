"""Translations as a CSV file, for spreadsheets: written with care, read with suspicion.

1. UTF-8 with a byte order mark and semicolons, which is what a German spreadsheet expects; commas
   and tabs are read as well.
2. A cell that a spreadsheet would take for a formula, blanks before it or not, gets an apostrophe
   in front; reading takes it away. So does a cell that begins with an apostrophe: what is read is
   what was written.
3. The id names the text and the language, so a file can't be read into another language or
   another assistant. The column "source" says which wording a translation translates: one made
   of an older wording stays marked as such.
4. A file is taken whole or not at all; what is wrong is said by line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from builder.fields.text import trim
from builder.translating import RIGHT, STALE, Change, Line

COLUMNS = ("id", "place", "source", "target", "state")
MOST_BYTES = 2_000_000
MOST_ROWS = 10_000
MOST_ERRORS = 50
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")
_BEGINNING = "\ufeff"


class FileError(Exception):
    """The file as a whole can't be read; the message says why."""


@dataclass
class Reading:
    """What a file would change, and what is wrong with it by line number."""

    changes: list[Change] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)
    same: int = 0
    empty: int = 0


def write(lines: list[Line], place: Callable[[Line], str], words: dict[str, str]) -> str:
    """Write a file; `words` says each state."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        cells = (place(line), line.source.shown, line.shown, words[line.state])
        writer.writerow([_id(line), *map(_guarded, cells)])
    return _BEGINNING + out.getvalue()


def decode(content: bytes) -> str:
    """Return a file's text. Raises FileError."""
    if len(content) > MOST_BYTES:
        raise FileError(_("The file is larger than 2 MB."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(
            _("The file isn't in UTF-8. Save it as “CSV UTF-8” in your spreadsheet.")
        ) from error


def read(text: str, lines: list[Line], right: str, check: Callable[[Line, str], str]) -> Reading:
    """Compare a file with what there is. `right` is the word that calls a stale one right.

    Raises FileError when it isn't such a file at all.
    """
    known = {_id(line): line for line in lines}
    reading, seen = Reading(), set[str]()
    for number, cells in _rows(text):
        line = known.get(cells["id"].strip())
        if line is None:
            reading.errors.append((number, _("No text of this assistant has this id.")))
        elif line.name in seen:
            reading.errors.append((number, _("This id stands in the file twice.")))
        elif error := check(line, _plain(cells["target"])):
            reading.errors.append((number, error))
        else:
            _judge(reading, line, cells, right)
        seen.add(line.name if line else "")
    del reading.errors[MOST_ERRORS:]
    return reading


def _judge(reading: Reading, line: Line, cells: dict[str, str], right: str) -> None:
    target = _plain(cells["target"])
    of = _of(line, cells)
    confirmed = line.state == STALE and cells.get("state", "").strip() in {RIGHT, right}
    if not target:
        reading.empty += 1
    elif target != trim(line.shown) or (confirmed and of == line.source.text):
        reading.changes.append(Change(line, line.stored(target), of))
    else:
        reading.same += 1


def _of(line: Line, cells: dict[str, str]) -> str:
    """Say which wording a translation translates: the one beside it, else today's."""
    source = line.source
    said = _plain(cells.get("source", ""))
    return source.text if said in {"", trim(source.shown)} else said


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the rows below the heading, each with the number of the line that it begins in."""
    heading = next(iter(text.splitlines()), "")
    delimiter = max(";,\t", key=heading.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    number, count = 1, 0
    try:
        for cells in rows:
            if not names:
                names = [cell.strip().lower() for cell in cells]
                if not {"id", "target"} <= set(names):
                    raise FileError(_("The file has no columns “id” and “target”."))
            elif any(cell.strip() for cell in cells):
                count += 1
                if count > MOST_ROWS:
                    raise FileError(_("The file has more than 10,000 lines."))
                short = [""] * (len(names) - len(cells))
                yield number, dict(zip(names, [*cells, *short], strict=False))
            number = rows.line_num + 1
    except csv.Error as error:
        raise FileError(
            _("Line %(number)s can't be read: is a quotation mark missing?") % {"number": number}
        ) from error
    if not names:
        raise FileError(_("The file is empty."))


def _id(line: Line) -> str:
    return f"{line.name}.{line.locale}"


def _guarded(cell: str) -> str:
    return f"'{cell}" if _is_formula(cell) else cell


def _plain(cell: str) -> str:
    text = trim(cell.replace("\r\n", "\n"))
    return trim(text[1:]) if text[:1] == "'" and _is_formula(text[1:]) else text


def _is_formula(cell: str) -> bool:
    return cell.startswith(_FORMULA) or trim(cell).startswith(_FORMULA)
