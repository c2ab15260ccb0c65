"""Ask the browser's engine, bundled from its source and run by node."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

WIDGET = Path(__file__).parents[2] / "widget"
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="node is not installed")


def ask(folder: Path, calls: list[list[Any]], timeout: int = 100) -> list[Any]:
    """Run calls [name, *arguments] in one node process; gives their results in order."""
    esbuild = WIDGET / "node_modules" / ".bin" / "esbuild"
    assert esbuild.exists(), "run `npm ci` in widget/ first"
    bundle = folder / "bridge.mjs"
    build = [esbuild, WIDGET / "tests" / "bridge.ts", "--bundle", "--platform=node"]
    build += ["--format=esm", "--log-level=warning", f"--outfile={bundle}"]
    subprocess.run([str(part) for part in build], check=True, timeout=60)
    asked = subprocess.run(
        [str(NODE), str(bundle)],
        input=json.dumps(calls),
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=timeout,
    )
    results: list[Any] = json.loads(asked.stdout)
    return results
