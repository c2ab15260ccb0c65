"""The instance's own mail server: does it take mail from us, and does anybody need it?"""

from __future__ import annotations

import time
from datetime import timedelta
from email.utils import parseaddr
from threading import Lock

from django.conf import settings
from django_scopes import scopes_disabled

from relay import smtp
from relay.mail_connection import Server
from relay.models import Destination
from relay.results import Result
from relay.states import DestinationState, Outcome
from tenants.models import Tenant

# Short, and asked seldom: pages and health checks wait for it.
PATIENCE = timedelta(seconds=3)
KEPT_FOR = 60.0

_lock = Lock()
_kept: dict[Server, tuple[float, Result]] = {}


def ask() -> Result:
    """Tell whether the server takes mail from us, as of at most a minute ago."""
    server = smtp.own_server()
    if server is None:
        return Result(Outcome.NO_MAILER)
    with _lock:
        asked_at, result = _kept.get(server, (-KEPT_FOR, None))
        if result is None or time.monotonic() - asked_at >= KEPT_FOR:
            result = smtp.greet(server, parseaddr(settings.DEFAULT_FROM_EMAIL)[1], PATIENCE)
            _kept.clear()
            _kept[server] = time.monotonic(), result
    return result


def is_needed(tenant: Tenant | None = None) -> bool:
    """Tell whether enquiries are to go through it: a tenant's, or anybody's."""
    with scopes_disabled():  # whether any tenant does is the operator's business, not which
        rows = Destination.objects.filter(needs_our_mailer=True, tenant__is_active=True)
        rows = rows.exclude(state=DestinationState.OFF)
        return bool((rows.filter(tenant=tenant) if tenant else rows).exists())


def is_unset(result: Result) -> bool:
    """Tell whether there is no server at all, which is fine as long as nobody needs one."""
    return result.outcome == Outcome.NO_MAILER


def is_away(tenant: Tenant | None = None) -> bool:
    """Tell whether mail is to go through it and can't."""
    return is_needed(tenant) and not ask().ok


def forget() -> None:
    """Ask anew the next time."""
    _kept.clear()
