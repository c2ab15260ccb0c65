"""Each import contract reports what it forbids; what a linter can't see is looked for here."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ["tenants", "builder", "relay", "demo", "zenflow"]  # each knows only those before it

# What to plant, and the contract that must report it.
VIOLATIONS = {
    "tenants/planted.py": ("import builder.models", "never back"),
    "builder/planted.py": ("import relay.models", "never back"),
    "relay/planted.py": ("import demo.apps", "never back"),
    "builder/embed/planted.py": ("import zenflow.env", "Apps read django.conf.settings"),
    "demo/planted.py": ("from zenflow import settings", "Apps read django.conf.settings"),
    "builder/flows/planted.py": ("from django.db import models", "Flow logic is plain Python"),
    "builder/fields/planted.py": ("import rest_framework", "Flow logic is plain Python"),
    "relay/channels/planted.py": ("import builder.document", "Relay enters builder only"),
    "builder/models/planted.py": ("import builder.admin", "Layers inside builder"),
    "builder/embed/planted_too.py": ("import builder.admin", "Layers inside builder"),
}


def copy_of_the_code(folder: Path) -> Path:
    ignore = shutil.ignore_patterns("__pycache__", "static", "templates", "locale")
    for app in APPS:
        shutil.copytree(ROOT / app, folder / app, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [linter, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_every_contract_holds_and_reports_what_is_planted_against_it(tmp_path):
    """One copy and two runs: each run builds the whole import graph."""
    copy = copy_of_the_code(tmp_path)
    clean = lint(copy)
    assert clean.returncode == 0, clean.stdout
    for name, (line, _) in VIOLATIONS.items():
        (copy / name).write_text(f"{line}\n")
    report = lint(copy)
    assert report.returncode == 1
    for name, (line, contract) in VIOLATIONS.items():
        broken = report.stdout.partition("Broken contracts")[2]
        module = name.removesuffix(".py").replace("/", ".")
        assert contract in broken, line
        assert module in broken, f"{line} in {name} was not reported:\n{broken}"


def test_every_contract_is_planted_against():
    names = [
        line.partition('"')[2].rpartition('"')[0]
        for line in (ROOT / "pyproject.toml").read_text().splitlines()
        if line.startswith("name = ") and not line.endswith('"zenflow"')
    ]
    planted = {contract for _, contract in VIOLATIONS.values()}
    assert names
    for name in names:
        assert any(part in name for part in planted), f"Nothing is planted against: {name}"


def references(source: str) -> list[str]:
    """Give every text in a file that is not a docstring."""
    tree = ast.parse(source)
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
    ]


def backward(app: str, source: str) -> list[str]:
    """Find names of later apps in texts: foreign keys, get_model, include, URL names."""
    later = APPS[APPS.index(app) + 1 :]
    marks = tuple(f"{name}{sign}" for name in later for sign in (".", ":", "_"))
    later = [name for name in later if name != "zenflow"]  # alone, it is the product's name
    return [text for text in references(source) if text.startswith(marks) or text in later]


@pytest.mark.parametrize("app", APPS[:-1])
def test_no_text_refers_to_a_later_app(app):
    found = {
        f"{path.relative_to(ROOT)}: {text}"
        for path in (ROOT / app).rglob("*.py")
        if "tests" not in path.parts and "migrations" not in path.parts
        for text in backward(app, path.read_text())
    }
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        'ForeignKey("relay.Submission", CASCADE)',
        'apps.get_model("relay", "Submission")',
        'include("relay.urls")',
        'reverse("relay:receipt")',
    ],
)
def test_a_text_that_refers_to_a_later_app_is_found(line):
    assert backward("builder", line)
