"""The way through a flow that a set of answers takes, and how long it can still be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.fields.base import Answer, Condition, Field

from .conditions import evaluate, foresee
from .document import Ending, FlowDocument, Step
from .taking import Taken, take
from .variables import Values

# A draft that has no ending yet can be walked all the same; the linter keeps it from being published.
NO_ENDING = Ending(id="", kind="thanks", title={}, text=None)


@dataclass(frozen=True, slots=True)
class VisitedStep:
    """A step on the path, with those of its fields that are shown."""

    step: Step
    fields: tuple[Field, ...]


@dataclass(slots=True)
class Path(Taken):
    """A walk's outcome: what it came by, and what was taken on the way."""

    ending: Ending = NO_ENDING
    steps: list[VisitedStep] = field(default_factory=list)


def walk(document: FlowDocument, answers: Mapping[str, Any]) -> Path:
    """Walk from the first step to an ending, once and forward only.

    1. A condition sees only what was answered earlier on this very path: answers of hidden fields
       and of steps passed over are dropped as if never given.
    2. A step is passed over when its condition is false or none of its fields is shown; its routes
       are not asked then.
    3. The first route that holds decides, else the order. Routes that lead back or nowhere don't
       count, so that every walk ends.
    4. An answer that can't be taken counts as absent and is kept in `invalid` for `check`.
    """
    path = Path(values=Values(document.reckoning))
    at, ending = 0, None
    while ending is None and at < len(document.steps):
        step = document.steps[at]
        shown = _visit(step, answers, path)
        at += 1
        if shown is not None:
            path.steps.append(VisitedStep(step, shown))
            at, ending = _follow(document, step, path.values, at)
    path.ending = ending or first_ending(document)
    return path


def first_ending(document: FlowDocument) -> Ending:
    """Give the ending that is reached when no route names another."""
    return document.endings[0] if document.endings else NO_ENDING


def leads_to(document: FlowDocument, target: Mapping[str, str], after: int) -> int | Ending | None:
    """Find a route's target: a later step's place, an ending, or None for what doesn't count."""
    if "step" in target:
        at = document.positions.get(target["step"], 0)
        return at if at >= after else None
    return next((e for e in document.endings if e.id == target.get("ending")), None)


def _visit(step: Step, answers: Mapping[str, Any], path: Path) -> tuple[Field, ...] | None:
    if step.visible_if is not None and not evaluate(step.visible_if, path.values):
        return None
    shown = take(step.fields, answers, path)
    return None if step.fields and not shown else shown


def _follow(
    document: FlowDocument, step: Step, values: Mapping[str, Answer], after: int
) -> tuple[int, Ending | None]:
    for route in step.routes:
        target = leads_to(document, route.to, after)
        if target is not None and (route.if_ is None or evaluate(route.if_, values)):
            return (after, target) if isinstance(target, Ending) else (target, None)
    return after, None


def longest_from(document: FlowDocument, step_id: str) -> int:
    """Count the steps of the longest way from a step to an ending, whatever is answered."""
    return Outlook(document, set(), {}).longest(document.positions[step_id])


def progress(document: FlowDocument, answers: Mapping[str, Any], step_id: str) -> tuple[int, int]:
    """Tell a step's number on the path and the most steps there can be in all.

    What earlier steps settled counts: a condition that it decides is decided, so that branches
    no longer open don't lengthen the way. Going on only settles more, hence the most never
    grows (a step's longest way is at least one more than that of any step it can lead to).
    """
    place = document.positions[step_id]
    path = walk(document, answers)
    before = sum(1 for v in path.steps if document.positions[v.step.id] < place)
    settled = {f.id for step in document.steps[:place] for f in step.fields}
    settled |= document.reckoning.settled(settled)
    return before + 1, before + Outlook(document, settled, path.values).longest(place)


class Outlook:
    """Longest ways, given that the answers to some fields are settled."""

    def __init__(
        self, document: FlowDocument, settled: set[str], values: Mapping[str, Answer]
    ) -> None:
        self.document = document
        self.settled = settled
        self.values = values

    def longest(self, place: int) -> int:
        """Count from a step that is on the path; from the back, so that each is counted once."""
        steps = self.document.steps
        ways = [0] * (len(steps) + 1)
        for at in reversed(range(place, len(steps))):
            step = steps[at]
            through = 1 + max(ways[place] for place in self.after(step, at + 1))
            shown = True if at == place else self.shown(step)
            passed = 0 if shown is True else ways[at + 1]
            ways[at] = passed if shown is False else max(through, passed)
        return ways[place]

    def after(self, step: Step, at: int) -> Iterator[int]:
        """Name the places a step can lead to; an ending is the place after the last step."""
        for route in step.routes:
            target = leads_to(self.document, route.to, at)
            holds = self._judge(route.if_)
            if target is None or holds is False:
                continue
            yield len(self.document.steps) if isinstance(target, Ending) else target
            if holds:
                return
        yield at

    def shown(self, step: Step) -> bool | None:
        """Tell whether a step will be on the path; None where that is still open."""
        visible = self._judge(step.visible_if)
        if visible is False or not step.fields:
            return visible
        fields = {self._judge(field.visible_if) for field in step.fields}
        if fields == {False}:
            return False
        return visible if True in fields else None

    def _judge(self, condition: Condition | None) -> bool | None:
        return condition is None or foresee(condition, self.values, self.settled)
