"""Which version an address shows right now: one look-up, remembered for two seconds.

A query for each page view would halve what a process can serve; two seconds is how long a
pause may take to hold.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django_scopes import scopes_disabled

from builder import availability, previewing
from builder.embed.problems import Refused
from builder.flows.locales import pick
from builder.flows.messages import message
from builder.models import Assistant

REMEMBERED = 2.0  # seconds
_MOST = 4096
_PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{1,24}")

# Replaced in tests, which can't wait.
clock = time.monotonic

_remembered: dict[str, tuple[float, Live | None]] = {}


@dataclass(frozen=True, slots=True)
class Live:
    """What an assistant shows to end users at the moment."""

    assistant_id: UUID
    tenant_id: UUID
    state: str
    is_active: bool
    origins: tuple[str, ...]
    recipient: str
    contact: str
    version_id: UUID | None
    opens_at: datetime | None
    closes_at: datetime | None
    cap: int | None
    accepted: int
    closed_text: dict[str, str]
    locales: tuple[str, ...]
    default_locale: str
    # Of a preview link: whether tests are delivered. None for the assistant itself.
    tests_delivered: bool | None = None

    def __hash__(self) -> int:
        return hash(self.version_id)

    @property
    def is_preview(self) -> bool:
        """Tell whether it is a draft, shown to whoever has the link."""
        return self.tests_delivered is not None

    @property
    def code(self) -> str | None:
        """Say which problem stands in the way of showing it."""
        if not self.is_active or self.state == Assistant.State.ARCHIVED:
            return "closed"
        if self.state == Assistant.State.PAUSED:
            return "paused"
        if not self.version_id:
            return "unknown_assistant"
        return availability.problem(self, timezone.now())

    def locale(self, wanted: str | None) -> str:
        """Choose among the languages that the version has."""
        return pick(wanted, self.locales, self.default_locale)


def find(public_id: str) -> Live | None:
    """Look an assistant up by its public id; what was never published doesn't exist."""
    now = clock()
    known = _remembered.get(public_id)
    if known is not None and now < known[0]:
        return known[1]
    if previewing.is_token(public_id):
        live = _look_up_preview(public_id)
    elif _PUBLIC_ID.fullmatch(public_id):
        live = _look_up(public_id)
    else:
        return None
    if len(_remembered) >= _MOST:
        _remembered.clear()
    _remembered[public_id] = (now + REMEMBERED, live)
    return live


def showing(public_id: str, wanted: str | None) -> Live:
    """Find what an assistant shows. Raises Refused with a problem the widget can show."""
    live = find(public_id)
    if live is None:
        raise Refused("unknown_assistant")
    if live.code is None:
        return live
    locale = live.locale(wanted)
    hint = message("contact_hint", locale, recipient=live.recipient, contact=live.contact)
    said = availability.said(live.code, live.closed_text, locale, live.default_locale)
    raise Refused(live.code, locale=locale, contact=hint if live.contact else "", **said)


def forget() -> None:
    """Drop what is remembered: for tests and for a fork."""
    _remembered.clear()


_COLUMNS = {
    "assistant_id": "id",
    "tenant_id": "tenant_id",
    "state": "state",
    "is_active": "tenant__is_active",
    "origins": "tenant__allowed_origins",
    "recipient": "tenant__legal_name",
    "contact": "tenant__contact",
    "version_id": "live_version_id",
    "opens_at": "opens_at",
    "closes_at": "closes_at",
    "cap": "cap",
    "accepted": "accepted",
    "closed_text": "closed_text",
    "locales": "live_version__document__locales",
    "default_locale": "live_version__document__default_locale",
    "fallback": "default_locale",
}


def _look_up(public_id: str) -> Live | None:
    # The one look-up of a public page without a tenant: it finds out which tenant it is.
    with scopes_disabled():
        rows = Assistant.objects.filter(public_id=public_id)
        found = list(rows.values_list(*_COLUMNS.values())[:1])
    if not found:
        return None
    row: dict[str, Any] = dict(zip(_COLUMNS, found[0], strict=True))
    fallback = row.pop("fallback")
    if row["state"] == Assistant.State.DRAFT and row["version_id"] is None:
        return None
    row["locales"] = tuple(row["locales"] or [fallback])
    row["origins"] = tuple(row["origins"])
    row["default_locale"] = row["default_locale"] or fallback
    return Live(**row)


def _look_up_preview(token: str) -> Live | None:
    """Look a preview link up, and freeze its draft as it is at this moment."""
    with scopes_disabled():
        link = previewing.find(token, timezone.now())
        if link is None or link.assistant.state == Assistant.State.ARCHIVED:
            return None
        version = previewing.frozen(link.assistant)
    assistant, tenant = link.assistant, link.assistant.tenant
    return Live(
        assistant_id=assistant.pk,
        tenant_id=tenant.pk,
        state=Assistant.State.LIVE,
        is_active=tenant.is_active,
        origins=(),
        recipient=tenant.legal_name,
        contact=tenant.contact,
        version_id=version.pk if version else None,
        opens_at=None,
        closes_at=None,
        cap=None,
        accepted=0,
        closed_text={},
        tests_delivered=link.deliver,
        locales=tuple(assistant.locales),
        default_locale=assistant.default_locale,
    )
