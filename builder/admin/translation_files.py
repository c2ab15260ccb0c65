"""Translations as a file: downloaded for a spreadsheet, read in again after a look at what changes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from builder import translation_csv
from builder.admin.translation_lines import complaint, slot_name
from builder.admin.visits import Visit
from builder.languages import language_name
from builder.models import RevisionConflict
from builder.rows import Rows
from builder.translating import MISSING, RIGHT, STALE, Line, lines, others, save, sources
from builder.translation_csv import FileError, Reading

MOST_SHOWN = 200


def file_action(visit: Visit) -> HttpResponseBase:
    """Send the texts of one language as a file, whatever filter was on."""
    locale = _locale(visit)
    content = translation_csv.write(_lines(visit, locale), place, states())
    name = f"{slugify(visit.assistant.name) or 'texts'}-{locale}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def import_page(visit: Visit) -> HttpResponseBase:
    """Take a file, show what it would change, and save it when that is confirmed.

    Between the two the file lies in the page and nowhere else; it is judged again.
    """
    locale = _locale(visit)
    found: dict[str, Any] = {}
    if visit.posted:
        found = _read(visit, _lines(visit, locale))
        if found.get("saved"):
            done = _saved_words(len(found["reading"].changes))
            return HttpResponseRedirect(visit.go("translations", done=done).url + f"?to={locale}")
    name = language_name(locale)
    return visit.show(
        "translations_import.html",
        _("Read in translations: %(language)s") % {"language": name},
        **{"status": 200, **found},
        locale=locale,
        source_locale=visit.assistant.default_locale,
        target_language=name,
        revision=visit.assistant.revision,
    )


def _read(visit: Visit, all_lines: list[Line]) -> dict[str, Any]:
    """Say what the page shows of a file, or that it was saved."""
    upload = visit.request.FILES.get("file")
    try:
        if upload is not None:
            text = translation_csv.decode(upload.read(translation_csv.MOST_BYTES + 1))
        elif not (text := visit.request.POST.get("content", "")):
            raise FileError(_("Choose a file first."))
        reading = translation_csv.read(text, all_lines, states()[RIGHT], complaint)
    except FileError as error:
        return {"wrong": str(error), "status": 422}
    if upload is None and not reading.errors:
        return _save(visit, reading) or _shown(reading, text) | _moved()
    return _shown(reading, text) | ({"status": 422} if reading.errors else {})


def _save(visit: Visit, reading: Reading) -> dict[str, Any]:
    """Save what was seen; {} when the draft is no longer what it was seen against."""
    try:
        save(visit.assistant, visit.seen(), reading.changes)
    except RevisionConflict:
        return {}
    visit.log("translations")
    return {"saved": True, "reading": reading}


def _moved() -> dict[str, Any]:
    said = _("Somebody changed this assistant in the meantime. Please look at the changes again.")
    return {"status": 409, "wrong": said}


def _shown(reading: Reading, text: str) -> dict[str, Any]:
    """Say in words what would change."""
    groups: dict[str, list[Any]] = {"new": [], "changed": [], "confirmed": []}
    for change in reading.changes:
        groups[_kind(change.line, change.text)].append(change)
    older = sum(change.of != change.line.source.text for change in reading.changes)
    stray = sum(any(one.line.strayed(one.text)) for one in reading.changes)
    return {
        "reading": reading,
        "content": text,
        "summary": summary(
            {name: len(ones) for name, ones in groups.items()}, reading, older, stray
        ),
        "changes": [
            (place(change.line), change, change.of != change.line.source.text)
            for change in reading.changes[:MOST_SHOWN]
        ],
        "more": max(0, len(reading.changes) - MOST_SHOWN),
    }


def _kind(line: Line, text: str) -> str:
    if line.state == MISSING:
        return "new"
    return "confirmed" if line.text == text else "changed"


def summary(counts: dict[str, int], reading: Reading, older: int, stray: int) -> list[str]:
    """Say what a file changes, in sentences; what doesn't happen isn't said."""
    said = [
        (
            counts["new"],
            ngettext("%(n)s new translation.", "%(n)s new translations.", counts["new"]),
        ),
        (
            counts["changed"],
            ngettext(
                "%(n)s translation is replaced.",
                "%(n)s translations are replaced.",
                counts["changed"],
            ),
        ),
        (
            counts["confirmed"],
            ngettext(
                "%(n)s outdated translation is called right.",
                "%(n)s outdated translations are called right.",
                counts["confirmed"],
            ),
        ),
        (
            older,
            ngettext(
                "%(n)s of them translates an older wording and stays marked as outdated.",
                "%(n)s of them translate an older wording and stay marked as outdated.",
                older,
            ),
        ),
        (
            stray,
            ngettext(
                "%(n)s of them leaves out an earlier answer of its text, or adds one.",
                "%(n)s of them leave out an earlier answer of their text, or add one.",
                stray,
            ),
        ),
        (reading.same, ngettext("%(n)s stays as it is.", "%(n)s stay as they are.", reading.same)),
        (
            reading.empty,
            ngettext(
                "%(n)s line has an empty target and is passed over.",
                "%(n)s lines have an empty target and are passed over.",
                reading.empty,
            ),
        ),
    ]
    return [sentence % {"n": count} for count, sentence in said if count]


def _saved_words(count: int) -> str:
    return ngettext("%(n)s translation was read in.", "%(n)s translations were read in.", count) % {
        "n": count
    }


def place(line: Line) -> str:
    """Say where a text stands."""
    of = line.source
    return " › ".join(part for part in (of.section.title, of.owner, slot_name(of)) if part)


def states() -> dict[str, str]:
    return {MISSING: _("missing"), STALE: _("outdated"), RIGHT: _("translated")}


def _locale(visit: Visit) -> str:
    locales = others(visit.assistant)
    locale = visit.request.GET.get("to") or next(iter(locales), "")
    if locale not in locales:
        raise Http404
    return locale


def _lines(visit: Visit, locale: str) -> list[Line]:
    rows = Rows.of(visit.assistant)
    return lines(rows, sources(rows, _("Endings")), locale)
