"""Both engines against each other, where nobody wrote down what is right."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.fields import KINDS, Answer, FieldKind, text
from builder.flows.conditions import evaluate, leaves
from builder.flows.operators import OPERATORS

from .differential import ANSWERS, OF_NUMBERS, compare
from .generator import Generator
from .twin import ask, needs_node

pytestmark = needs_node

FLOWS, CONDITIONS = 200, 3000
LEAST_OFF_PATH = 0.3
BLOCK = 4096
# What is done to each character. The bar keeps characters apart, so that a block goes in one call.
CHANGES: dict[str, Callable[[list[str]], str]] = {
    "fold": lambda block: text.fold("|".join(block)),
    "trim": lambda block: "|".join(text.trim(character) for character in block),
    "compose": lambda block: text.compose("|".join(block)),
    "compose as a mark": lambda block: text.compose("|".join(f"a{c}\u0323" for c in block)),
    "compose as a base": lambda block: text.compose("|".join(f"{c}\u0301" for c in block)),
}


@pytest.fixture
def without_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what only the server can tell: it has no twin."""
    for kind in KINDS.values():
        monkeypatch.setattr(type(kind), "verify", FieldKind.verify)


@pytest.mark.usefixtures("without_server")
def test_both_engines_judge_random_flows_alike(tmp_path: Path, capsys: Any) -> None:
    coverage = compare(tmp_path, seed=1, flows=FLOWS)
    with capsys.disabled():
        report(f"\n{next(coverage.lines())}")
    assert coverage.share_off_path >= LEAST_OFF_PATH
    assert len(coverage.codes) > 30, "the generator makes too few kinds of faults"
    assert all(coverage.codes[code] >= 5 for code in ("check", "unknown_field"))


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.usefixtures("without_server")
def test_both_engines_judge_ten_thousand_enquiries_alike(tmp_path: Path, capsys: Any) -> None:
    coverage = compare(tmp_path, seed=4, flows=10_000 // ANSWERS)
    with capsys.disabled():
        report("\n" + "\n".join(coverage.lines()))
    assert coverage.cases == 10_000
    assert coverage.share_off_path >= LEAST_OFF_PATH
    assert coverage.kinds.keys() == KINDS.keys()
    assert coverage.endings.keys() == {"thanks", "redirect", "disqualified"}
    assert coverage.recalls[True] > 1_000
    for tried, names in ((coverage.operators, OPERATORS), (coverage.parts, OF_NUMBERS)):
        assert all(tried[name, outcome] >= 5 for name in names for outcome in (True, False))


def test_both_engines_judge_random_conditions_alike(tmp_path: Path, capsys: Any) -> None:
    random, calls = Generator(seed=2), []
    types = {f"{kind}{n}": kind for kind in OPERATORS["answered"].reads for n in range(2)}
    for _ in range(CONDITIONS):
        given = {key: kind for key, kind in types.items() if random.chance(0.8)}
        values = {key: {"type": kind, "value": random.value(kind)} for key, kind in given.items()}
        calls.append(["evaluate", random.condition(dict(types)), values])
    seen: Counter[tuple[str, bool]] = Counter()
    for (_, condition, values), twin in zip(calls, ask(tmp_path, calls), strict=True):
        answers = {key: Answer(**value) for key, value in values.items()}
        assert evaluate(condition, answers) is twin, json.dumps([condition, values])
        for leaf in leaves(condition):
            if leaf.get("op") in OPERATORS:
                seen[leaf["op"], evaluate(leaf, answers)] += 1
    with capsys.disabled():
        rows = (f"{name} {seen[name, True]}/{seen[name, False]}" for name in OPERATORS)
        report(f"\n{CONDITIONS} conditions judged alike; held/not: {', '.join(rows)}")
    assert all(seen[name, holds] >= 5 for name in OPERATORS for holds in (True, False))


@pytest.mark.parametrize("change", CHANGES)
def test_both_engines_change_every_character_alike(tmp_path: Path, change: str) -> None:
    # Beside other characters only the basic plane matters: `compose` leaves the rest alone.
    end = 0x10000 if " as a " in change else 0x110000
    (theirs,) = ask(tmp_path, [["characters", change, end]])
    for at, twin in enumerate(theirs):
        codes = range(at * BLOCK, (at + 1) * BLOCK)
        block = [chr(code) for code in codes if not 0xD800 <= code <= 0xDFFF]
        ours = hashlib.sha256((CHANGES[change](block) + "|" * bool(block)).encode()).hexdigest()
        assert ours == twin, f"U+{at * BLOCK:04X} and following"


def test_both_engines_have_the_same_operators_and_kinds(tmp_path: Path) -> None:
    operators, kinds = ask(tmp_path, [["operators"], ["kinds"]])
    assert sorted(operators) == sorted(OPERATORS)
    # A row such as short_text.vin is a shape that a kind's texts can be asked to have.
    assert sorted(kind for kind in kinds if "." not in kind) == sorted(KINDS)


def report(line: str) -> None:
    """Show figures that pass or fail alone would hide."""
    sys.stdout.write(f"{line}\n")
