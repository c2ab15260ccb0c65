"""Which answers are there when something is decided: what a condition may look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q

from builder.admin.conditions import Askable
from builder.flows import document as flow
from builder.flows.variables import Reckoning
from builder.models import Field, Step, Variable


@dataclass(frozen=True)
class Asked:
    """What is asked before a field, and the same with the field itself, for its checks."""

    before: Askable
    until: Askable


def asked_around(field: Field) -> Asked:
    """Return what is asked before a field and until it. Three queries.

    A field of a group may look out of its entry and at what the entry asked before; nothing
    outside may look in.
    """
    outer = field.parent or field
    earlier = Q(step__position__lt=field.step.position, parent=None)
    earlier |= Q(step=field.step, position__lt=outer.position, parent=None)
    if field.parent_id:
        earlier |= Q(parent=field.parent_id, position__lt=field.position)
    rows = _rows(field.step, earlier | Q(pk=field.pk))
    variables = list(Variable.objects.filter(assistant=field.step.assistant_id))
    before = [one for one in rows if one.pk != field.pk]
    return Asked(*(Askable(known, _known(variables, known)) for known in (before, rows)))


def asked_before(step: Step) -> Askable:
    """Return what is asked before a step. Three queries."""
    rows = _rows(step, Q(step__position__lt=step.position, parent=None))
    return Askable(rows, _known(Variable.objects.filter(assistant=step.assistant_id), rows))


def asked_until(step: Step) -> Askable:
    """Return what is asked before a step's routes: its own fields too."""
    return asked_before(Step(assistant_id=step.assistant_id, position=step.position + 1))


def _rows(step: Step, which: Q) -> list[Field]:
    rows = Field.objects.filter(which, step__assistant=step.assistant_id)
    outer_first = F("parent").asc(nulls_first=True)
    in_order = rows.order_by("step__position", outer_first, "position", "id")
    return list(in_order.prefetch_related("choices"))


def _known(variables: Iterable[Variable], fields: Iterable[Field]) -> list[Variable]:
    """Return the variables that no later answer can change."""
    variables = list(variables)
    told = [flow.Variable(str(one.pk), one.key, one.label, one.value) for one in variables]
    settled = Reckoning.of(told, {}).settled({str(field.pk) for field in fields})
    return [one for one in variables if str(one.pk) in settled]
