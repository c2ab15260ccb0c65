from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import is_naive
from django_scopes import scopes_disabled

from relay import receipts
from relay.models import Receipt


class Command(BaseCommand):
    help = (
        "Write signed receipts, one a line. Kept apart from the database, they tell "
        "`after_restore` what had been delivered."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since",
            type=_moment,
            default=datetime(1970, 1, 1, tzinfo=UTC),
            help="a day or a time such as 2026-11-23 or 2026-11-23T04:00+01:00; without an "
            "offset it is UTC (default: all)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with scopes_disabled():  # an operator's: all tenants'
            rows = Receipt.objects.filter(issued_at__gte=options["since"]).order_by("issued_at")
            for receipt in rows.iterator():
                self.stdout.write(json.dumps(receipts.as_json(receipt)))


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is no day and no time.") from None
    return at.replace(tzinfo=UTC) if is_naive(at) else at
