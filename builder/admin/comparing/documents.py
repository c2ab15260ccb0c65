"""Two whole documents: what belongs to no step, then the steps, then how it ends."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from builder.admin.comparing.changes import Change, Part, altered, paired
from builder.admin.comparing.sides import Said, Sides, quoted
from builder.admin.comparing.steps import compare_steps
from builder.flows.document import Ending, FlowDocument, Variable
from builder.languages import language_name
from builder.models import Ending as EndingRow
from tenants.admin.look import FONTS, NAMES


def compare(before: FlowDocument, after: FlowDocument) -> list[Part]:
    """Say what differs, in the order in which an end user meets it; [] if nothing does.

    Parts are matched by their UUIDs, so that what was renamed is the same, and what was
    written anew is new.
    """
    sides = Sides(Said(before), Said(after))
    parts = [
        Part(_("The whole assistant"), tuple(_whole(sides))),
        *compare_steps(sides),
        Part(_("Endings"), tuple(_endings(sides))),
        Part(_("Calculations"), tuple(_variables(sides))),
        Part(_("Look"), tuple(_look(sides))),
    ]
    return [part for part in parts if part.changes]


def _whole(sides: Sides) -> Iterator[Change]:
    old, new = sides.old.document, sides.new.document
    yield from sides.reworded(_("The title"), old.title, new.title)
    yield from sides.reworded(_("The introduction"), old.intro, new.intro)
    yield from _languages(old, new)
    spoken = language_name(old.default_locale), language_name(new.default_locale)
    yield from altered(_("The default language"), *spoken)
    yield from altered(_("The time zone"), old.time_zone, new.time_zone)
    for what, name in (
        (_("The recipient's name"), "name"),
        (_("The link to the privacy notice"), "privacy_url"),
        (_("The contact"), "contact"),
    ):
        yield from altered(what, getattr(old.recipient, name), getattr(new.recipient, name))


def _languages(old: FlowDocument, new: FlowDocument) -> Iterator[Change]:
    for locale in new.locales:
        if locale not in old.locales:
            sentence = _("It speaks %(language)s, too.")
            yield Change("added", sentence % {"language": language_name(locale)})
    for locale in old.locales:
        if locale not in new.locales:
            sentence = _("It no longer speaks %(language)s.")
            yield Change("removed", sentence % {"language": language_name(locale)})
    if old.locales != new.locales and set(old.locales) == set(new.locales):
        yield Change("moved", _("The languages stand in another order."))


def _endings(sides: Sides) -> Iterator[Change]:
    found = paired(sides.old.document.endings, sides.new.document.endings)
    for one in found.added:
        text = sides.new.words((one.text or {}).get(sides.new.document.default_locale))
        kind = EndingRow.Kind(one.kind).label if one.kind in EndingRow.Kind else one.kind
        sentence = _("The ending is new: %(kind)s.") % {"kind": kind}
        yield Change("added", sentence, quoted(sides.new.name(one)), after=text)
    for one in found.removed:
        yield Change("removed", _("The ending is gone."), quoted(sides.old.name(one)))
    for was, now in found.both:
        for change in _ending(sides, was, now):
            yield change.of(quoted(sides.new.name(now)))
    if found.moved and not found.added and not found.removed:
        yield Change("moved", _("The endings stand in another order."))
    before, after = sides.old.document.endings[:1], sides.new.document.endings[:1]
    if before and after and before[0].id != after[0].id:
        sentence = _("This is now the ending of every way that leads to no other.")
        yield Change("changed", sentence, quoted(sides.new.name(after[0])))


def _ending(sides: Sides, was: Ending, now: Ending) -> Iterator[Change]:
    yield from sides.reworded(_("The title"), was.title, now.title)
    yield from sides.reworded(_("The text"), was.text, now.text)
    kinds = dict(EndingRow.Kind.choices)
    happens = str(kinds.get(was.kind, was.kind)), str(kinds.get(now.kind, now.kind))
    yield from altered(_("What happens there"), *happens)
    yield from altered(_("The address that it leads to"), was.url or "", now.url or "")


def _variables(sides: Sides) -> Iterator[Change]:
    found = paired(sides.old.document.variables, sides.new.document.variables)
    for one in found.added:
        sentence = _("The calculation is new.")
        yield Change("added", sentence, quoted(one.label), after=sides.new.expression(one.value))
    for one in found.removed:
        yield Change("removed", _("The calculation is gone."), quoted(one.label))
    for was, now in found.both:
        for change in _variable(sides, was, now):
            yield change.of(quoted(now.label))
    for one in found.moved:
        yield Change("moved", _("It is calculated at another point."), quoted(one.label))


def _variable(sides: Sides, was: Variable, now: Variable) -> Iterator[Change]:
    yield from altered(_("The name"), was.label, now.label)
    yield from altered(_("The name for your systems"), was.key, now.key)
    if was.value != now.value:
        before, after = sides.old.expression(was.value), sides.new.expression(now.value)
        sentence = _("It is calculated in another way.")
        yield Change("changed", sentence, before=before, after=after)
    yield from altered(_("The number of decimal places"), str(was.decimals), str(now.decimals))


def _look(sides: Sides) -> Iterator[Change]:
    old, new = sides.old.document.theme, sides.new.document.theme
    for token in dict.fromkeys([*old, *new]):
        what = quoted(str(_TOKENS.get(token, token)))
        yield from altered(what, _value(token, old), _value(token, new))


def _value(name: str, theme: dict[str, str]) -> str:
    value = str(theme.get(name, ""))
    return str(FONTS.get(value, value)) if name == "font" else value


_TOKENS = {
    **NAMES,
    "radius": gettext_lazy("Rounding of corners"),
    "font": gettext_lazy("Type"),
    "spacing": gettext_lazy("Spacing"),
    "logo": gettext_lazy("Logo"),
}
