"""The steps of two documents: what each asks, when it is shown, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from builder.admin.comparing.changes import Change, Part, paired
from builder.admin.comparing.questions import Asked, compare_questions
from builder.admin.comparing.sides import Said, Sides, quoted
from builder.flows.document import Route, Step


def compare_steps(sides: Sides) -> list[Part]:
    """Say what differs step by step, in the new order; steps that are gone come last."""
    old, new = sides.old.document, sides.new.document
    found = paired(old.steps, new.steps)
    was = {step.id: step for step in old.steps}
    asked = Asked(sides)
    parts = []
    for step in new.steps:
        changes: list[Change] = []
        if step.id not in was:
            changes.append(Change("added", _("The step is new.")))
        elif step in found.moved:
            at = {"old": old.positions[step.id] + 1, "new": new.positions[step.id] + 1}
            sentence = _("The step comes at place %(new)s now, before at place %(old)s.")
            changes.append(Change("moved", sentence % at))
        changes += _step(sides, was.get(step.id), step)
        changes += compare_questions(asked, was.get(step.id), step)
        changes += _routes(sides, was.get(step.id), step)
        parts.append(Part(_title(step, sides.new), tuple(changes)))
    return parts + [
        Part(
            _title(step, sides.old),
            (
                Change("removed", _("The step is gone.")),
                *compare_questions(asked, step, None),
            ),
        )
        for step in found.removed
    ]


def _title(step: Step, said: Said) -> str:
    number = said.document.positions[step.id] + 1
    return _("Step %(number)s: %(title)s") % {"number": number, "title": said.name(step)}


def _step(sides: Sides, was: Step | None, now: Step) -> Iterator[Change]:
    if was is not None:
        yield from sides.reworded(_("The title"), was.title, now.title)
    yield from sides.reworded(_("The text"), was.text if was else None, now.text)
    before = was.visible_if if was else None
    when = _("The condition under which the step is shown")
    yield from sides.conditions(when, before, now.visible_if, _("always"))


def _routes(sides: Sides, was: Step | None, now: Step) -> Iterator[Change]:
    found = paired(was.routes if was else (), now.routes)
    for one in found.added:
        yield Change("added", _("From here there is a new way."), after=_way(sides.new, one))
    for one in found.removed:
        yield Change("removed", _("A way from here is gone."), before=_way(sides.old, one))
    for old, new in found.both:
        if (old.if_, old.to) != (new.if_, new.to):
            ways = _way(sides.old, old), _way(sides.new, new)
            yield Change("changed", _("A way from here has changed."), "", *ways)
    if found.moved:
        yield Change("moved", _("The ways from here are looked at in another order."))


def _way(said: Said, route: Route) -> str:
    to = quoted(said.target(route))
    if route.if_ is None:
        return _("to %(to)s") % {"to": to}
    return _("if %(condition)s: to %(to)s") % {"condition": said.condition(route.if_, ""), "to": to}
