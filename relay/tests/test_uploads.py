from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadhandler import load_handler
from django.http.multipartparser import MultiPartParser
from PIL import Image

from relay import chunks
from relay.uploads import RefusedFileError, SealedFile, SealingHandler, Upload
from zenflow.testing.some_files import multipart, part, picture

MARKER = b"Nadel-Upload-4711"


def taken(content: bytes, name: str = "a.jpg") -> SealedFile:
    """Take a file in as a form of the admin does."""
    body = multipart(part("picture", content, name, "Content-Type: image/jpeg"))
    meta = {
        "CONTENT_TYPE": "multipart/form-data; boundary=limit",
        "CONTENT_LENGTH": str(len(body)),
    }
    handler = load_handler(django_settings.FILE_UPLOAD_HANDLERS[0])
    _, files = MultiPartParser(meta, io.BytesIO(body), [handler]).parse()
    file = files["picture"]
    assert isinstance(file, SealedFile)
    return file


def disk_of(file: SealedFile) -> bytes:
    """Read what lies on disk of a file that has no name."""
    return Path(f"/proc/self/fd/{file.spool._disk.fileno()}").read_bytes()


def test_ours_is_the_only_handler():
    assert django_settings.FILE_UPLOAD_HANDLERS == ["relay.uploads.SealingHandler"]


@pytest.mark.parametrize("size", [0, 1, 1000, chunks.SIZE, chunks.SIZE + 1, 5 * chunks.SIZE // 2])
def test_what_was_taken_in_reads_like_any_file(size):
    content = os.urandom(size)
    file = taken(content)
    assert (file.size, file.name, file.content_type) == (size, "a.jpg", "image/jpeg")
    assert file.read() == content
    file.seek(0)
    assert b"".join(file.chunks()) == content
    file.seek(-1, os.SEEK_END) if size else None
    assert file.read() == content[-1:]
    file.seek(size // 2)
    assert (file.tell(), file.read(7)) == (size // 2, content[size // 2 :][:7])
    assert file.read(7) == content[size // 2 + 7 :][:7]
    file.close()


def test_pictures_open_from_it():
    file = taken(picture("PNG", (400, 300)))
    with Image.open(file) as opened:
        opened.verify()
    file.seek(0)
    with Image.open(file) as opened:
        opened.load()
        assert opened.size == (400, 300)
    file.close()


def test_on_disk_is_ciphertext_without_a_name():
    file = taken(MARKER * 100_000)
    folder = django_settings.VAR_DIR / "uploads"
    assert list(folder.iterdir()) == []
    on_disk = disk_of(file)
    assert len(on_disk) > 1_700_000
    assert MARKER not in on_disk
    mode = os.fstat(file.spool._disk.fileno()).st_mode & 0o777
    assert (mode, folder.stat().st_mode & 0o777) == (0o600, 0o700)
    file.close()


def test_a_key_opens_one_upload_and_no_other():
    one, other = taken(MARKER), taken(MARKER)
    assert disk_of(one) != disk_of(other)
    one.spool.upload.key = other.spool.upload.key
    with pytest.raises(chunks.CannotOpenError):
        one.read()
    one.close()
    other.close()


def test_a_file_that_was_cut_off_is_not_taken_for_a_whole_one():
    upload = Upload()
    ends = [chunks.purpose(upload.submission_id, 0, 0, is_last=last) for last in (False, True)]
    box = chunks.close(upload.key, MARKER, ends[0])
    assert chunks.uncover(upload.key, box, ends[0]) == MARKER
    with pytest.raises(chunks.CannotOpenError):
        chunks.uncover(upload.key, box, ends[1])


def test_what_is_beyond_the_limit_is_read_as_nothing_by_nobody(settings):
    settings.SUBMISSION_FILE_MAX_MB = 1
    file = taken(b"x" * (2**20 + 1))
    assert (file.size, file.spool._disk is None or file.spool._disk.closed) == (2**20 + 1, True)
    with pytest.raises(RefusedFileError):
        file.read()
    file.close()


def test_an_upload_that_breaks_off_leaves_nothing_open():
    handler = SealingHandler()
    handler.new_file("picture", "a.jpg", "image/jpeg", None, None, None)
    for _ in range(40):
        handler.receive_data_chunk(os.urandom(65_536), 0)
    assert handler.spool is not None
    disk = handler.spool._disk
    assert not disk.closed
    handler.upload_interrupted()
    assert disk.closed


def test_what_nobody_closes_is_closed_with_its_last_user():
    spool = Upload().begin()
    spool.write(os.urandom(2 * chunks.SIZE))
    disk = spool._disk
    del spool
    assert disk.closed
