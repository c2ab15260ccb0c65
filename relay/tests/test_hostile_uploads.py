"""A hundred uploads that no widget of ours sends: each gets a clear answer and leaves nothing."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from relay.models import HeldFile, HeldPayload, Submission
from relay.tests.conftest import code
from zenflow.testing import hostile_files
from zenflow.testing.some_files import json_part, multipart, part, pdf, picture

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
FD = Path("/proc/self/fd")


def _on_disk():
    folders = [django_settings.VAR_DIR / "uploads", Path(tempfile.gettempdir())]
    return {path for folder in folders if folder.exists() for path in folder.iterdir()}


@pytest.fixture(autouse=True)
def _nothing_stays(everywhere, aim, asking, monkeypatch, tmp_path):
    """Look at tables, disk and open files after each."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    aim("http://127.0.0.1:9/")
    before, opened = _on_disk(), len(os.listdir(FD))
    yield
    assert not Submission.objects.exists()
    assert not HeldPayload.objects.exists()
    assert not HeldFile.objects.exists()
    assert _on_disk() == before
    assert len(os.listdir(FD)) <= opened


def _refused_file(response):
    assert (response.status_code, code(response)) == (422, "invalid_answers")
    (error,) = response.json()["errors"]
    assert "{" not in error["message"]
    assert "Fotos" in error["message"]
    return error["code"]


def _cases(table):
    return [pytest.param(content, id=name) for name, content in table.items()]


@pytest.mark.parametrize("content", _cases(hostile_files.TWO_AT_ONCE))
def test_what_is_two_things_at_once_is_refused(sent, send, content):
    sent.add("foto.jpg", content)
    assert _refused_file(send(sent.body)) in {"file_type_refused", "file_broken"}


@pytest.mark.parametrize("content", _cases(hostile_files.NOT_ASKED_FOR))
def test_what_was_not_asked_for_is_refused_whatever_it_is_called(sent, send, content):
    sent.add("foto.jpg", content)
    assert _refused_file(send(sent.body)) == "file_type_refused"


# What is refused comes near no database: one kind of it is sample enough on SQLite.
@pytest.mark.sqlite
@pytest.mark.parametrize("content", _cases(hostile_files.BROKEN))
def test_what_cannot_be_opened_is_refused(sent, send, content):
    sent.add("foto.jpg", content)
    assert _refused_file(send(sent.body)) == "file_broken"


@pytest.mark.parametrize("content", _cases(hostile_files.TOO_MANY_PIXELS))
def test_what_would_fill_the_memory_is_not_opened(sent, send, content):
    sent.add("foto.jpg", content)
    assert _refused_file(send(sent.body)) == "picture_too_large"


@pytest.mark.parametrize("content", _cases(hostile_files.BOMBS))
def test_documents_that_are_bombs_are_refused(sent, send, content):
    sent.add("brief.docx", content)
    assert _refused_file(send(sent.body)) == "file_type_refused"


def test_a_question_takes_only_the_types_that_it_names(sent, send):
    sent.add("gutachten.pdf", picture(), "report")
    response = send(sent.body)
    assert _refused_file(response) == "file_type_refused"
    assert "PDF" in response.json()["errors"][0]["message"]


NAMES = {
    "with NUL": "a\0.jpg",
    "with a line end": "a.jpg\r\nContent-Type: text/html",
    "with a bell": "a\x07.jpg",
    "turned round": "photo\u202egpj.exe",
    "isolated": "\u2067a\u2069.jpg",
    "of 121 characters": "a" * 117 + ".jpg",
    "empty": "",
    "of blanks": "\u200b \u00a0",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_name_that_lies_or_cannot_be_shown_is_refused(sent, send, name):
    sent.add(name, picture())
    assert _refused_file(send(sent.body)) == "file_name_refused"


def _swap(sent, **changes):
    """Say something else of the first file than what is true."""
    told = sent.json
    told["answers"]["photos"][0].update(changes)
    return multipart(json_part(told), *sent.parts)


def _twice_in_two_questions(sent):
    told = sent.json
    told["answers"]["report"] = told["answers"]["photos"]
    return multipart(json_part(told), *sent.parts)


ODD = {
    "no end": lambda s: multipart(json_part(s.json), *s.parts, end=b""),
    "cut off in a file": lambda s: s.body[:-200],
    "cut off in the answers": lambda s: s.body[:150],
    "another boundary": lambda s: s.body.replace(b"--limit", b"--other"),
    "nothing": lambda s: b"",
    "line ends alone": lambda s: b"\r\n" * 50,
    "no answers": lambda s: multipart(*s.parts),
    "answers twice": lambda s: multipart(json_part(s.json), json_part(s.json), *s.parts),
    "answers as a text and as a file": lambda s: multipart(
        json_part(s.json), part("submission", json.dumps(s.json).encode()), *s.parts
    ),
    "answers that are no JSON": lambda s: multipart(part("submission", b"{", "blob"), *s.parts),
    "answers that are no UTF-8": lambda s: multipart(part("submission", b"\xff", "b"), *s.parts),
    "answers in a text that is no UTF-8": lambda s: multipart(
        part("submission", json.dumps(s.json).encode().replace(b"a.jpg", b"\xff.jpg")), *s.parts
    ),
    "half a character in a name": lambda s: s.body.replace(b'"a.jpg"', b'"\\ud800.jpg"'),
    "a text that nobody asked for": lambda s: multipart(
        json_part(s.json), *s.parts, part("more", b"text")
    ),
    "a file that nobody declared": lambda s: multipart(
        json_part(s.json), *s.parts, part("f-undeclared", picture(), "b.jpg")
    ),
    "a file that did not come": lambda s: multipart(json_part(s.json)),
    "a file that came twice": lambda s: multipart(json_part(s.json), *s.parts, *s.parts),
    "a file in two questions": _twice_in_two_questions,
    "a size one too small": lambda s: _swap(s, size=len(s.files[0][3]) - 1),
    "a size one too large": lambda s: _swap(s, size=len(s.files[0][3]) + 1),
    "another id": lambda s: _swap(s, id="f-somebodyelse"),
    "a part without a name": lambda s: s.body.replace(b'name="f-', b'nome="f-'),
    "a part without a file name": lambda s: multipart(
        json_part(s.json), *(part(id_, content) for _, id_, _, content in s.files)
    ),
    "a part whose file name is two dots": lambda s: multipart(
        json_part(s.json), *(part(id_, content, "..") for _, id_, _, content in s.files)
    ),
    "a part with a header of two kilobytes": lambda s: multipart(
        json_part(s.json), part(s.files[0][1], b"x", "a.jpg", "X-More: " + "x" * 2000)
    ),
    "a header in a file name": lambda s: multipart(
        json_part(s.json), part(s.files[0][1], s.files[0][3], 'a"\r\n\r\n<html>\r\nX: "b')
    ),
    "broken base64": lambda s: multipart(
        json_part(s.json), part(s.files[0][1], b"abc", "a", "Content-Transfer-Encoding: base64")
    ),
    "a multipart in a multipart": lambda s: multipart(
        json_part(s.json), part(s.files[0][1], s.body, "a", "Content-Type: multipart/mixed")
    ),
    "10,000 parts that say nothing": lambda s: multipart(json_part(s.json), *[b"\r\nx"] * 10_000),
}


@pytest.mark.parametrize("spoil", ODD.values(), ids=ODD.keys())
def test_what_cannot_be_read_as_one_enquiry_is_malformed(sent, send, spoil):
    sent.add("a.jpg", picture(size=(64, 64)))
    response = send(spoil(sent))
    assert (response.status_code, code(response)) in {(400, "malformed"), (413, "too_many_files")}


@pytest.mark.parametrize("boundary", ["", "x" * 300, "ä", "a\0b", 'limit"; name="'], ids=ascii)
def test_without_a_boundary_nothing_is_read(sent, send, boundary):
    sent.add("a.jpg", picture())
    response = send(sent.body, content_type=f"multipart/form-data; boundary={boundary}")
    assert (response.status_code, code(response)) == (400, "malformed")


def test_a_part_without_any_boundary_parameter_is_malformed(sent, send):
    response = send(sent.body, content_type="multipart/form-data")
    assert (response.status_code, code(response)) == (400, "malformed")


def test_the_same_id_twice_in_an_answer_is_refused_there(sent, send):
    sent.add("a.jpg", picture())
    told = sent.json
    told["answers"]["photos"] *= 2
    assert _refused_file(send(multipart(json_part(told), *sent.parts))) == "wrong_type"


def test_an_empty_file_is_named_as_one(sent, send):
    sent.add("a.jpg", b"")
    assert _refused_file(send(sent.body)) == "file_empty"


@pytest.mark.parametrize(
    "one", [part("f-x", b"x", "a"), part("more", b"x")], ids=["files", "texts"]
)
def test_ten_thousand_parts_are_not_read_to_their_end(sent, send, one):
    response = send(multipart(json_part(sent.json), *[one] * 10_000))
    assert (response.status_code, code(response)) == (413, "too_many_files")


def test_there_can_be_twenty_files_and_no_more(sent, send):
    for number in range(21):
        sent.add(f"{number}.jpg", picture(), "photos")
    response = send(sent.body)
    assert (response.status_code, code(response)) == (413, "too_many_files")


def test_more_files_than_a_question_takes_are_refused_there(sent, send):
    sent.add("a.pdf", pdf(), "report")
    sent.add("b.pdf", pdf(), "report")
    assert _refused_file(send(sent.body)) == "too_many_files"


@pytest.mark.parametrize("name", ["blob", None])
def test_answers_in_a_part_have_the_same_limit(sent, send, settings, name):
    settings.SUBMISSION_MAX_BYTES = 5000
    sent.add("a.jpg", picture())
    response = send(multipart(part("submission", b" " * 6000, name), *sent.parts))
    assert (response.status_code, code(response)) == (413, "too_large")


def test_a_file_beyond_the_limit_is_named_and_not_kept(sent, send, settings):
    settings.SUBMISSION_FILE_MAX_MB = 1
    sent.add("a.txt", b"x" * (2**20 + 1))
    response = send(sent.body)
    assert _refused_file(response) == "file_too_large"
    assert "1 MB" in response.json()["errors"][0]["message"]


def test_files_that_are_too_large_together_are_named(sent, send, settings):
    settings.SUBMISSION_FILE_MAX_MB, settings.SUBMISSION_FILES_MAX_MB = 1, 1
    sent.add("a.txt", b"x" * 600_000)
    sent.add("b.txt", b"x" * 600_000)
    assert _refused_file(send(sent.body)) == "files_too_large"


def test_a_request_that_says_it_is_too_long_is_not_begun_with(sent, send):
    sent.add("a.jpg", picture())
    response = send(sent.body, CONTENT_LENGTH=str(52 * 2**20))
    assert (response.status_code, code(response)) == (413, "files_too_large")


def test_a_full_disk_is_no_fault_of_the_enquiry(sent, send, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    sent.add("a.jpg", picture())
    response = send(sent.body)
    assert (response.status_code, code(response)) == (503, "unavailable")


def test_these_are_a_hundred():
    hostile = hostile_files
    files = hostile.TWO_AT_ONCE | hostile.NOT_ASKED_FOR | hostile.BROKEN
    files |= hostile.TOO_MANY_PIXELS | hostile.BOMBS
    assert len(files) + len(NAMES) + len(ODD) >= 100
