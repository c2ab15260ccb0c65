"""Random enquiries judged by both engines, and what of them was tried on the way."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from builder.fields import KINDS
from builder.fields.base import Field
from builder.flows.answers import Checked, check, explain
from builder.flows.conditions import evaluate, leaves
from builder.flows.document import FlowDocument, localise
from builder.flows.expressions import OPERATIONS, READS, nodes, reckon
from builder.flows.messages import texts
from builder.flows.operators import OPERATORS
from builder.flows.path import longest_from, progress
from builder.flows.telling import tell, told

from .generator import Generator
from .twin import ask

TODAY = date(2026, 3, 1)
ANSWERS = 4
BATCH = 500
OF_NUMBERS = ["a number", *READS, *OPERATIONS, "if"]


def judged(document: FlowDocument, answers: Any) -> tuple[dict[str, Any], Checked]:
    """Say all that check, progress and the texts say, in the twin's words."""
    checked = check(document, answers, TODAY)
    found = [*checked.errors, *checked.warnings]
    steps = [visited.step.id for visited in checked.path.steps]
    given = answers if isinstance(answers, dict) else {}
    filled = tell(document, checked.path, "en")
    return {
        "kept": checked.answers,
        "steps": [[v.step.id, [f.key for f in v.fields]] for v in checked.path.steps],
        "ending": checked.path.ending.id,
        "variables": checked.variables,
        "errors": [[p.field_key, p.code, p.params] for p in checked.errors],
        "warnings": [[p.field_key, p.code, p.params] for p in checked.warnings],
        "said": [explain(filled, problem, "en") for problem in found],
        "told": list(_texts(told(document, checked, "en"))),
        "progress": [
            [*progress(document, given, step), longest_from(document, step)] for step in steps
        ],
    }, checked


def _texts(checked: Checked) -> Iterator[list[Any]]:
    for visited in checked.path.steps:
        step = visited.step
        asked = [[one.label["en"], one.help and one.help["en"]] for one in visited.fields]
        yield [step.title["en"], step.text and step.text["en"], asked]
    ending = checked.path.ending
    yield [ending.title.get("en", ""), ending.text and ending.text["en"]]


class Coverage:
    """Counts what the cases tried."""

    def __init__(self) -> None:
        self.cases = 0
        self.off_path = 0
        self.codes: Counter[str] = Counter()
        self.steps: Counter[int] = Counter()
        self.kinds: Counter[str] = Counter()
        self.endings: Counter[str] = Counter()
        self.operators: Counter[tuple[str, bool]] = Counter()
        self.parts: Counter[tuple[str, bool]] = Counter()
        self.recalls: Counter[bool] = Counter()

    def add(self, document: FlowDocument, answers: Any, checked: Checked) -> None:
        path = checked.path
        self.cases += 1
        shown = {field.key for visited in path.steps for field in visited.fields}
        given = set(answers) if isinstance(answers, dict) else set()
        self.off_path += bool((given & document.keys.keys()) - shown)
        self.codes.update(problem.code for problem in (*checked.errors, *checked.warnings))
        self.steps[len(path.steps)] += 1
        self.endings[path.ending.kind] += 1
        self.kinds.update(field.kind for field in answered(document, checked))
        for condition in conditions(document):
            for leaf in leaves(condition):
                if isinstance(leaf.get("op"), str) and leaf["op"] in OPERATORS:
                    self.operators[leaf["op"], evaluate(leaf, path.values)] += 1
        for variable in document.reckoning.variables:
            for part in nodes(variable.value) or ():
                known = reckon(part, path.values, document.reckoning.scores) is not None
                self.parts[_name(part), known] += 1
        self.recalls[tell(document, path, "en") is not document] += 1

    @property
    def share_off_path(self) -> float:
        """Tell in how many of the cases something was answered that isn't on the path."""
        return self.off_path / self.cases

    def lines(self) -> Iterator[str]:
        """Say what was tried, in a few lines."""
        yield f"{self.cases} random enquiries judged alike by both engines, no difference"
        yield f"  answers off the path: {self.off_path} cases, {self.share_off_path:.1%}"
        yield f"  texts that recall: {self.recalls[True]} cases"
        yield f"  steps on the path: {_said(self.steps)}"
        yield f"  endings: {_said(self.endings)}"
        yield f"  kinds answered ({len(self.kinds)} of {len(KINDS)}): {_said(self.kinds)}"
        yield f"  operators, held/not: {_pairs(self.operators, OPERATORS)}"
        yield f"  parts of expressions, known/not: {_pairs(self.parts, OF_NUMBERS)}"
        yield f"  findings ({len(self.codes)} codes): {_said(self.codes)}"


def answered(document: FlowDocument, checked: Checked) -> Iterator[Field]:
    """Give the fields whose answers were taken, also within entries; notices where they show."""
    for visited in checked.path.steps:
        for field in visited.fields:
            if field.key in checked.answers or not KINDS[field.kind].asks:
                yield field
            for entry in checked.path.entries.get(field.id, ()):
                yield from (one for one in field.fields if one.key in entry.answers)


def conditions(document: FlowDocument) -> Iterator[Any]:
    """Give all conditions of a document."""
    for step in document.steps:
        yield from (step.visible_if, *(route.if_ for route in step.routes))
    for _, field in document.asked():
        yield from (field.visible_if, field.required_if, *(check.if_ for check in field.checks))
    for variable in document.variables:
        for part in nodes(variable.value) or ():
            yield part.get("if") if isinstance(part, dict) else None


def compare(folder: Path, seed: int, flows: int) -> Coverage:
    """Let both engines judge random flows, each with several answers; fails at the first difference."""
    random, coverage = Generator(seed), Coverage()
    for begun in range(0, flows, BATCH):
        pairs: list[tuple[Any, Any]] = []
        for _ in range(min(BATCH, flows - begun)):
            made = random.document()
            pairs += [(made, random.answers(made)) for _ in range(ANSWERS)]
        calls = [["check", localise(flow, "en"), answers, str(TODAY)] for flow, answers in pairs]
        _, *theirs = ask(folder, [["messages", texts("en")], *calls], timeout=280)
        for (flow, answers), twin in zip(pairs, theirs, strict=True):
            document = FlowDocument.from_json(flow)
            ours, checked = judged(document, answers)
            assert ours == twin, json.dumps([flow, answers])
            coverage.add(document, answers, checked)
    return coverage


def _name(part: Any) -> str:
    if not isinstance(part, dict):
        return "a number"
    return "if" if "if" in part else next(iter(part), "")


def _said(counter: Counter[Any]) -> str:
    return ", ".join(f"{name} {counter[name]}" for name in sorted(counter))


def _pairs(counter: Counter[tuple[str, bool]], names: Any) -> str:
    return ", ".join(f"{name} {counter[name, True]}/{counter[name, False]}" for name in names)
