"""When an assistant is open, and for how many: live settings, like pausing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from builder.flows.locales import pick
from builder.models import Assistant

# Beyond these years a database or a time zone has moments that nothing can read again.
FIRST_YEAR, LAST_YEAR = 2000, 2200
LONGEST_CLOSED = 500  # characters of a tenant's own words
NOT_YET_OPEN, CLOSED, FULL = CODES = ("not_yet_open", "closed", "full")


class NoPlaceLeft(Exception):  # noqa: N818 - reads as what it says where it is caught
    """As many enquiries were accepted as shall be."""


class Opening(Protocol):
    """What says when something is open: an assistant's row, or what is remembered of it."""

    @property
    def opens_at(self) -> datetime | None: ...
    @property
    def closes_at(self) -> datetime | None: ...
    @property
    def cap(self) -> int | None: ...
    @property
    def accepted(self) -> int: ...


def is_sensible(moment: datetime) -> bool:
    """Tell whether a moment lies in years that every clock can say."""
    return FIRST_YEAR <= moment.year <= LAST_YEAR


def moments(said: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return when a zone's clocks say this: once; twice as they go back, never as they go on."""
    found = {said.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(one for one in found if one.astimezone(zone).replace(tzinfo=None) == said)


def problem(of: Opening, now: datetime) -> str | None:
    """Say which problem stands in the way of an enquiry at this moment."""
    if of.closes_at is not None and now >= of.closes_at:
        return CLOSED
    if of.opens_at is not None and now < of.opens_at:
        return NOT_YET_OPEN
    return FULL if of.cap is not None and of.accepted >= of.cap else None


def said(code: str, texts: dict[str, str], locale: str, default: str) -> dict[str, Any]:
    """Return the customer's own words for a problem's document, {} where there are none.

    They are for an assistant that isn't open; one that is paused says so itself.
    """
    written = {name: text for name, text in texts.items() if text}
    if code not in CODES or not written:
        return {}
    otherwise = default if default in written else next(iter(written))
    return {"detail": written[pick(locale, list(written), otherwise)]}


def take_place(assistant: Assistant) -> None:
    """Count an enquiry that is being accepted. Raises NoPlaceLeft.

    One conditional UPDATE within the transaction that stores it: of many at the same moment no
    more than the cap come in, and what isn't stored after all gives its place back.
    """
    free = Q(cap=None) | Q(accepted__lt=F("cap"))
    if not Assistant.objects.filter(free, pk=assistant.pk).update(accepted=F("accepted") + 1):
        raise NoPlaceLeft


def change(
    assistant: Assistant,
    *,
    opens_at: datetime | None,
    closes_at: datetime | None,
    cap: int | None,
    closed_text: dict[str, str],
    anew: bool = False,
) -> None:
    """Set when an assistant is open, at once and without touching its draft.

    Without a cap nothing is counted, so a new one begins at none; so it does when asked to.
    """
    changes: dict[str, Any] = {"opens_at": opens_at, "closes_at": closes_at, "cap": cap}
    if anew or assistant.cap is None or cap is None:
        changes["accepted"] = 0
    Assistant.objects.filter(pk=assistant.pk).update(**changes, closed_text=closed_text)
    for name, value in {**changes, "closed_text": closed_text}.items():
        setattr(assistant, name, value)


def hold_suspects(assistant: Assistant, holds: bool) -> None:
    """Set whether what looks like spam waits for the customer's judgement, at once."""
    Assistant.objects.filter(pk=assistant.pk).update(holds_suspects=holds)
    assistant.holds_suspects = holds
