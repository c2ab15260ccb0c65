"""`make run`, judged from outside: the processes it leaves, the sentences it says."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

from zenflow.processes import wait_until
from zenflow.testing.product import Product, product
from zenflow.testing.servers import temporary_folder

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def get(url: str) -> int:
    host, port = url.removeprefix("http://").split(":")
    with closing(http.client.HTTPConnection(host, int(port), timeout=5)) as connection:
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status
        except OSError:
            return 0


@pytest.fixture(scope="module")
def prepared():
    """A folder of data that the first start of a test prepares: the others need no more."""
    folder = temporary_folder()
    (folder / "var").mkdir()
    yield folder / "var"
    shutil.rmtree(folder)


@pytest.fixture
def stopped(prepared):
    one = Product(prepared, {"DEMO": "off"})
    yield one
    one.stop()


@pytest.fixture(scope="module")
def running():
    """One that runs, for tests that leave it running."""
    with product(DEMO="off") as one:
        yield one


def test_it_says_where_everything_is(running):
    assert f"{running.url}/admin/" in running.said
    assert str(running.folder / "log") in running.said


def test_data_and_logs_are_for_us_alone(running):
    for name in ("log", "broker", "secrets", "broker.sock"):
        assert (running.folder / name).stat().st_mode & 0o077 == 0, name


@pytest.mark.parametrize("part", ["celery -A", "gunicorn zenflow.wsgi", "valkey-server"])
def test_what_is_killed_comes_back(running, part):
    before = running.pids(part)
    os.kill(before[0], signal.SIGKILL)
    back = wait_until(
        lambda: (after := running.pids(part)) and not set(after) & set(before), within=30
    )
    assert back, running.processes
    assert "was ended by SIGKILL; it starts again in 1 s." in running.said
    assert wait_until(lambda: get(running.url) == 200, within=30)


def test_a_second_start_with_the_same_data_says_who_has_it(running):
    second = Product(running.folder, {"DEMO": "off"})
    second.console = running.folder / "second.log"
    assert second.fail() == 1
    assert second.said.count("\n") == 1
    assert f"already runs with the data in {running.folder}" in second.said
    assert str(running.process.pid) in second.said
    assert get(running.url) == 200


def test_two_run_side_by_side_and_ctrl_c_ends_everything_of_one(running, stopped):
    stopped.start()
    assert get(running.url) == get(stopped.url) == 200
    assert not set(running.processes) & set(stopped.processes)
    assert len(stopped.processes) > 4
    assert stopped.stop(signal.SIGINT) == 0
    assert stopped.said.endswith("Zenflow has stopped.\n")
    assert get(running.url) == 200


def test_a_start_right_after_a_kill_works_and_another_kill_leaves_nothing(stopped):
    stopped.start()
    stopped.kill()
    stopped.start()
    assert get(stopped.url) == 200
    stopped.kill()
    assert wait_until(lambda: not stopped.processes, within=40), stopped.processes


def test_a_taken_port_is_named_with_the_setting_to_change(server_folder):
    refused = {}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for setting in ("WEB_PORT", "DEMO_PORT", "DEMO_MAIL_PORT"):
            one = refused[setting] = Product(server_folder / setting, {setting: str(port)})
            one.folder.mkdir()
            one.begin()
        for setting, one in refused.items():
            assert one.gives_up() == 1
            assert one.said.count("\n") == 1
            assert f"Port {port} is taken" in one.said
            assert f"{setting}={port + 10} make run" in one.said


def test_a_setting_that_cannot_be_used_is_one_sentence(stopped):
    stopped.env["WEB_PORT"] = "eighty"
    assert stopped.fail() == 1
    assert stopped.said.count("\n") == 1
    assert "WEB_PORT is set to 'eighty'" in stopped.said


def test_databases_that_cannot_be_prepared_stop_the_start_with_the_reason(stopped):
    stopped.env["DATABASE_URL"] = stopped.env["KEYS_DATABASE_URL"] = (
        f"sqlite:///{stopped.folder}/same.sqlite3"
    )
    assert stopped.fail() == 1
    assert "Zenflow could not prepare its databases." in stopped.said
    assert "KEYS_DATABASE_URL names the same database" in stopped.said
    assert "Traceback" not in stopped.said


def test_a_part_that_cannot_start_stops_the_start_with_its_last_words(stopped):
    stopped.env["GUNICORN_CMD_ARGS"] = "--no-such-option"
    assert stopped.fail() == 1
    assert "web did not get ready." in stopped.said
    assert "--no-such-option" in stopped.said


def test_other_databases_are_prepared_again_and_a_deep_folder_gets_its_socket_elsewhere(prepared):
    folder = temporary_folder()
    deep = Product(folder / ("d" * 100), {"DEMO": "off"})
    shutil.copytree(prepared, deep.folder, ignore=shutil.ignore_patterns("*.sqlite3*", "broker*"))
    assert (deep.folder / "prepared").exists()
    try:
        deep.start()
        assert "Preparing" in deep.said
        assert get(deep.url) == 200
        assert not (deep.folder / "broker.sock").exists()
    finally:
        deep.stop()
        shutil.rmtree(folder)


def test_a_wish_to_stop_while_preparing_is_heard():
    folder = temporary_folder()
    early = Product(folder / "var", {"DEMO": "off"})
    early.folder.mkdir()
    early.begin()
    try:
        assert wait_until(lambda: "Preparing" in early.said, within=30)
        began = time.monotonic()
        assert early.stop() == 0
        assert time.monotonic() - began < 20
    finally:
        shutil.rmtree(folder)


def test_without_a_broker_for_this_system_the_relay_runs_alone(monkeypatch, tmp_path):
    from zenflow.supervisor import __main__ as main
    from zenflow.supervisor.watch import Watch

    monkeypatch.setattr(main, "valkey_binary", lambda: None)
    watch = Watch(tmp_path, {}, print)
    assert main.start_broker(watch, tmp_path) is None
    assert [part.name for part in main.serving(watch)][:2] == ["web", "relay"]


def test_a_long_log_is_moved_aside_and_written_on(tmp_path):
    from zenflow.supervisor import watch

    one = watch.Child(watch.Part("long", ["true"], lambda: True), tmp_path, {}, print)
    one.log.write_text("x" * (watch.LOG_BYTES + 1))
    with one.log.open("ab") as writer:
        one.shorten_log()
        writer.write(b"next\n")
    assert one.log.read_text() == "next\n"
    assert one.log.with_suffix(".log.1").stat().st_size == watch.LOG_BYTES + 1


def test_it_is_started_by_make():
    words = subprocess.run(["make", "-n", "run"], capture_output=True, text=True, check=True).stdout
    assert "zenflow/install.py run" in words
