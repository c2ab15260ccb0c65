from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay import states
from relay.models import Delivery, Destination, KeyEpoch, Submission
from relay.moves import move
from relay.states import (
    DeliveryState,
    DestinationState,
    EpochState,
    IllegalMoveError,
    SubmissionState,
)

RELAY = Path(states.__file__).parent
TABLES = [
    (Delivery, DeliveryState, states.DELIVERY_MOVES),
    (Submission, SubmissionState, states.SUBMISSION_MOVES),
    (Destination, DestinationState, states.DESTINATION_MOVES),
    (KeyEpoch, EpochState, states.EPOCH_MOVES),
]


@pytest.mark.parametrize(("model", "names", "moves"), TABLES)
def test_every_move_that_the_table_does_not_know_is_refused(model, names, moves, everywhere):
    refused = 0
    for before, after in product(names, names):
        if (before, after) in moves:
            continue
        with pytest.raises(IllegalMoveError):
            move(model.objects.all(), after, come_from=[before])
        refused += 1
    assert refused == len(names) ** 2 - len(moves)


def test_only_one_module_changes_states():
    changes = re.compile(
        r"\.update\((?:[^()]|\([^()]*\))*\bstate=|^\s*[\w.]+\.state = |\bSET state =", re.MULTILINE
    )
    found = {
        path.relative_to(RELAY).as_posix()
        for path in RELAY.rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts
        if changes.search(path.read_text())
    }
    # destinations.py keeps the object in memory in step with the row that it has moved, and
    # settling.py writes two moves into its statement, each held to the tables.
    assert found == {"moves.py", "destinations.py", "settling.py"}
    assert "update(state=" not in (RELAY / "destinations.py").read_text()
    statement = (RELAY / "settling.py").read_text()
    assert statement.count("SET state =") == len(
        re.findall(r"^check_move\(", statement, re.MULTILINE)
    )


def test_rows_that_come_through_a_join_are_refused(everywhere):
    rows = Delivery.objects.filter(submission__state="held")
    with pytest.raises(ValueError, match="one table"):
        move(rows, DeliveryState.QUEUED, come_from=[DeliveryState.BLOCKED])


@given(st.lists(st.sampled_from(sorted(DeliveryState.values)), min_size=1, max_size=12))
def test_no_walk_leads_out_of_a_settled_state(walk):
    state = DeliveryState.QUEUED.value
    settled = False
    for wanted in walk:
        if (state, wanted) in states.DELIVERY_MOVES:
            assert not settled
            state = wanted
            settled = state in states.SETTLED
    assert state in states.SETTLED | states.UNSETTLED


def test_every_state_can_be_reached_and_ends_settled():
    for names, moves, start, ends in [
        (DeliveryState, states.DELIVERY_MOVES, "queued", states.SETTLED),
        (SubmissionState, states.SUBMISSION_MOVES, "held", {"shredded", "lost"}),
        (EpochState, states.EPOCH_MOVES, "open", {"destroyed"}),
    ]:
        reached = {start}
        for _ in names:
            reached |= {after for before, after in moves if before in reached}
        assert reached == set(names.values)
        stuck = {state for state in names.values if not any(b == state for b, _ in moves)}
        assert stuck == set(ends)
