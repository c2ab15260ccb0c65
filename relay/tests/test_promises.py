"""docs/promises.md names tests that are there, and says of each whether every run includes it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEXT = (ROOT / "docs/promises.md").read_text()
NAMED = re.findall(r"(◆ )?`([\w/]+\.py)::(test_\w+)`", TEXT)


def _marks(decorated):
    return [ast.unparse(one) for one in decorated.decorator_list]


def _waits_for_make_prove(path, name):
    """Tell whether only `make prove` runs a test. Raises KeyError if it isn't there."""
    tree = ast.parse(path.read_text())
    tests = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    module = [
        ast.unparse(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark"
    ]
    return "pytest.mark.proof" in " ".join([*_marks(tests[name]), *module]).replace(
        "marks=pytest.mark.proof", ""
    )


@pytest.mark.parametrize(("waits", "file", "name"), sorted(set(NAMED)))
def test_each_test_that_is_named_is_there(waits, file, name):
    assert _waits_for_make_prove(ROOT / "relay/tests" / file, name) == bool(waits)


def test_each_fault_has_its_row():
    rows = re.findall(r"^\| (\d+) \|", TEXT, re.M)
    assert [int(row) for row in rows] == list(range(1, 27))


def test_the_readme_leads_there():
    assert "docs/promises.md" in (ROOT / "README.md").read_text()
