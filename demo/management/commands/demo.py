from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo import reset, seed


class Command(BaseCommand):
    help = "Make the demo's businesses, as far as they aren't there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="delete them first")
        parser.add_argument("--yes", action="store_true", help="don't ask before deleting")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reset"] and not self.delete(sure=options["yes"]):
            return
        try:
            seed.make_demo()
        except seed.DemoError as error:
            raise CommandError(str(error)) from error
        if options["reset"]:
            self.stdout.write("The demo is as it was on the first day. Its logins are the same.")

    def delete(self, *, sure: bool) -> bool:
        """Delete after a yes; tell whether."""
        if not settings.DEMO:
            raise CommandError("DEMO is off: this instance has no demo to reset.")
        lost = reset.loss()
        self.stdout.write(
            f"This deletes the demo's businesses ({lost.businesses}) with their assistants "
            f"({lost.assistants}) and the traces of their enquiries ({lost.enquiries}, of which "
            f"{lost.held} not delivered yet). Other businesses stay as they are."
        )
        if not sure and input('Type "yes" to go on: ').strip().lower() not in {"yes", "ja"}:
            self.stdout.write("Nothing was deleted.")
            return False
        reset.remove()
        return True
