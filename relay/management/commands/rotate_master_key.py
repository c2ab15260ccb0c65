from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from relay import rotation


class Command(BaseCommand):
    help = (
        "Wrap the keys of epochs and the settings of destinations by the newest master key. "
        "Put the new key first in MASTER_KEYS and restart every process before. "
        "May be stopped and started again at any time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done: Counter[str] = Counter()
        failed = 0
        for step in rotation.rotate():
            done[step.what] += step.wrapped
            failed += step.failed
            self.stdout.write(f"{done[step.what]} {step.what} wrapped by {rotation.newest()}.")
        if failed:
            raise CommandError(
                f"{failed} could not be opened: their master key is not in MASTER_KEYS, or they "
                "are broken. Put the key back and start again; remove no key."
            )
        self._say_what_may_go()

    def _say_what_may_go(self) -> None:
        left = rotation.in_use()
        old = [kid for kid in settings.MASTER_KEYS if kid != rotation.newest()]
        for kid in old:
            if left[kid]:
                self.stdout.write(
                    f"{kid} still wraps {left[kid]}: a process wraps by it that doesn't know "
                    f"{rotation.newest()}. Restart all of them, and start this again."
                )
            else:
                self.stdout.write(f"{kid} wraps nothing any more: remove it from MASTER_KEYS.")
        if not old:
            self.stdout.write(f"Everything is wrapped by {rotation.newest()}, the only key.")
