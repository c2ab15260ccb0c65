"""Bring the databases up to date and fill in the demo: one process, before anything serves."""

from __future__ import annotations

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, SystemCheckError


def main() -> None:
    """Check, migrate both databases, renew collected files, fill in the demo."""
    django.setup()
    for database in settings.DATABASES:
        call_command("migrate", database=database, interactive=False, verbosity=0)
    call_command("check", databases=list(settings.DATABASES))
    if not settings.WHITENOISE_USE_FINDERS:  # once collected, the collected files are served
        call_command("collectstatic", interactive=False, verbosity=0)
    if settings.DEMO:
        call_command("demo")


if __name__ == "__main__":
    try:
        main()
    except (CommandError, SystemCheckError) as error:
        raise SystemExit(str(error)) from error
