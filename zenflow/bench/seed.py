"""Make what is measured: both schemas, and the cast's assistant with a destination."""

from __future__ import annotations

import json
import os

import django


def main() -> None:
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone
    from django_scopes import scope

    from relay import destinations
    from relay.models import Destination
    from relay.states import DestinationState
    from zenflow.testing.cast import GOOD_ANSWERS, make_published, make_tenant

    for alias in settings.DATABASES:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    tenant = make_tenant("Alpha", "https://www.alpha.example")
    assistant = make_published(tenant)
    with scope(tenant=tenant):
        destination = destinations.create(tenant, "Inbox", os.environ["BENCH_RECEIVER"])
        row = Destination.objects.filter(pk=destination.pk)
        row.update(state=DestinationState.ACTIVE, verified_at=timezone.now())
    made = {"public_id": assistant.public_id, "version": str(assistant.live_version_id)}
    print(json.dumps({**made, "answers": GOOD_ANSWERS}))  # noqa: T201


if __name__ == "__main__":
    main()
