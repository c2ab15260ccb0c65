from __future__ import annotations

import imaplib
import mailbox
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from relay import bounce_mail, bounce_reports, bouncing
from relay.sealing import CannotOpenError

_TRY_LATER = getattr(os, "EX_TEMPFAIL", 75)


class Command(BaseCommand):
    help = (
        "Read mails that came back to BOUNCE_ADDRESS: one from standard input, or those in a "
        "mailbox. What was about a mail of this instance is deleted there, anything else stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        place = parser.add_mutually_exclusive_group()
        place.add_argument("--maildir", type=Path, help="a folder with new and cur in it")
        place.add_argument("--mbox", type=Path, help="a file; nobody else may write it unlocked")
        place.add_argument("--imap", metavar="HOST", help="a server, asked over TLS")
        parser.add_argument("--port", type=int, default=993)
        parser.add_argument("--user", default=settings.BOUNCE_ADDRESS, help="who logs in there")
        parser.add_argument("--folder", default="INBOX")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.BOUNCE_ADDRESS:
            raise CommandError("Set BOUNCE_ADDRESS: without it no mail comes back to us.")
        came_back = 0

        def read(raw: bytes) -> bool:
            nonlocal came_back
            report = bounce_reports.read(raw)
            try:
                came_back += bool(report and bouncing.take(report))
            except CannotOpenError:
                # One destination's settings can't be opened: the reports of others come behind it.
                self.stderr.write(f"Not noted, and left there: {report and report.delivery_id}.")
                return False
            return report is not None

        try:
            count = _read_all(options, read)
        except DatabaseError:
            sys.exit(_TRY_LATER)  # a mail server that pipes messages to us keeps this one
        except (OSError, mailbox.Error, imaplib.IMAP4.error) as error:
            raise CommandError(f"The mailbox can't be read ({type(error).__name__}).") from None
        self.stdout.write(f"{count} read, {came_back} of them paused an address.")


def _read_all(options: dict[str, Any], read: bounce_mail.Read) -> int:
    if options["maildir"]:
        return bounce_mail.from_maildir(options["maildir"], read)
    if options["mbox"]:
        return bounce_mail.from_mbox(options["mbox"], read)
    if options["imap"]:
        login = (options["user"], settings.BOUNCE_PASSWORD, options["folder"])
        return bounce_mail.from_imap(options["imap"], options["port"], *login, read)
    read(sys.stdin.buffer.read(bounce_reports.MOST_READ))
    while sys.stdin.buffer.read(bounce_reports.MOST_READ):
        pass  # who writes it takes an end before its own for a failure
    return 1
