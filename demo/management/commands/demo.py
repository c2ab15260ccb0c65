from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo import seed


class Command(BaseCommand):
    help = "Make the demo tenant, its assistant and its webhook, if they aren't there."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            seed.make_demo()
        except seed.DemoError as error:
            raise CommandError(str(error)) from error
