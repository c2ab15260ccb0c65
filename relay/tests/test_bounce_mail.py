"""Where mails that came back are read: every place, and nothing else is deleted there."""

from __future__ import annotations

import io
import mailbox
import re
import socket
import ssl
import sys
import threading
from contextlib import closing, contextmanager, suppress

import pytest
import trustme
from django.core.management import CommandError, call_command
from django.db import OperationalError

from relay import bounce_mail, bouncing, return_paths
from relay.bounce_reports import Report
from relay.sealing import CannotOpenError
from relay.tests.came_back import postfix
from relay.tests.test_bounce_reports import ADDRESS, ID

STRANGE = b"To: zurueck@forms.example\nSubject: Rechnung\n\nGuten Tag\n"


@pytest.fixture(autouse=True)
def taken(settings, monkeypatch):
    """See what is noted, without any delivery that it is about."""
    settings.BOUNCE_ADDRESS, settings.BOUNCE_PASSWORD = "zurueck@forms.example", "geheim"
    found: list[Report] = []

    def take(report: Report) -> bool:
        found.append(report)
        return True

    monkeypatch.setattr(bouncing, "take", take)
    return found


@pytest.fixture
def report():
    return postfix(return_paths.make(ID), ADDRESS)


def read(*arguments) -> str:
    out = io.StringIO()
    call_command("read_bounces", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue().strip()


def test_one_message_comes_through_a_pipe(report, taken, monkeypatch):
    for raw, count in ((report + b"x" * 2**20, 1), (STRANGE, 1)):
        pipe = io.TextIOWrapper(io.BytesIO(raw))
        monkeypatch.setattr(sys, "stdin", pipe)
        assert read().startswith("1 read")
        assert pipe.buffer.read() == b"", "who writes it must not find the pipe closed"
        assert len(taken) == count


def test_while_the_database_is_away_the_mail_server_keeps_it(report, monkeypatch):
    def away(found):
        raise OperationalError

    monkeypatch.setattr(bouncing, "take", away)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(report)))
    with pytest.raises(SystemExit) as ended:
        read()
    assert ended.value.code == 75


def test_a_maildir_loses_what_was_ours_and_nothing_else(report, taken, tmp_path):
    box = mailbox.Maildir(tmp_path / "box")
    seen = mailbox.MaildirMessage(STRANGE)
    seen.set_subdir("cur")
    seen.set_flags("S")
    for message in (report, STRANGE, report, seen):
        box.add(message)
    assert read("--maildir", tmp_path / "box") == "3 read, 2 of them paused an address."
    assert len(taken) == 2
    left = [path.name for path in (tmp_path / "box").rglob("*") if path.is_file()]
    assert len(left) == 2
    assert all(name.endswith(":2,S") for name in left)
    assert read("--maildir", tmp_path / "box").startswith("0 read")


def test_what_could_not_be_noted_stays(report, tmp_path, monkeypatch):
    def fails(found):
        raise OperationalError

    monkeypatch.setattr(bouncing, "take", fails)
    mailbox.Maildir(tmp_path / "box").add(report)
    with pytest.raises(SystemExit):
        read("--maildir", tmp_path / "box")
    assert len(list((tmp_path / "box" / "new").iterdir())) == 1


def test_what_cannot_be_noted_for_its_destination_keeps_no_other_waiting(
    report, tmp_path, monkeypatch
):
    found = iter([CannotOpenError, None])

    def take(report):
        if error := next(found):
            raise error
        return True

    monkeypatch.setattr(bouncing, "take", take)
    box = mailbox.Maildir(tmp_path / "box")
    box.add(report)
    box.add(report)
    assert read("--maildir", tmp_path / "box") == "2 read, 1 of them paused an address."
    (left,) = (path for path in (tmp_path / "box").rglob("*") if path.is_file())
    assert left.name.endswith(":2,S")


def test_an_mbox_loses_what_was_ours_and_nothing_else(report, taken, tmp_path):
    box = mailbox.mbox(tmp_path / "box")
    for message in (STRANGE, report, STRANGE, report):
        box.add(message)
    box.close()
    assert read("--mbox", tmp_path / "box").startswith("4 read, 2")
    with closing(mailbox.mbox(tmp_path / "box")) as left:
        assert [one["Subject"] for one in left] == ["Rechnung"] * 2


@contextmanager
def imap_server(messages, monkeypatch, tmp_path, features="UIDPLUS"):
    """Speak as much IMAP over TLS as a real server would be asked for."""
    authority, log = trustme.CA(), []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setattr(bounce_mail, "AUTHORITY", str(tmp_path / "authority.pem"))

    def talk(listener):
        with (
            suppress(ssl.SSLError),  # whoever doesn't trust us hangs up
            listener.accept()[0] as bare,
            context.wrap_socket(bare, server_side=True) as connection,
        ):
            connection.sendall(b"* OK ready\r\n")
            for line in connection.makefile("rb"):
                tag, _, command = line.strip().partition(b" ")
                log.append(command.decode())
                answer = _answer(log[-1], messages, features)
                said = b"NO no" if answer is None else b"OK done"
                connection.sendall((answer or b"") + tag + b" " + said + b"\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=talk, args=(listener,), daemon=True)
        thread.start()
        yield listener.getsockname()[1], log
        thread.join(5)


def _answer(command, messages, features):
    """Answer one command; what has been expunged is gone from `messages`."""
    uid = int(found[1]) if (found := re.match(r"UID \w+ (\d+)", command)) else 0
    if command == "CAPABILITY":
        return f"* CAPABILITY IMAP4rev1 {features}\r\n".encode()
    if command.startswith("LOGIN"):
        return b"" if command.endswith('"geheim"') else None
    if command == "UID SEARCH UNSEEN":
        return b"* SEARCH " + " ".join(map(str, messages)).encode() + b"\r\n"
    if command.startswith("UID FETCH"):
        return b"* 1 FETCH (UID 1 BODY[]<0> {%d}\r\n%b)\r\n" % (len(messages[uid]), messages[uid])
    if command.startswith("UID EXPUNGE"):
        del messages[uid]
    return b"* BYE\r\n" if command == "LOGOUT" else b""


def test_over_imap_what_was_ours_is_destroyed_at_once_and_the_rest_marked_as_seen(
    report, taken, monkeypatch, tmp_path
):
    messages = {7: report, 9: STRANGE}
    with imap_server(messages, monkeypatch, tmp_path) as (port, log):
        assert read("--imap", "localhost", "--port", port).startswith("2 read, 1")
    assert list(messages) == [9]
    assert r"UID STORE 9 +FLAGS.SILENT (\Seen)" in log
    assert 'LOGIN zurueck@forms.example "geheim"' in log
    assert len(taken) == 1


def test_a_server_that_cannot_expunge_one_is_told_to_expunge_what_is_marked(
    report, monkeypatch, tmp_path
):
    with imap_server({7: report}, monkeypatch, tmp_path, features="") as (port, log):
        read("--imap", "localhost", "--port", port)
    assert "EXPUNGE" in log


def test_a_server_that_nobody_should_trust_gets_no_password(report, monkeypatch, tmp_path):
    with imap_server({7: report}, monkeypatch, tmp_path) as (port, log):
        monkeypatch.setattr(bounce_mail, "AUTHORITY", None)
        with pytest.raises(CommandError, match="SSLCertVerificationError"):
            read("--imap", "localhost", "--port", port)
    assert log == []


def test_a_wrong_password_and_a_place_that_is_not_there_are_said(
    report, settings, monkeypatch, tmp_path
):
    settings.BOUNCE_PASSWORD = "falsch"
    with (
        imap_server({7: report}, monkeypatch, tmp_path) as (port, _),
        pytest.raises(CommandError, match="can't be read"),
    ):
        read("--imap", "localhost", "--port", port)
    for place in ("--maildir", "--mbox"):
        with pytest.raises(CommandError, match="can't be read"):
            read(place, tmp_path / "nowhere")
    settings.BOUNCE_ADDRESS = ""
    with pytest.raises(CommandError, match="BOUNCE_ADDRESS"):
        read()
