"""What every test may ask for; the servers themselves are in zenflow/testing/plugin.py."""

from __future__ import annotations

pytest_plugins = ["zenflow.testing.cast", "zenflow.testing.fixtures", "zenflow.testing.browser"]
