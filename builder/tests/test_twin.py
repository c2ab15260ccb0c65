"""Both engines against each other, where nobody wrote down what is right."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from builder.fields import KINDS, Answer, FieldKind, text
from builder.flows.answers import check, explain
from builder.flows.conditions import evaluate, leaves
from builder.flows.document import FlowDocument, localise
from builder.flows.messages import texts
from builder.flows.operators import OPERATORS
from builder.flows.path import longest_from, progress

from .generator import Generator
from .twin import ask, needs_node

pytestmark = needs_node

FLOWS, ANSWERS, CONDITIONS = 400, 4, 3000
TODAY = date(2026, 3, 1)
BLOCK = 4096
# What is done to each character. The bar keeps characters apart, so that a block goes in one call.
CHANGES: dict[str, Callable[[list[str]], str]] = {
    "fold": lambda block: text.fold("|".join(block)),
    "trim": lambda block: "|".join(text.trim(character) for character in block),
    "compose": lambda block: text.compose("|".join(block)),
    "compose as a mark": lambda block: text.compose("|".join(f"a{c}\u0323" for c in block)),
    "compose as a base": lambda block: text.compose("|".join(f"{c}\u0301" for c in block)),
}


def judged(document: FlowDocument, answers: Any) -> dict[str, Any]:
    """Say all that check and progress say, in the twin's words."""
    checked = check(document, answers, TODAY)
    found = [*checked.errors, *checked.warnings]
    steps = [visited.step.id for visited in checked.path.steps]
    given = answers if isinstance(answers, dict) else {}
    return {
        "kept": checked.answers,
        "steps": [[v.step.id, [f.key for f in v.fields]] for v in checked.path.steps],
        "ending": checked.path.ending.id,
        "errors": [[p.field_key, p.code, p.params] for p in checked.errors],
        "warnings": [[p.field_key, p.code, p.params] for p in checked.warnings],
        "said": [explain(document, problem, "en") for problem in found],
        "progress": [
            [*progress(document, given, step), longest_from(document, step)] for step in steps
        ],
    }


def test_both_engines_judge_random_flows_alike(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in KINDS.values():
        # What only the server can tell has no twin.
        monkeypatch.setattr(type(kind), "verify", FieldKind.verify)
    random, pairs = Generator(seed=1), []
    for _ in range(FLOWS):
        document = random.document()
        pairs += [(document, random.answers(document)) for _ in range(ANSWERS)]
    calls = [["check", localise(flow, "en"), answers, str(TODAY)] for flow, answers in pairs]
    _, *theirs = ask(tmp_path, [["messages", texts("en")], *calls])
    seen: Counter[str] = Counter()
    for (document, answers), twin in zip(pairs, theirs, strict=True):
        ours = judged(FlowDocument.from_json(document), answers)
        assert ours == twin, json.dumps([document, answers])
        seen.update(code for _, code, _ in ours["errors"] + ours["warnings"])
        seen.update([f"{len(ours['steps'])} steps"])
    with capsys.disabled():
        report(f"\n{len(pairs)} random enquiries judged alike: {dict(sorted(seen.items()))}")
    assert len(seen) > 40, "the generator makes too few kinds of faults"
    assert all(seen[code] >= 5 for code in ("check", "unknown_field", "too_few_entries"))


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
