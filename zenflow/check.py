"""`make check`: everything that can be judged without running the tests."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from zenflow import widget

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "builder" / "static" / "builder"
NO_NODE = (
    "Node 20 or newer and npm are needed to check the widget (not to run Zenflow). "
    "On Debian and Ubuntu: apt-get install nodejs npm."
)


@dataclass(frozen=True)
class Step:
    """One thing to judge: a command that must end with 0."""

    name: str
    argv: Sequence[str]
    folder: Path = ROOT
    env: Mapping[str, str] = field(default_factory=dict)

    def run(self) -> str | None:
        """Give None when all is well, else what the command said."""
        done = subprocess.run(
            self.argv,
            cwd=self.folder,
            env={**os.environ, **self.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        said = done.stdout.decode(errors="replace").strip()
        return None if done.returncode == 0 else said or f"exit code {done.returncode}"


class Rebuild(Step):
    """A build that must leave the committed files as they are."""

    def run(self) -> str | None:
        before = contents(BUILT)
        if (said := super().run()) is not None:
            return said
        after = contents(BUILT)
        changed = sorted(name for name in before | after if before.get(name) != after.get(name))
        return f"The build changed what is committed: {', '.join(changed)}" if changed else None


def contents(folder: Path) -> dict[str, str]:
    """Give each file below a folder the digest of its content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def python_steps(scratch: Path) -> list[Step]:
    """Judge the Python side; Django reads settings as for a start in production."""
    python, tools = sys.executable, Path(sys.executable).parent
    production = {
        "VAR_DIR": str(scratch),
        "PUBLIC_URL": "https://forms.example.com",
        "DATABASE_URL": f"sqlite:///{scratch}/main.sqlite3",
        "KEYS_DATABASE_URL": f"sqlite:///{scratch}/keys.sqlite3",
        "DEMO": "off",
    }
    manage = [python, "manage.py"]
    steps = [
        Step("lint", [str(tools / "ruff"), "check", "."]),
        Step("format", [str(tools / "ruff"), "format", "--check", "."]),
        Step("imports", [str(tools / "lint-imports")]),
        Step("contracts bite", [python, "-m", "pytest", "-q", "zenflow/tests/test_contracts.py"]),
        Step("migrations", [*manage, "makemigrations", "--check", "--dry-run"], env=production),
        Step(
            "deployment",
            [*manage, "check", "--deploy", "--fail-level", "WARNING"],
            env=production,
        ),
        Step("types", [python, "-m", "mypy", "."], env={"VAR_DIR": str(scratch)}),
    ]
    if importlib.util.find_spec("zenflow.catalogue") is not None:
        steps.append(Step("catalogues", [python, "-m", "zenflow.catalogue", "--check"]))
    return steps


def widget_steps() -> list[Step]:
    """Judge the widget: types, tests, size, and that what is committed is what it builds."""
    steps = [
        Step("widget types", ["npm", "run", "--silent", "check"], widget.FOLDER),
        Step("widget tests", ["npm", "test", "--silent"], widget.FOLDER),
        Rebuild("widget build", ["npm", "run", "--silent", "build"], widget.FOLDER),
        Step("widget size", ["npm", "run", "--silent", "size"], widget.FOLDER),
    ]
    if not widget.is_installed():
        steps.insert(0, Step("widget packages", widget.INSTALL, widget.FOLDER))
    return steps


def judge(steps: Sequence[Step]) -> list[str]:
    """Run every step in order, also after one has failed; give the names of those that failed."""
    failed = []
    for step in steps:
        began = time.monotonic()
        said = step.run()
        took = time.monotonic() - began
        verdict = "ok    " if said is None else "FAILED"
        say(f"{verdict} {step.name:<18}{took:5.1f} s" + (f"\n{said}" if said is not None else ""))
        if said is not None:
            failed.append(step.name)
    return failed


def main() -> int:
    """Judge Python and the widget side by side; say what failed in the end."""
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor() as pool:
        (Path(scratch) / "static").mkdir()
        node = widget.has_node()
        lanes = [python_steps(Path(scratch)), widget_steps() if node else []]
        failed = [name for names in pool.map(judge, lanes) for name in names]
    if not node:
        failed.append("widget")
        say(NO_NODE)
    count = sum(map(len, lanes))
    say(f"Failed: {', '.join(failed)}." if failed else f"All {count} checks passed.")
    return 1 if failed else 0


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
