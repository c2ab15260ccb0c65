from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from builder.flows.document import FlowDocument
from builder.flows.path import longest_from, progress, walk

from .generator import Generator
from .insurance_flow import document, uid

FLOWS = 300


def walks() -> list[tuple[FlowDocument, dict[str, Any]]]:
    """Make random flows and answers to them, the same each time."""
    random, made = Generator(seed=3), []
    for _ in range(FLOWS):
        data = random.document()
        answers = random.answers(data)
        made.append((FlowDocument.from_json(data), answers if isinstance(answers, dict) else {}))
    return made


WALKS = walks()


def answered_until(
    flow: FlowDocument, answers: dict[str, Any], step_id: str, *, including: bool
) -> dict[str, Any]:
    """Give the answers a person has given when standing at a step."""
    place = flow.positions[step_id] + (1 if including else 0)
    known = {field.key for step in flow.steps[:place] for field in step.fields}
    return {key: value for key, value in answers.items() if key in known}


def test_the_most_steps_never_grow_along_any_walk() -> None:
    longest = 0
    for flow, answers in WALKS:
        steps = [visited.step.id for visited in walk(flow, answers).steps]
        seen = [
            progress(flow, answered_until(flow, answers, step, including=done), step)
            for step in steps
            for done in (False, True)
        ]
        assert [number for number, _ in seen[::2]] == list(range(1, len(steps) + 1))
        assert all(before >= after for (_, before), (_, after) in pairwise(seen)), seen
        assert all(number <= most for number, most in seen)
        assert all(most >= len(steps) for _, most in seen)
        longest = max(longest, len(steps))
    assert longest >= 5, "the generator makes too short flows"


def test_the_longest_way_shrinks_with_each_step_of_any_walk() -> None:
    for flow, answers in WALKS:
        ways = [longest_from(flow, visited.step.id) for visited in walk(flow, answers).steps]
        assert all(before > after for before, after in pairwise(ways))


def test_a_walk_only_goes_forward_and_ends() -> None:
    for flow, answers in WALKS:
        path = walk(flow, answers)
        places = [flow.positions[visited.step.id] for visited in path.steps]
        assert places == sorted(set(places))
        assert path.ending in flow.endings
        shown = {field.key for visited in path.steps for field in visited.fields}
        assert path.answers.keys() <= shown


def test_walking_its_own_answers_again_gives_the_same_path() -> None:
    for flow, answers in WALKS:
        path = walk(flow, answers)
        again = walk(flow, path.answers)
        assert (again.steps, again.ending, again.answers) == (path.steps, path.ending, path.answers)


def test_a_whole_enquiry_takes_its_branch() -> None:
    flow = FlowDocument.from_json(document())
    path = walk(flow, {"topic": "home", "rooms": ["bath"], "plate": "B 1", "email": "a@b.de"})
    assert [visited.step.title["en"] for visited in path.steps] == ["Topic", "Rooms", "Contact"]
    assert path.answers == {"topic": "home", "rooms": ["bath"], "email": "a@b.de"}
    assert progress(flow, path.answers, uid("step rooms")) == (2, 3)


def test_a_step_nobody_knows_has_no_progress() -> None:
    with pytest.raises(KeyError):
        progress(FlowDocument.from_json(document()), {}, "gone")
