"""All texts of an assistant side by side with one other language, a page of them at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _

from builder.admin.translation_lines import SHOWS, Box, View
from builder.admin.visits import Visit
from builder.languages import language_name
from builder.models import RevisionConflict
from builder.rows import Rows
from builder.translating import (
    MISSING,
    STALE,
    Change,
    Line,
    Section,
    former_wordings,
    lines,
    others,
    progress,
    save,
    sources,
)

PER_PAGE = 50


@dataclass(frozen=True)
class Group:
    """The lines of one section on this page."""

    section: Section
    lines: list[Box]


def translations_page(visit: Visit) -> HttpResponseBase:
    locales = others(visit.assistant)
    if not locales:
        return visit.show("translations.html", _("Translations"), languages=[])
    view = View.of(visit, locales)
    rows = Rows.of(visit.assistant)
    texts = sources(rows, _("Endings"))
    all_lines = {locale: lines(rows, texts, locale) for locale in locales}
    boxes = {line.name: Box(line) for line in all_lines[view.locale]}
    failed: dict[str, Any] = {}
    if visit.posted:
        failed = _posted(visit, boxes)
        if not failed:
            return _saved(visit, view)
    page = _page(view, boxes, keep=set(visit.request.POST))
    _add_former(visit, page)
    return visit.show(
        "translations.html",
        _("Translations"),
        **{"status": 200, **failed},
        **_around(view, page, all_lines),
        revision=visit.assistant.revision,
        source_language=language_name(visit.assistant.default_locale),
        target_language=language_name(view.locale),
        view=view,
    )


def _page(view: View, boxes: dict[str, Box], keep: set[str]) -> Page[Box]:
    """Give the lines of a page; one that comes back with errors shows the same lines again."""
    kept = [box for box in boxes.values() if box.name in keep]
    chosen = kept or [box for box in boxes.values() if view.fits(box.line)]
    return Paginator(chosen, max(PER_PAGE, len(kept))).get_page(1 if kept else view.page)


def _add_former(visit: Visit, page: Page[Box]) -> None:
    """Note at outdated lines what they translate, as far as the live version knows it."""
    stale = [box.line for box in page if box.line.state == STALE]
    former = former_wordings(visit.assistant, stale)
    for box in page:
        box.former = former.get(box.name, "")


def _around(view: View, page: Page[Box], all_lines: dict[str, list[Line]]) -> dict[str, Any]:
    """Say how far each language is, and which other views there are."""
    names = {"all": _("All"), MISSING: _("Missing ones"), STALE: _("Outdated ones")}
    counts = Counter(line.state for line in all_lines[view.locale])
    counts["all"] = counts.total()
    return {
        "groups": [
            Group(section, list(boxes))
            for section, boxes in groupby(page, lambda box: box.line.source.section)
        ],
        "page": page,
        "languages": [
            (locale, language_name(locale), view.query(to=locale), *progress(ones))
            for locale, ones in all_lines.items()
        ],
        "shows": [(show, names[show], counts[show], view.query(show=show)) for show in SHOWS],
        "before": view.query(page=page.number - 1) if page.has_previous() else "",
        "after": view.query(page=page.number + 1) if page.has_next() else "",
    }


def _posted(visit: Visit, boxes: dict[str, Box]) -> dict[str, Any]:
    """Save what was typed; give what the page must say when nothing was saved.

    1. A box left as the page showed it is no change, whatever was saved there meanwhile.
    2. What was typed is saved where neither the text nor its translation changed since the page
       was shown, also when other parts of the draft did: translating goes on while others build.
    3. Otherwise nothing is saved: the page comes back with everything typed beside what stands
       there now, and saving again means it.
    """
    sent = visit.request.POST
    for name, box in boxes.items():
        if name in sent:
            box.read(sent[name], sent.get(f"was-{name}", ""))
    typed = [box for box in boxes.values() if box.typed is not None]
    if any(box.error for box in typed):
        return {"wrong": _("Nothing was saved yet: please look at the marked texts.")}
    lost = _lost(visit, boxes)
    moved = visit.seen() != visit.assistant.revision
    if moved and (lost or any(box.news for box in typed)):
        return _conflict(lost)
    right = [boxes[name] for name in sent.getlist("still_right") if name in boxes]
    changes = [Change(box.line, box.stored, box.line.source.text) for box in typed]
    changes += [
        Change(one.line, one.line.text, one.line.source.text) for one in right if one.typed is None
    ]
    try:
        save(visit.assistant, visit.assistant.revision, changes)
    except RevisionConflict:
        return _conflict([])
    visit.log("translations")
    return {}


def _lost(visit: Visit, boxes: dict[str, Box]) -> list[str]:
    """List what was typed for texts that are no longer there."""
    sent = visit.request.POST
    names = [name[4:] for name in sent if name.startswith("was-") and name[4:] not in boxes]
    return [text for name in names if (text := sent.get(name, "").strip())]


def _conflict(lost: list[str]) -> dict[str, Any]:
    said = _(
        "Somebody else changed the same texts while you were writing, so nothing was saved yet. "
        "What you typed stands below, beside the texts as they are now. "
        "Look at the marked ones and save again."
    )
    return {"status": 409, "conflict": said, "lost": lost}


def _saved(visit: Visit, view: View) -> HttpResponseBase:
    """Go on with the next page, or stay: texts that are no longer missing make room themselves."""
    done = visit.go("translations", done=_("The translations are saved."))
    goes_on = "next" in visit.request.POST and view.show == "all"
    return HttpResponseRedirect(done.url + view.query(page=view.page + 1 if goes_on else view.page))
