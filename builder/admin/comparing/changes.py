"""One difference, and how it is found: what is new, what is gone, what moved, what reads otherwise."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Literal, Protocol, TypeVar

from django.utils.translation import gettext as _

Sign = Literal["added", "removed", "moved", "changed"]


class Named(Protocol):
    """A part of a document that keeps its UUID, whatever else becomes of it."""

    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence; `about` names the question or ending, `before` and `after` quote it."""

    sign: Sign
    sentence: str
    about: str = ""
    before: str = ""
    after: str = ""

    def of(self, about: str) -> Change:
        """Say of what it is; what is within names itself behind it."""
        return replace(self, about=f"{about} › {self.about}" if self.about else about)


@dataclass(frozen=True, slots=True)
class Part:
    """The changes of one step, or of what belongs to no step."""

    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Paired(Generic[N]):
    """The parts of two documents, matched by their UUIDs; each list in its document's order."""

    added: list[N]
    removed: list[N]
    both: list[tuple[N, N]]
    moved: list[N]


def paired(before: Sequence[N], after: Sequence[N]) -> Paired[N]:
    """Match parts; `moved` are the fewest that explain the new order."""
    old, new = _by_id(before), _by_id(after)
    stayed = _in_order([list(old).index(id_) for id_ in new if id_ in old])
    order = list(old)
    return Paired(
        added=[one for id_, one in new.items() if id_ not in old],
        removed=[one for id_, one in old.items() if id_ not in new],
        both=[(old[id_], one) for id_, one in new.items() if id_ in old],
        moved=[one for id_, one in new.items() if id_ in old and order.index(id_) not in stayed],
    )


def _by_id(parts: Sequence[N]) -> dict[str, N]:
    return {one.id: one for one in parts}


def _in_order(numbers: list[int]) -> set[int]:
    """Return the longest part of a list that rises: what needn't have moved."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def altered(what: str, before: str, after: str) -> Iterator[Change]:
    """Say that something reads otherwise; `what` is a whole noun phrase, as "The title"."""
    if before == after:
        return
    if not before:
        yield Change("added", _("%(what)s is new.") % {"what": what}, after=after)
    elif not after:
        yield Change("removed", _("%(what)s is gone.") % {"what": what}, before=before)
    else:
        sentence = _("%(what)s has changed.") % {"what": what}
        yield Change("changed", sentence, before=before, after=after)
