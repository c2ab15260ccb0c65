"""`make demo-reset`: the demo as it was on the first day, with the settings of `make run`."""

from __future__ import annotations

import os
import sys

import django
from django.core.management import call_command
from django.core.management.base import CommandError

from zenflow.supervisor.defaults import set_defaults


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zenflow.settings")
    set_defaults()
    django.setup()
    try:
        call_command("demo", *sys.argv[1:], reset=True)
    except CommandError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
