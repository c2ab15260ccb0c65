from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from relay import stores
from relay.needle import Needle

# Anything shorter is somewhere by chance.
_SHORTEST = 8
_MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Look for a marker, such as a rare word of a test enquiry, in every store of this instance: "
        "as text, in JSON, base64, UTF-16 and further spellings, packed or not. Ends with 1 where "
        "it is found. What is printed is where, and never what."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "marker", help="at least 8 characters; - reads it from the standard input"
        )
        parser.add_argument(
            "--hex", action="store_true", help="the marker is bytes, in hexadecimal"
        )
        parser.add_argument(
            "--also",
            action="append",
            type=Path,
            default=[],
            metavar="PATH",
            help="a further file or folder: a backup, the logs of a proxy",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        needle = _needle(options["marker"], is_hex=options["hex"])
        total = found = 0
        for store in stores.everything(options["also"]):
            scanned, hits = self._look(needle, store)
            total, found = total + scanned, found + hits
        self.stdout.write(f"{total:,} bytes in all, found {found} times.")
        if found:
            raise CommandError("The marker is still there.", returncode=1)

    def _look(self, needle: Needle, store: stores.Store) -> tuple[int, int]:
        scanned, shown = [0], []
        count = 0
        for place, chunks in store.places:
            for hit in needle.search(_counted(chunks, scanned)):
                count += 1
                shown.append(f"  {place}, at {hit.offset}, as {hit.spelling}")
                del shown[_MOST_SHOWN:]
        self.stdout.write(f"{store.name}: {scanned[0]:,} bytes, found {count} times")
        for line in shown:
            self.stdout.write(line)
        return scanned[0], count


def _counted(chunks: Iterable[bytes], scanned: list[int]) -> Iterator[bytes]:
    for chunk in chunks:
        scanned[0] += len(chunk)
        yield chunk


def _needle(marker: str, *, is_hex: bool) -> Needle:
    text = sys.stdin.readline().rstrip("\n") if marker == "-" else marker
    try:
        raw = bytes.fromhex(text) if is_hex else text.encode()
    except ValueError:
        raise CommandError("That is not hexadecimal.") from None
    if len(raw) < _SHORTEST:
        raise CommandError(f"The marker is too short: {_SHORTEST} bytes at least.")
    return Needle.raw(raw) if is_hex else Needle.of(text)
