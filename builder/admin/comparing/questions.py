"""The questions of two documents: asked anew or no longer, elsewhere, or in another way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from builder.admin.comparing.changes import Change, altered, paired
from builder.admin.comparing.choices import compare_checks, compare_choices
from builder.admin.comparing.settings import compare_settings
from builder.admin.comparing.sides import Said, Sides, quoted
from builder.fields import KINDS
from builder.flows.document import Field, FlowDocument, Step
from builder.models import Field as FieldRow


@dataclass(frozen=True)
class Asked:
    """Where each question stands in both documents: in a step, or in a group."""

    sides: Sides

    @cached_property
    def old(self) -> dict[str, str]:
        return _places(self.sides.old.document)

    @cached_property
    def new(self) -> dict[str, str]:
        return _places(self.sides.new.document)

    def stayed(self, field: Field) -> bool:
        """Tell whether a question stands in the same step or group as before."""
        return self.old.get(field.id) == self.new.get(field.id)

    def before(self, field: Field) -> Field | None:
        return self.sides.old.document.fields.get(field.id)

    def came_from(self, field: Field) -> str:
        """Name where a question stood before."""
        document, id_ = self.sides.old.document, self.old[field.id]
        if id_ in document.fields:
            return self.sides.old.label(id_)
        return self.sides.old.name(document.steps[document.positions[id_]])


def _places(document: FlowDocument) -> dict[str, str]:
    within = {field.id: step.id for step, field in document.asked()}
    return within | document.groups


def compare_questions(asked: Asked, was: Step | None, now: Step | None) -> Iterator[Change]:
    """Say what a step asks that it didn't, or otherwise than it did."""
    yield from _within(asked, was.fields if was else (), now.fields if now else ())


def _within(asked: Asked, was: Sequence[Field], now: Sequence[Field]) -> Iterator[Change]:
    found = paired(
        [one for one in was if asked.stayed(one)], [one for one in now if asked.stayed(one)]
    )
    sides = asked.sides
    for field in now:
        about = quoted(sides.new.label(field.id))
        before = asked.before(field)
        if before is None:
            yield Change("added", _new(field), about, after=_sketch(sides.new, field))
            continue
        if not asked.stayed(field):
            sentence = _("It is asked here now, before in %(place)s.")
            yield Change("moved", sentence % {"place": quoted(asked.came_from(field))}, about)
        elif field in found.moved:
            yield Change("moved", _("It is asked at another point of the step."), about)
        for change in _question(asked, before, field):
            yield change.of(about)
    for field in was:
        if field.id not in sides.new.document.fields:
            about = quoted(sides.old.label(field.id))
            yield Change("removed", _("It is no longer asked."), about)


def _new(field: Field) -> str:
    kind = KINDS.get(field.kind)
    said = {"kind": _(kind.label) if kind else field.kind}
    if kind is not None and not kind.asks:
        return _("It is new: %(kind)s.") % said
    if field.required:
        return _("It is asked anew: %(kind)s, required.") % said
    return _("It is asked anew: %(kind)s, optional.") % said


def _sketch(said: Said, field: Field) -> str:
    """Say what a new question offers: its choices, or what an entry of it asks."""
    parts = [said.short(one.label) for one in field.choices]
    parts += [said.short(one.label) for one in field.fields]
    shown = said.condition(field.visible_if, "")
    if shown:
        parts.append(_("shown only if %(condition)s") % {"condition": shown})
    return " · ".join(parts)


def _question(asked: Asked, was: Field, now: Field) -> Iterator[Change]:
    sides = asked.sides
    for what, name in _texts():
        yield from sides.reworded(what, getattr(was, name), getattr(now, name))
    yield from altered(_("The kind"), _kind(was), _kind(now))
    if was.required != now.required:
        required = _("An answer is required now."), _("An answer is optional now.")
        yield Change("changed", required[not now.required])
    shown, required_if = (
        _("The condition under which it is shown"),
        _("The condition under which it is required"),
    )
    yield from sides.conditions(shown, was.visible_if, now.visible_if, _("always"))
    yield from sides.conditions(required_if, was.required_if, now.required_if, _("no condition"))
    yield from compare_settings(sides, was, now)
    yield from compare_choices(sides, was.choices, now.choices)
    yield from compare_checks(sides, was.checks, now.checks)
    classes = dict(FieldRow.DataClass.choices)
    personal = [str(classes.get(one.data_class, one.data_class)) for one in (was, now)]
    yield from altered(_("How personal the answer is"), *personal)
    yield from altered(_("The name for your systems"), was.key, now.key)
    yield from _within(asked, was.fields, now.fields)


def _texts() -> list[tuple[str, str]]:
    return [
        (_("The question"), "label"),
        (_("The help"), "help"),
        (_("The purpose"), "purpose"),
        (_("What is said when the answer is missing"), "required_message"),
        (_("What is said when the answer can't be taken"), "invalid_message"),
    ]


def _kind(field: Field) -> str:
    kind = KINDS.get(field.kind)
    return _(kind.label) if kind else field.kind
