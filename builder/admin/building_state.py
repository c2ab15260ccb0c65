"""The draft as the visual builder gets it, and what there is to say about it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.middleware.csrf import get_token

from builder import publishing, richtext
from builder.admin.places import places
from builder.admin.visits import Visit
from builder.drafts import to_draft
from builder.flows.findings import Finding
from builder.rows import Rows
from builder.snapshot import Snapshot
from builder.staleness import mark_of
from builder.texts import RICH_SLOTS

# From the narrowest place to the widest.
_PLACES = ("check", "choice", "route", "field", "variable", "ending", "step")


def state(visit: Visit) -> dict[str, Any]:
    """Return everything that a save may change. Its queries don't grow with the draft."""
    assistant = visit.assistant
    snapshot = Snapshot(assistant)
    draft = to_draft(assistant, snapshot.rows)
    return {
        "revision": assistant.revision,
        "csrf": get_token(visit.request),
        "draft": draft,
        "findings": _findings(snapshot),
        "frozen": snapshot.frozen,
        "resting": _resting(snapshot.rows),
        "stale": _stale(snapshot),
        "rich": {text: richtext.read(text) for text in _rich_texts("", draft)},
    }


def _resting(rows: Rows) -> dict[str, dict[str, str]]:
    """Collect what is said in languages that were taken away: each may come back."""
    assistant = rows.assistant
    spoken = {*assistant.locales, assistant.default_locale}
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (owner, slot, locale), text in rows.texts.items():
        if locale not in spoken:
            found[locale][f"{'' if owner == assistant.pk else owner}.{slot}"] = text.text
    return found


def _stale(snapshot: Snapshot) -> dict[str, list[str]]:
    """Name the translations whose source changed, by language and the way `_resting` does."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in snapshot.stale:
        mark = mark_of(snapshot.assistant, one)
        found[mark.locale].append(f"{mark.of or ''}.{mark.slot}")
    return found


def _findings(snapshot: Snapshot) -> list[dict[str, str]]:
    found = publishing.can_publish(snapshot.assistant, snapshot)
    # That nothing has changed is no fault while somebody is about to change something.
    found = [one for one in found if one.code != "unchanged"]
    return [
        {
            "level": one.level,
            "code": one.code,
            "where": _where(one),
            "text": place.sentence,
            "href": "" if _where(one) else place.href,
            "locale": one.params.get("locale", ""),
        }
        for one, place in zip(found, places(snapshot.rows, found), strict=True)
    ]


def _where(finding: Finding) -> str:
    return next((finding.where[part] for part in _PLACES if part in finding.where), "")


def _rich_texts(key: str, value: Any) -> set[str]:
    """Collect the Markdown in a draft."""
    if isinstance(value, list):
        return {text for item in value for text in _rich_texts("", item)}
    if not isinstance(value, dict):
        return set()
    if key in RICH_SLOTS:
        return {text for text in value.values() if text}
    return {text for name, item in value.items() for text in _rich_texts(name, item)}
