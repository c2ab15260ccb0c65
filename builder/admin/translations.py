"""All texts of an assistant side by side with one other language, saved in one go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _

from builder.admin.drafts import conflict_message
from builder.admin.places import SLOTS as SLOT_NAMES
from builder.admin.typed import fault
from builder.admin.visits import Visit
from builder.models import Assistant, Choice, RevisionConflict, Text
from builder.rows import Rows, grouped
from builder.texts import CONFIG_SLOTS, RICH_SLOTS, SLOTS, Row, source, source_hash

LONGEST = {"title": 160, "label": 200, "help": 400, "purpose": 200}
LONGEST |= {"unit": 60, "item": 60, "low": 60, "high": 60}
LONGEST |= {"message": 300, "required_message": 300, "invalid_message": 300}
LONGEST_RICH = 2000


@dataclass
class Line:
    """One text: where it stands, what it says, and what the other language has."""

    row: Row
    slot: str
    original: str
    locale: str
    saved: Text | None
    typed: str | None = None
    error: str = ""

    @property
    def name(self) -> str:
        return f"{self.row.pk}.{self.slot}"

    @property
    def text(self) -> str:
        if self.typed is not None:
            return self.typed
        return self.saved.text if self.saved else ""

    @property
    def slot_name(self) -> str:
        of_choice = {"label": "choice"} if isinstance(self.row, Choice) else {}
        return _(SLOT_NAMES[of_choice.get(self.slot, self.slot)])

    @property
    def is_long(self) -> bool:
        return self.slot in RICH_SLOTS or len(self.original) > 80  # noqa: PLR2004

    @property
    def state(self) -> str:
        if self.saved is None or not self.saved.text:
            return "missing"
        fresh = self.saved.source_hash == source_hash(self.slot, self.original)
        return "" if fresh else "stale"

    def check(self) -> None:
        longest = LONGEST_RICH if self.slot in RICH_SLOTS else LONGEST.get(self.slot, 160)
        self.error = fault(self.text)
        if len(self.text) > longest:
            self.error = _("At most %(most)s characters, please.") % {"most": longest}


@dataclass
class Group:
    """The lines of one step, of the endings, or of the assistant itself."""

    title: str
    lines: list[Line] = field(default_factory=list)


def translations_page(visit: Visit) -> HttpResponseBase:
    others = [one for one in visit.assistant.locales if one != visit.assistant.default_locale]
    if not others:
        return visit.show("translations.html", _("Translations"), others=[])
    locale = visit.request.GET.get("to", others[0])
    if locale not in others:
        raise Http404
    groups = _groups(visit.assistant, locale)
    conflict = ""
    if visit.posted:
        lines = [line for group in groups for line in group.lines]
        _read(visit, lines)
        if not any(line.error for line in lines):
            try:
                _save(visit, lines)
            except RevisionConflict:
                conflict = conflict_message(visit.assistant)
            else:
                return visit.go("translations", done=_("The translations are saved."))
    names = {code: str(name) for code, name in settings.LANGUAGES}
    return visit.show(
        "translations.html",
        _("Translations"),
        status=409 if conflict else 200,
        groups=groups,
        locale=locale,
        others=[(code, names.get(code, code)) for code in others],
        source_language=names.get(visit.assistant.default_locale),
        target_language=names.get(locale),
        conflict=conflict,
        revision=visit.seen() if visit.posted else visit.assistant.revision,
    )


def _groups(assistant: Assistant, locale: str) -> list[Group]:
    """Sort all texts by where an end user meets them. Seven queries."""
    rows = Rows.of(assistant)
    fields, parts = grouped(rows.fields, "step_id"), grouped(rows.fields, "parent_id")
    of_field = grouped([*rows.choices, *rows.checks], "field_id")
    groups: list[tuple[str, list[Any]]] = [(assistant.name, [assistant])]
    for step in rows.steps:
        outer = [field for field in fields[step.pk] if not field.parent_id]
        asked = [one for field in outer for one in (field, *parts[field.pk])]
        groups.append((step.title, [step, *(w for f in asked for w in (f, *of_field[f.pk]))]))
    groups.append((_("Endings"), list(rows.endings)))
    return [
        Group(title, [line for row in parts for line in _lines(rows, row, locale)])
        for title, parts in groups
    ]


def _lines(rows: Rows, row: Any, locale: str) -> list[Line]:
    return [
        Line(row, slot, original, locale, rows.texts.get((row.pk, slot, locale)))
        for slot in SLOTS[type(row)]
        if (slot not in CONFIG_SLOTS or slot in row.config) and (original := source(row, slot))
    ]


def _read(visit: Visit, lines: list[Line]) -> None:
    for line in lines:
        if line.name in visit.request.POST:
            line.typed = visit.request.POST[line.name].replace("\r\n", "\n").strip()
            line.check()


def _save(visit: Visit, lines: list[Line]) -> None:
    """Save what was typed: an empty box takes the translation away, a box left as it was stays.

    A stale translation becomes fresh by changing it, or by the box "still right".
    """
    confirmed = set(visit.request.POST.getlist("still_right"))
    with transaction.atomic():
        visit.assistant.advance(visit.seen())
        for line in lines:
            before = line.saved.text if line.saved else ""
            if line.typed is None or (line.typed == before and line.name not in confirmed):
                continue
            _save_line(visit.assistant, line)
        visit.log("translations")


def _save_line(assistant: Assistant, line: Line) -> None:
    place: dict[str, Any] = {"object_id": line.row.pk, "slot": line.slot, "locale": line.locale}
    if not line.typed:
        Text.objects.filter(assistant=assistant, **place).delete()
        return
    values = {"text": line.typed, "source_hash": source_hash(line.slot, line.original)}
    Text.objects.update_or_create(assistant=assistant, **place, defaults=values)
