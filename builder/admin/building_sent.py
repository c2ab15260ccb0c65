"""What the visual builder sends: JSON within limits, with nothing in it that no row can hold."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.utils.translation import gettext as _

from builder.staleness import StaleMark

_STEPS = re.compile(r"\.([a-z_]+)|\[(\d+)\]")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Refused(Exception):  # noqa: N818 - reads as what it says where it is caught
    """Something that can't be saved: a sentence, and the UUID of the thing it is about."""

    def __init__(self, detail: str, place: str = "") -> None:
        super().__init__(detail)
        self.detail = detail
        self.place = place


@dataclass(frozen=True)
class Sent:
    """A draft, the revision that it was made of, and the translations that are still right."""

    revision: int
    draft: dict[str, Any]
    right: frozenset[StaleMark]


def read_sent(request: HttpRequest) -> Sent:
    """Read what was sent. Raises Refused."""
    try:
        said = json.loads(request.body, parse_constant=_refuse_constant)
    except RequestDataTooBig as error:
        raise Refused(_("The assistant is too large to be saved.")) from error
    except (ValueError, RecursionError) as error:
        raise Refused(_("This can't be saved as it is.")) from error
    draft = said.get("draft") if isinstance(said, dict) else None
    if not isinstance(draft, dict):
        raise Refused(_("This can't be saved as it is."))
    revision = said.get("revision", 0)
    return Sent(revision if type(revision) is int else 0, draft, _right(said.get("right")))


def _right(said: Any) -> frozenset[StaleMark]:
    """Read which translations are still right, by language: "<uuid>.<slot>" each."""
    named = said if isinstance(said, dict) else {}
    return frozenset(
        StaleMark(of or None, slot, locale)
        for locale, places in named.items()
        if isinstance(places, list)
        for of, _dot, slot in (str(place).partition(".") for place in places)
    )


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def place_of(fault: str, draft: Any) -> str:
    """Find the thing that a DocumentError's text is about: by a UUID in it, or by its path."""
    if found := _ID.search(fault):
        return found.group()
    here, place = draft, ""
    for name, at in _STEPS.findall(fault.partition(":")[0]):
        try:
            here = here[name] if name else here[int(at)]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(here, dict) and isinstance(here.get("id"), str):
            place = here["id"]
    return place
