from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scopes_disabled

from relay import restoring, watermark


class Command(BaseCommand):
    help = (
        "Run this after the main database was restored from an older copy, before anything is "
        "started: what had been delivered since is not sent again without being asked for. May be "
        "run again, with further receipts as well."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "receipts",
            nargs="*",
            type=Path,
            help="what `export_receipts` wrote: files, or folders of *.jsonl",
        )
        parser.add_argument(
            "--surely",
            action="store_true",
            help="the main database was restored, although the keys database shows nothing of it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        restored = watermark.is_restored() or options["surely"]
        if not restored and not options["receipts"]:
            raise CommandError(
                "The main database is no older than the keys database says: nothing is to be "
                "done. If it was restored all the same, add --surely."
            )
        with scopes_disabled():  # an operator's: all tenants'
            if restored:
                self.stdout.write(f"{restoring.stop()} deliveries stopped.")
            self._settle(options["receipts"])
            if restored:
                self._finish()
            self.stdout.write(f"{restoring.asked().count()} deliveries wait for their tenants.")

    def _settle(self, paths: Sequence[Path]) -> None:
        found = restoring.settle(_documents(paths))
        self.stdout.write(
            f"{found['settled']} enquiries ended as their receipts say; {found['known']} had, "
            f"{found['absent']} are younger than this copy."
        )
        if found["refused"]:
            self.stderr.write(f"{found['refused']} lines are no receipts of ours: ignored.")

    def _finish(self) -> None:
        ended = restoring.end_unreadable()
        self.stdout.write(f"{ended} ended whose keys were destroyed: nobody knows, nobody can.")
        self.stdout.write(f"{restoring.adopt_keys()} keys of younger copies will be destroyed.")
        watermark.accept()


def _documents(paths: Sequence[Path]) -> Iterator[Any]:
    """Read receipts line by line."""
    for path in paths:
        for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
            yield from _lines(file)


def _lines(file: Path) -> Iterator[Any]:
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                yield _read(line)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} can't be read: {type(error).__name__}.") from None


def _read(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None
