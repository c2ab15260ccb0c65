"""Fail points are for tests alone."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

import zenflow.settings
from relay import failpoints


def test_nothing_listens_with_the_settings_of_the_project():
    assert failpoints.listener is None
    for point in failpoints.POINTS:
        failpoints.reach(point)


def test_each_point_is_reached():
    code = "".join(path.read_text() for path in Path(settings.BASE_DIR, "relay").glob("*.py"))
    reached = re.findall(r'failpoints\.reach\("(\w+)"\)', code)
    assert set(reached) == set(failpoints.POINTS)


def test_the_settings_that_listen_refuse_to_serve_anybody_else(monkeypatch):
    monkeypatch.setattr(zenflow.settings, "PUBLIC_URL", "https://forms.example")
    with pytest.raises(ImproperlyConfigured):
        runpy.run_module("zenflow.testing.faults.settings")


def test_no_code_of_the_project_names_them():
    """Who wants them must say so in the environment of a process."""
    root, name = Path(settings.BASE_DIR), "testing.faults.settings"
    found = {
        str(path.relative_to(root))
        for app in ("zenflow", "tenants", "builder", "relay", "demo")
        for path in (root / app).rglob("*.py")
        if name in path.read_text()
    }
    assert found == {"zenflow/testing/stand.py", "relay/tests/test_failpoints.py"}
