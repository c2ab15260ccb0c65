from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from relay import receipts


class Command(BaseCommand):
    help = "Verify a signed receipt offline, by this instance's keys or by those in a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the receipt, as /r/<number>.json gives it")
        parser.add_argument(
            "--keys", type=Path, help="what /.well-known/zenflow-receipt-keys.json gave"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        document = _read(options["file"])
        keys = _read(options["keys"]) if options["keys"] else receipts.public_keys()
        if not receipts.verify(document, keys):
            raise CommandError("The receipt is not genuine, or was changed.")
        said = document["receipt"]
        self.stdout.write(f"Genuine: {said['reference']}, {said['outcome']}, {said['purged_at']}.")
        if line := document.get("destruction"):
            at = line["statement"]["keys_destroyed_at"]
            self.stdout.write(f"Its keys are destroyed: {at}.")


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} can't be read: {error}") from None
