"""What a question offers and what it remarks on: its choices and its checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from builder.admin.comparing.changes import Change, altered, paired
from builder.admin.comparing.sides import Said, Sides, quoted
from builder.flows.document import Check, Choice
from builder.models import Check as CheckRow


def compare_choices(sides: Sides, was: Sequence[Choice], now: Sequence[Choice]) -> Iterator[Change]:
    """Say what can be chosen that couldn't, or reads otherwise."""
    found = paired(was, now)
    for one in found.added:
        yield Change("added", _("The choice is new."), quoted(sides.new.short(one.label)))
    for one in found.removed:
        yield Change("removed", _("The choice is gone."), quoted(sides.old.short(one.label)))
    for old, new in found.both:
        for change in _choice(sides, old, new):
            yield change.of(quoted(sides.new.short(new.label)))
    if found.moved:
        yield Change("moved", _("The choices stand in another order."))


def _choice(sides: Sides, was: Choice, now: Choice) -> Iterator[Change]:
    yield from sides.reworded(_("The choice"), was.label, now.label)
    yield from sides.reworded(_("The help"), was.help, now.help)
    yield from altered(_("The name for your systems"), was.value, now.value)
    yield from altered(_("The score"), _score(was), _score(now))
    if was.picture != now.picture:
        if was.picture is None:
            yield Change("added", _("It has a picture now."))
        elif now.picture is None:
            yield Change("removed", _("It no longer has a picture."))
        else:
            yield Change("changed", _("It has another picture."))


def _score(choice: Choice) -> str:
    return number_format(choice.score) if choice.score is not None else ""


def compare_checks(sides: Sides, was: Sequence[Check], now: Sequence[Check]) -> Iterator[Change]:
    """Say what is remarked on that wasn't, or under another condition."""
    found = paired(was, now)
    for one in found.added:
        yield Change("added", _("A check is new."), after=_check(sides.new, one))
    for one in found.removed:
        yield Change("removed", _("A check is gone."), before=_check(sides.old, one))
    for old, new in found.both:
        yield from sides.reworded(_("The message of a check"), old.message, new.message)
        yield from sides.conditions(_("The condition of a check"), old.if_, new.if_, _("always"))
        levels = dict(CheckRow.Level.choices)
        said = [str(levels.get(one.level, one.level)) for one in (old, new)]
        yield from altered(_("The kind of a check"), *said)
    if found.moved:
        yield Change("moved", _("The checks stand in another order."))


def _check(said: Said, check: Check) -> str:
    return _("if %(condition)s: %(message)s") % {
        "condition": said.condition(check.if_, _("always")),
        "message": quoted(said.words(said.short(check.message))),
    }
