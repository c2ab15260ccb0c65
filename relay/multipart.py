"""Read an enquiry that comes with files: a part of JSON named `submission`, and a part per file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from builder.embed.problems import Refused
from builder.fields.file import MOST_FILES
from relay.uploads import MB, SealedFile, SealingHandler

CONTENT_TYPE = "multipart/form-data"
JSON_PART = "submission"
# Boundaries and the headers of parts, each of which Django reads no further than a kilobyte.
_AROUND = 2**16
# Django decodes texts and puts another character for what is no UTF-8: here each byte is one.
_AS_BYTES = "latin-1"


@dataclass(frozen=True, slots=True)
class Multipart:
    """What came: the part of JSON as it is, and the files by the names of their parts."""

    json: bytes
    files: Mapping[str, SealedFile]

    def close(self) -> None:
        """Let go of the files."""
        for file in self.files.values():
            file.close()


def most_bytes() -> int:
    """Return how long a request with files can be."""
    most: int = settings.SUBMISSION_FILES_MAX_MB * MB + settings.SUBMISSION_MAX_BYTES + _AROUND
    return most


def read_parts(request: HttpRequest, length: int) -> Multipart:
    """Return what was sent, its files sealed while they are read. Raises Refused.

    `length` is what the request said of itself: what is too long is not begun with.
    """
    if length > most_bytes():
        raise Refused("files_too_large")
    handler = _Handler()
    try:
        post, files = MultiPartParser(request.META, request, [handler], _AS_BYTES).parse()
        return _only_once(handler, post, files)
    except (TooManyFilesSent, TooManyFieldsSent):
        raise Refused("too_many_files") from None
    except RequestDataTooBig:
        raise Refused("too_large") from None
    except MultiPartParserError:
        raise Refused("malformed") from None
    except OSError as error:  # the disk is full, or the browser is gone
        raise Refused("unavailable") from error
    finally:
        handler.close()


def _only_once(handler: _Handler, post: Any, files: Any) -> Multipart:
    """Return the parts, of which none may come twice and none be anything else."""
    texts = [text.encode(_AS_BYTES) for values in dict(post.lists()).values() for text in values]
    texts += [bytes(handler.json)] if handler.json is not None else []
    if sum(map(len, texts)) > settings.SUBMISSION_MAX_BYTES:
        _let_go(files)
        raise Refused("too_large")
    found = {name: values[0] for name, values in files.lists() if len(values) == 1}
    if len(texts) == 1 and len(found) == len(files) and post.keys() <= {JSON_PART}:
        return Multipart(texts[0], found)
    _let_go(files)
    raise Refused("malformed")


def _let_go(files: Any) -> None:
    for values in dict(files.lists()).values():
        for file in values:
            file.close()


class _Handler(SealingHandler):
    """Keeps the part of JSON in memory, where it is read anyway; seals all others."""

    def __init__(self) -> None:
        super().__init__()
        self.json: bytearray | None = None

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        if field_name == JSON_PART and self.json is None:
            self.field_name, self.json = field_name, bytearray()
            return
        if self.upload.count >= MOST_FILES:
            raise Refused("too_many_files")
        super().new_file(field_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.spool is not None or self.json is None:
            super().receive_data_chunk(raw_data, start)
            return
        self.json += raw_data
        if len(self.json) > settings.SUBMISSION_MAX_BYTES:
            raise Refused("too_large")

    def file_complete(self, file_size: int) -> SealedFile | None:
        return super().file_complete(file_size) if self.spool is not None else None
