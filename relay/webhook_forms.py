"""The forms in which a webhook carries files: within its JSON, or a part each beside it.

Both give the same bytes every time they are iterated over: once to be signed, once to be sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from relay.files import Contents, File
from relay.payload import encode

JSON_TYPE = "application/json"
PAYLOAD = "payload"


class Inline:
    """One JSON document; each file is in it as base64."""

    name: ClassVar[str] = "json"
    label: ClassVar[str | Promise] = _("As base64 in the JSON")
    document: bytes | None = None

    def __init__(self, contents: Contents, message_id: str) -> None:
        self._contents = contents
        self.content_type = JSON_TYPE

    def __len__(self) -> int:
        return len(self._contents)

    def __iter__(self) -> Iterator[bytes]:
        """Give the bytes. Raises CannotOpenError."""
        return iter(self._contents)


class Parts:
    """multipart/form-data: the document, then a part per file that is named by the file's id.

    1. Instead of its `content` each file of the document says the name of its part.
    2. The boundary is made of the delivery's id: the same for every attempt, and nothing that
       whoever filled in the form could know and put into a file.
    """

    name: ClassVar[str] = "multipart"
    label: ClassVar[str | Promise] = _("As parts of multipart/form-data")

    def __init__(self, contents: Contents, message_id: str) -> None:
        self._contents = contents
        self._boundary = f"zenflow-{message_id}"
        self.content_type = f"multipart/form-data; boundary={self._boundary}"

    @cached_property
    def document(self) -> bytes:
        """Return the part of JSON, which tells each file's SHA-256."""
        document: dict[str, Any] = self._contents.document
        data = document["data"]
        if "files" in data:
            data = {**data, "files": [{**file, "part": file["id"]} for file in data["files"]]}
        return encode({**document, "data": data})

    def __len__(self) -> int:
        files = self._contents.files
        return sum(map(len, self._around(files))) + sum(file.size for file in files)

    def __iter__(self) -> Iterator[bytes]:
        """Give the bytes. Raises CannotOpenError."""
        files = self._contents.files
        first, *others = self._around(files)
        yield first
        for file, after in zip(files, others, strict=True):
            yield from file.chunks()
            yield after

    def _around(self, files: list[File]) -> list[bytes]:
        """Return all but the files; between any two of these belongs one."""
        begin = f"--{self._boundary}\r\nContent-Disposition: form-data; "
        around = [
            f'{begin}name="{PAYLOAD}"\r\nContent-Type: {JSON_TYPE}\r\n\r\n'.encode() + self.document
        ]
        for file in files:
            named = f'name="{file.id}"; filename="{_quoted(file.name)}"'
            around[-1] += f"\r\n{begin}{named}\r\nContent-Type: {file.type}\r\n\r\n".encode()
            around.append(b"")
        around[-1] += f"\r\n--{self._boundary}--\r\n".encode()
        return around


Form = Inline | Parts
FORMS: dict[str, type[Form]] = {form.name: form for form in (Inline, Parts)}


def _quoted(name: str) -> str:
    """Escape a file's name as browsers do; in the document it stands as it is."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
