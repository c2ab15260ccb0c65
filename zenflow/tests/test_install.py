"""Setting up from nothing: old Pythons, no network, changed pins."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zenflow import provision
from zenflow.processes import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
INSTALL = ROOT / "zenflow" / "install.py"
PINS = ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"]


@pytest.fixture
def checkout(tmp_path):
    """A clone before anything was installed: what `make run` reads first."""
    (tmp_path / "zenflow").mkdir()
    for name in ("install.py", "provision.py"):
        shutil.copy(ROOT / "zenflow" / name, tmp_path / "zenflow")
    for name in ["Makefile", *PINS]:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def make(checkout, *words, **environment):
    return subprocess.run(
        ["make", "--silent", "-C", str(checkout), *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def as_python(version: tuple[int, int], *words: str) -> subprocess.CompletedProcess[str]:
    """Run install.py in an interpreter that says it has this version."""
    pretend = (
        f"import sys, runpy; sys.version_info = {(*version, 0, 'final', 0)};"
        f"sys.argv = {['install.py', *words]!r}; runpy.run_path({str(INSTALL)!r}, run_name='__main__')"
    )
    command = [sys.executable, "-I", "-c", pretend]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", [(3, 0), (3, 6), (3, 9), (3, 10)])
def test_an_old_python_is_told_which_one_is_needed(version):
    done = as_python(version, "test")
    assert done.returncode == 1
    assert done.stderr == (
        "Zenflow needs Python 3.11 or newer; this is Python {}.{}. "
        "Name a newer one: make test PYTHON=/path/to/python3\n".format(*version)
    )


def test_any_python_3_can_read_the_file_that_says_so():
    tree = ast.parse(INSTALL.read_text(), feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    assert "__future__" not in INSTALL.read_text()


def test_a_python_that_is_not_there_is_named(checkout):
    done = make(checkout, "run", "PYTHON=no-such-python")
    assert done.returncode != 0
    assert done.stderr.startswith("no-such-python was not found. Install Python 3.11 or newer")


def test_without_a_network_it_says_so_in_one_sentence(checkout):
    closed = f"http://127.0.0.1:{free_port()}/simple"
    done = make(
        checkout,
        "run",
        f"PYTHON={sys.executable}",
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL=closed,
        PIP_EXTRA_INDEX_URL="",
        PIP_FIND_LINKS="",
        PIP_NO_CACHE_DIR="1",
        UV_DEFAULT_INDEX=closed,
        UV_NO_CACHE="1",
    )
    assert done.returncode != 0
    said = done.stderr.splitlines()
    assert said[0] == "Installing the packages of requirements.txt into .venv ..."
    assert said[1].startswith("The Python package index could not be reached")
    assert "Traceback" not in done.stderr
    assert not (checkout / ".venv" / "zenflow.stamp").exists()


def test_an_unknown_word_lists_the_known_ones(capsys):
    assert provision.main(["dance"]) == 1
    assert "run, test, prove, coverage, check, bench" in capsys.readouterr().err


def test_every_target_of_make_is_known_to_the_installer():
    targets = (ROOT / "Makefile").read_text().partition(".PHONY:")[2].splitlines()[0].split()
    assert set(targets) == set(provision.COMMANDS)


@pytest.fixture
def quiet_install(checkout, monkeypatch):
    """Note what would be run instead of running it; the venv appears at once."""
    ran: list[list[str]] = []

    def attempt(command):
        ran.append([str(part) for part in command])
        python = checkout / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(provision, "attempt", attempt)
    monkeypatch.setattr(provision, "ROOT", checkout)
    monkeypatch.setattr(provision, "VENV", checkout / ".venv")
    monkeypatch.setattr(provision, "PYTHON", checkout / ".venv" / "bin" / "python")
    monkeypatch.setattr(provision, "STAMP", checkout / ".venv" / "zenflow.stamp")
    for name, pins in zip(("RUNTIME", "DEVELOPMENT", "INSTALLER"), PINS, strict=True):
        monkeypatch.setattr(provision, name, checkout / pins)
    return ran


def test_a_fresh_stamp_saves_the_work(quiet_install):
    provision.install(provision.RUNTIME)
    assert quiet_install
    quiet_install.clear()
    provision.install(provision.RUNTIME)
    assert not quiet_install


def test_changed_pins_are_installed_into_the_same_venv(quiet_install):
    provision.install(provision.RUNTIME)
    quiet_install.clear()
    provision.RUNTIME.write_text(provision.RUNTIME.read_text() + "\n# another pin\n")
    provision.install(provision.RUNTIME)
    assert quiet_install
    assert not any("venv" in command for command in quiet_install)


def test_the_development_packages_serve_for_running_too(quiet_install):
    provision.install(provision.DEVELOPMENT)
    quiet_install.clear()
    provision.install(provision.RUNTIME)
    assert not quiet_install


def test_testing_after_running_installs_the_rest(quiet_install):
    provision.install(provision.RUNTIME)
    quiet_install.clear()
    provision.install(provision.DEVELOPMENT)
    assert any("requirements-dev.txt" in word for command in quiet_install for word in command)


def test_every_package_is_installed_by_its_hash(quiet_install):
    provision.install(provision.DEVELOPMENT)
    installs = [command for command in quiet_install if "venv" not in command]
    assert installs
    assert all("--require-hashes" in command for command in installs)


def test_without_uv_pip_installs_the_same_pins(quiet_install, monkeypatch):
    noted = provision.attempt
    monkeypatch.setattr(
        provision, "attempt", lambda c: noted(c) or ("no wheel" if "-uv" in str(c) else None)
    )
    provision.install(provision.RUNTIME)
    assert str(provision.RUNTIME) in quiet_install[-1]
    assert "pip" in quiet_install[-1]


def test_an_interrupted_install_is_not_taken_for_done(quiet_install, monkeypatch):
    provision.install(provision.RUNTIME)
    provision.RUNTIME.write_text("changed==1 --hash=sha256:0\n")
    monkeypatch.setattr(provision, "make_venv", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    assert provision.main(["run"]) == 1
    assert not provision.STAMP.exists()


def test_what_pip_says_is_shown_without_passwords():
    said = provision.attempt(
        [sys.executable, "-c", "import sys; sys.exit('see https://user:secret@index.example/')"]
    )
    assert said == "see https://index.example/"
