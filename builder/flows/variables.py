"""Variables: numbers that are reckoned anew with every answer; `widget/src/engine/more/variables.ts` is the twin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from builder.fields.base import Answer, Expression
from builder.fields.formats import say_number

from . import operands
from .expressions import PLACES, Scores, decimal, nodes, reckon, uses

# Amounts are what variables mostly are.
_GROUPED_FROM = 4


@dataclass(frozen=True, slots=True)
class Variable:
    """A number reckoned from answers; `label` is what the tenant calls it."""

    id: str
    key: str
    label: str
    value: Expression
    decimals: int = 2


@dataclass(slots=True)
class Reckoning:
    """How the variables of a document hang together."""

    scores: Scores = field(default_factory=dict)
    # The fields that a variable depends on, also through earlier variables, by UUID. One that is out of
    # bounds, or looks at itself or at a later one, isn't in it and never known.
    sources: dict[str, set[str]] = field(default_factory=dict)
    # Those that are in it, in order, and which of them depend on a field.
    variables: list[Variable] = field(default_factory=list)
    dependents: dict[str, list[Variable]] = field(default_factory=dict)

    @classmethod
    def of(cls, variables: Sequence[Variable], scores: Scores) -> Reckoning:
        """See what depends on what."""
        made, later = cls(scores), {variable.id for variable in variables}
        names = frozenset(later)
        for variable in variables:
            parts = nodes(variable.value)
            used = uses(parts or ())
            if parts is not None and used.isdisjoint(later):
                fields = used - names
                fields.update(*(made.sources.get(name, ()) for name in used & names))
                made.sources[variable.id] = fields
                made.variables.append(variable)
                for source in fields:
                    made.dependents.setdefault(source, []).append(variable)
            later.discard(variable.id)
        return made

    def settled(self, fields: set[str]) -> set[str]:
        """Name the variables that no further answer can change, once these fields were asked."""
        return {name for name, sources in self.sources.items() if sources <= fields}


class Values(dict[str, Answer]):
    """Answers by field UUID as conditions see them, and with each the variables that follow from it."""

    def __init__(self, reckoning: Reckoning) -> None:
        super().__init__()
        self._reckoning = reckoning
        self._reckon(reckoning.variables)

    def __setitem__(self, name: str, answer: Answer) -> None:
        super().__setitem__(name, answer)
        self._reckon(self._reckoning.dependents.get(name, ()))

    def _reckon(self, variables: Iterable[Variable]) -> None:
        for variable in variables:
            number = reckon(variable.value, self, self._reckoning.scores)
            if number is None:
                self.pop(variable.id, None)
            else:
                super().__setitem__(variable.id, Answer("number", decimal(number)))


def rounded(variable: Variable, values: Mapping[str, Answer]) -> str | None:
    """Give a variable as it is said and sent; None while it isn't known."""
    answer = values.get(variable.id)
    number = operands.number(answer.value) if answer else None
    places = min(max(variable.decimals, 0), PLACES)
    return None if number is None else decimal(number, places)


def say(number: str, locale: str) -> str:
    """Say a rounded variable the way a person would."""
    return say_number(number, locale, grouped_from=_GROUPED_FROM)


def reckoned(variables: Iterable[Variable], values: Mapping[str, Answer]) -> dict[str, str]:
    """Give all variables that are known, by key."""
    found = {variable.key: rounded(variable, values) for variable in variables}
    return {key: number for key, number in found.items() if number is not None}
