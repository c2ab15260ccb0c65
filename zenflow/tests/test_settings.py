from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler

from zenflow import env

ROOT = Path(settings.BASE_DIR)


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import zenflow.settings"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_every_variable_that_is_read_is_documented_and_no_other() -> None:
    import demo.site.settings  # noqa: F401  # reads its own

    documented = set(
        re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text(), re.M)
    )
    assert documented == set(env.DECLARED)


def test_defaults_in_the_docs_are_the_defaults_in_the_code() -> None:
    text = (ROOT / "docs/settings.md").read_text()
    for name in ("HOLD_DAYS", "EVIDENCE_DAYS", "SUBMISSION_MAX_BYTES", "WEB_PORT", "DEMO_PORT"):
        assert f"| `{name}` | `{env.DECLARED[name]}` |" in text


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HOLD_DAYS", "a week", "Set it to a whole number from 1 to 60."),
        ("HOLD_DAYS", "0", "Set it to a whole number from 1 to 60."),
        ("DEMO", "maybe", "Set it to on or off."),
        ("PUBLIC_URL", "forms.example.com", "Set it to an address such as https://"),
        ("PUBLIC_URL", "https://example.com/forms", "Set it to an address such as https://"),
        ("DATABASE_URL", "mysql://me:hunter2@db/zenflow", "DATABASE_URL can't be used. Set it to"),
        (
            "DATABASE_URL",
            "postgres://me:hunter2@db:port/x",
            "DATABASE_URL can't be used. Set it to",
        ),
        ("EMAIL_SECURITY", "ssl", "Set it to starttls, tls or none."),
        ("EMAIL_FROM", "Zenflow", "Set it to an address such as Zenflow <post@example.com>."),
        ("MASTER_KEYS", "one:short", "MASTER_KEYS can't be used. Set it to one or more keys"),
        ("SECRET_KEY_FILE", "/nowhere/key", "It can't be read (No such file or directory)."),
        ("VAR_DIR", "/proc/nothing", "Name a folder that can be written"),
    ],
)
def test_a_bad_value_stops_the_start_with_a_sentence(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    ended = start(tmp_path, **{name: value})
    assert ended.returncode != 0
    assert sentence in ended.stderr
    assert "hunter2" not in ended.stderr


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", {"prepare_threshold": 0, "connect_timeout": 5}),
        (
            "?sslmode=verify-full",
            {"prepare_threshold": 0, "connect_timeout": 5, "sslmode": "verify-full"},
        ),
        ("?prepare_threshold=none", {"prepare_threshold": None, "connect_timeout": 5}),
        ("?connect_timeout=30", {"prepare_threshold": 0, "connect_timeout": 30}),
    ],
)
def test_a_databases_address_adds_to_its_options(
    monkeypatch: pytest.MonkeyPatch, query: str, options: dict[str, object]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://me@db/zenflow{query}")
    assert env.database("DATABASE_URL", env.DECLARED["DATABASE_URL"])["OPTIONS"] == options


def test_a_databases_address_says_how_long_connections_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://me@db/zenflow?conn_max_age=0")
    database = env.database("DATABASE_URL", env.DECLARED["DATABASE_URL"])
    assert database["CONN_MAX_AGE"] == 0
    assert database["CONN_HEALTH_CHECKS"] is True


def test_a_database_that_does_not_answer_is_given_up_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that takes connections and says nothing, as behind a broken network."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgres://me@127.0.0.1:{silent.getsockname()[1]}/zenflow?connect_timeout=2"
        monkeypatch.setenv("DATABASE_URL", address)
        settings = env.database("DATABASE_URL", env.DECLARED["DATABASE_URL"])
        connection = ConnectionHandler({"default": settings})["default"]
        began = time.monotonic()
        with pytest.raises(psycopg.OperationalError):
            connection.connect()
        assert time.monotonic() - began < 15


def test_a_secret_comes_from_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("from-a-file\n")
    monkeypatch.setenv("EXAMPLE_FILE", str(tmp_path / "key"))
    assert env.secret("EXAMPLE") == "from-a-file"
    monkeypatch.setenv("EXAMPLE", "given")
    with pytest.raises(ImproperlyConfigured, match="Both EXAMPLE and EXAMPLE_FILE are set"):
        env.secret("EXAMPLE")
    del env.DECLARED["EXAMPLE"]


def test_secrets_are_made_once_and_for_us_alone(tmp_path: Path) -> None:
    assert start(tmp_path).returncode == 0
    folder = tmp_path / "var/secrets"
    first = {file.name: file.read_text() for file in folder.iterdir()}
    assert set(first) == {"secret_key", "master_keys", "receipt_keys"}
    assert start(tmp_path).returncode == 0
    assert {file.name: file.read_text() for file in folder.iterdir()} == first
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in folder.iterdir())


def test_processes_that_start_together_end_with_the_same_secrets(tmp_path: Path) -> None:
    show = "import zenflow.settings as s; print(s.SECRET_KEY, s.MASTER_KEYS)"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", show],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var")},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    assert len({process.communicate(timeout=60)[0] for process in running}) == 1


@pytest.mark.parametrize(
    ("message", "masked"),
    [
        ("sent to anna.b+x@example.co.uk", "sent to <e-mail>"),
        ("from 203.0.113.77", "from 203.0.113.x"),
        ("from 2001:db8:1:2:3:4:5:6", "from 2001:db8:1::/48"),
        ("from 2001:db8:1:2::1: refused", "from 2001:db8:1::/48: refused"),
        ("from ::ffff:203.0.113.77", "from 203.0.113.x"),
        ("at 18:58:17,881 in Class::name", "at 18:58:17,881 in Class::name"),
        ("GET /h/abc?name=Anna HTTP/1.1", "GET /h/abc?<query> HTTP/1.1"),
    ],
)
def test_logs_mask_what_is_personal(
    message: str, masked: str, caplog: pytest.LogCaptureFixture
) -> None:
    import logging

    from zenflow.logs import Impersonal

    record = logging.LogRecord("x", logging.INFO, "f", 1, "%s", (message,), None)
    Impersonal().filter(record)
    assert record.getMessage() == masked


def test_the_web_server_masks_what_it_logs_itself(capsys: pytest.CaptureFixture[str]) -> None:
    from gunicorn.config import Config

    from zenflow.supervisor.parts import gunicorn

    argv = gunicorn("x:y", 1)
    config = Config()
    config.set("logger_class", argv[argv.index("--logger-class") + 1])
    logger = config.logger_class(config)
    logger.warning("Invalid request from ip=%s: %s", "203.0.113.77", "anna@example.com")
    said = capsys.readouterr().err
    assert "203.0.113.x" in said
    assert "anna@" not in said


def test_a_logged_exception_keeps_its_kind_and_loses_its_text() -> None:
    import logging

    from zenflow.logs import Impersonal

    try:
        raise ValueError("Anna Beispiel, 1. Stock")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed", (), sys.exc_info())
    Impersonal().filter(record)
    assert "ValueError" in record.getMessage()
    assert "Anna" not in logging.Formatter().format(record)
