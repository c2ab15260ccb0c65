from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django_scopes import scopes_disabled

from relay import receipts
from relay.models import Receipt


class Command(BaseCommand):
    help = (
        "Say of each key that receipts are verified by what it signed, and what to put into "
        "RETIRED_RECEIPT_KEYS before its private half is removed from RECEIPT_KEYS. Ends with 1 "
        "if a receipt was signed by a key that is in neither."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with scopes_disabled():  # an operator's: all tenants'
            signed = _counted("kid") + _counted("destruction__statement__kid")
        for number, (kid, seed) in enumerate(settings.RECEIPT_KEYS.items()):
            self.stdout.write(f"{kid}: signed {signed.pop(kid, 0)}{', signs now' * (not number)}.")
            if number:
                self.stdout.write(f"  to retire it: {kid}:{_base64(receipts.public_half(seed))}")
        for kid in settings.RETIRED_RECEIPT_KEYS:
            self.stdout.write(f"{kid}: signed {signed.pop(kid, 0)}, retired.")
        if signed:
            raise CommandError("\n".join(_unverifiable(signed)), returncode=1)


def _counted(field: str) -> Counter[str]:
    """Count the lines that each key signed."""
    rows = Receipt.objects.exclude(**{field: None}).values_list(field)
    return Counter(dict(rows.annotate(count=Count("pk")).order_by()))


def _unverifiable(signed: dict[str, int]) -> Iterator[str]:
    for kid, count in signed.items():
        yield f"{count} lines signed by {kid} can't be verified: put that key back."


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
