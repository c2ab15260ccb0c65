"""Send a test on the way that every enquiry takes: invented answers to a draft, to each destination."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable
from typing import Any

from django.utils import translation
from django_scopes import scope
from PIL import Image

from builder import previewing
from builder.fields import Field
from builder.fields.file import File
from builder.flows.document import FlowDocument, translated
from builder.inventing import invent
from builder.models import Assistant, FlowVersion
from relay import destinations, doors, intake
from relay.doors import ClosedError, Door
from relay.models import Destination, Submission
from relay.states import DestinationState
from relay.uploads import SealedFile, Upload

_KIND = File()


class NothingToSendError(Exception):
    """The draft asks nothing yet, or no answers are found that it takes."""


def takers(assistant: Assistant) -> list[Destination]:
    """Return the destinations that would get an enquiry now."""
    found = destinations.for_assistant(assistant)
    return [one for one in found if one.state == DestinationState.ACTIVE]


def send(assistant: Assistant) -> Submission:
    """Hand in invented answers to the draft as it is now; return the submission, which is a test.

    It is tried once: its hold ends when it begins, so that what doesn't arrive is destroyed.
    Raises NothingToSendError; intake.UnavailableError if nothing can be promised now.
    """
    version = previewing.frozen(assistant)
    if version is None:
        raise NothingToSendError
    document = translated(FlowDocument.from_json(version.document))
    incoming = _invented(version, document, assistant.default_locale)
    doors.forget()  # a destination may have been verified a moment ago
    try:
        with scope(tenant=assistant.tenant):
            return intake.accept(Door(version, document, is_trial=True), incoming)
    except (intake.InvalidAnswersError, intake.DisqualifiedError) as error:
        raise NothingToSendError from error
    except ClosedError as error:
        raise intake.UnavailableError from error
    finally:
        for file in incoming.files.values():
            file.close()


def _invented(version: FlowVersion, document: FlowDocument, locale: str) -> intake.Incoming:
    upload = Upload()
    made: dict[str, tuple[str, SealedFile]] = {}

    def one_file(field: Field) -> list[Any]:
        if field.id not in made:
            made[field.id] = (f"f-{secrets.token_urlsafe(12)}", _file(field, upload))
        id_, file = made[field.id]
        return [[{"id": id_, "name": file.name, "size": file.size}]]

    with translation.override(locale):
        checked = invent(document, one_file)
    if checked is None:
        raise NothingToSendError
    asked = {one.id for visited in checked.path.steps for one in visited.fields}
    files = {id_: file for place, (id_, file) in made.items() if place in asked}
    client_id = secrets.token_urlsafe(16)
    return intake.Incoming(client_id, version.pk, locale, checked.answers, files)


def _file(field: Field, upload: Upload) -> SealedFile:
    """Make a small file of a type that the question takes."""
    types = _KIND.types(field)
    name, content = next(make() for type_, make in _FILES.items() if type_ in types)
    spool = upload.begin()
    spool.write(content)
    spool.finish()
    return SealedFile(spool, name, "")


def _picture() -> tuple[str, bytes]:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), (30, 90, 160)).save(made, "PNG")
    return "test.png", made.getvalue()


def _page() -> tuple[str, bytes]:
    parts = (
        "%PDF-1.4",
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj",
        "trailer<</Root 1 0 R/Size 4>>",
        "%%EOF",
    )
    return "test.pdf", "\n".join(parts).encode()


_FILES: dict[str, Callable[[], tuple[str, bytes]]] = {
    "picture": _picture,
    "pdf": _page,
    "document": lambda: ("test.txt", b"Test\n"),
}
