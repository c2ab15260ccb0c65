"""Who may hand in what: one look-up by public id, kept for two seconds."""

from __future__ import annotations

import time
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

from django.conf import settings
from django_scopes import scopes_disabled

from builder import availability, previewing
from builder.flows.document import FlowDocument, translated
from builder.models import Assistant, FlowVersion
from builder.publishing import accepts
from relay import schedule
from relay.destinations import for_assistant
from relay.models import Destination
from tenants.models import Tenant

FRESH_FOR = 2.0
_MOST = 500

V = TypeVar("V")


class ClosedError(Exception):
    """Nothing can be handed in here; `code` says why, `door` where that is known."""

    def __init__(self, code: str, door: Door | None = None) -> None:
        super().__init__(code)
        self.code, self.door = code, door


@dataclass(frozen=True, slots=True)
class Door:
    """A version that end users hand in, whose it is, and what it asks."""

    version: FlowVersion
    document: FlowDocument
    # Where it stands: an assistant's public id, or a preview link's token.
    address: str = ""
    # Whether what is handed in goes anywhere: a preview link's tests only if its maker said so.
    delivers: bool = True
    # A test that somebody is waiting for: what doesn't arrive at once is let go, and it goes to
    # every destination, whatever its condition.
    is_trial: bool = False

    def destinations(self) -> list[Destination]:
        """Return where its enquiries go, as of at most two seconds ago.

        What went off meanwhile the sweep stops; what was deleted the database refuses.
        """
        key = (str(self.assistant.pk),)
        found = _destinations.get(key)
        if found is None:
            found = for_assistant(self.assistant)
            _destinations.put(key, found, FRESH_FOR)
        return found

    @property
    def assistant(self) -> Assistant:
        return self.version.assistant

    @property
    def tenant(self) -> Tenant:
        return self.version.assistant.tenant


class _Recent(Generic[V]):
    """The last few values of something, forgotten after a while."""

    def __init__(self) -> None:
        self._values: OrderedDict[tuple[str, ...], tuple[float, V]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, ...]) -> V | None:
        until, value = self._values.get(key, (0.0, None))
        return value if until > time.monotonic() else None

    def put(self, key: tuple[str, ...], value: V, seconds: float) -> None:
        with self._lock:
            self._values.pop(key, None)
            self._values[key] = (time.monotonic() + seconds, value)
            while len(self._values) > _MOST:
                self._values.popitem(last=False)

    def clear(self) -> None:
        self._values.clear()


_doors: _Recent[Door] = _Recent()
_documents: _Recent[FlowDocument] = _Recent()
_destinations: _Recent[list[Destination]] = _Recent()


def find(public_id: str, version_id: uuid.UUID) -> Door:
    """Return where an end user hands in. Raises ClosedError.

    A query per request would halve what an instance can take: state and version are
    kept for two seconds, so that a pause holds within them, and a version's document,
    which never changes, for an hour.
    """
    key = (public_id, str(version_id))
    door = _doors.get(key)
    if door is None:
        door = _look_up(public_id, version_id)
        _doors.put(key, door, FRESH_FOR)
    _check(door)
    return door


def forget() -> None:
    """Drop what this process remembers, but for documents, which never change."""
    _doors.clear()
    _destinations.clear()


def is_welcome(origin: str | None, tenant: Tenant) -> bool:
    """Tell whether a website may hand in for a tenant.

    Every browser names the origin of a POST; what names none is no website. A tenant
    that listed no websites shows its assistants anywhere.
    """
    if origin is None or not tenant.allowed_origins:
        return True
    return origin == settings.PUBLIC_URL or origin in tenant.allowed_origins


def _look_up(public_id: str, version_id: uuid.UUID) -> Door:
    with scopes_disabled():
        delivers, where = _addressed(public_id)
        version = (
            FlowVersion.objects.filter(pk=version_id, **where)
            .select_related("assistant__tenant")
            .defer("document")
            .first()
        )
        if version is None:
            known = Assistant.objects.filter(public_id=public_id).exists()
            raise ClosedError("withdrawn_version" if known else "unknown_assistant")
        return Door(version, _document(version), public_id, delivers)


def _addressed(public_id: str) -> tuple[bool, dict[str, Any]]:
    """Say which versions an address takes: an assistant's own, or a preview link's drafts."""
    if not previewing.is_token(public_id):
        # A draft is handed in where it was shown and nowhere else, or its tests would be real.
        return True, {"assistant__public_id": public_id, "mode": FlowVersion.Mode.LIVE}
    link = previewing.find(public_id, schedule.now())
    if link is None:
        raise ClosedError("unknown_assistant")
    of_drafts = {"assistant": link.assistant_id, "mode": FlowVersion.Mode.PREVIEW}
    return link.deliver, of_drafts


def _document(version: FlowVersion) -> FlowDocument:
    key = (str(version.pk),)
    document = _documents.get(key)
    if document is None:
        document = translated(FlowDocument.from_json(version.document))
        _documents.put(key, document, 3600)
    return document


def _check(door: Door) -> None:
    state = door.assistant.state
    if not door.tenant.is_active or state == Assistant.State.ARCHIVED:
        raise ClosedError("closed", door)
    if not accepts(door.version, schedule.now()):
        raise ClosedError("withdrawn_version")
    if door.version.mode == FlowVersion.Mode.PREVIEW:
        return
    if state == Assistant.State.PAUSED:
        raise ClosedError("paused", door)
    if state != Assistant.State.LIVE:
        raise ClosedError("unknown_assistant")
    code = availability.problem(door.assistant, schedule.now())
    # Whether it is full is known only when a place is taken.
    if code not in {None, availability.FULL}:
        raise ClosedError(str(code), door)
