"""Rows to document and document to rows: the only two ways between them."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.db import DataError, IntegrityError, transaction

from builder.compiling import Compiler
from builder.flows import recalls
from builder.flows.document import DocumentError, FlowDocument
from builder.loading import Loader
from builder.models import Assistant
from builder.rows import Rows


def compile(assistant: Assistant) -> FlowDocument:
    """Turn an assistant's rows into a document, also when the draft is unfinished.

    Keys and values that are still empty get the ones they will have when saved.
    """
    return Compiler(Rows.of(assistant)).document()


def load(
    assistant: Assistant,
    document: FlowDocument,
    *,
    seen: int | None = None,
    fresh_ids: bool = False,
) -> None:
    """Make an assistant's rows say what a document says: the exact inverse of `compile`.

    1. One transaction. It begins with the revision rule, which also locks the draft:
       `seen` is the revision that the caller's change is based on (default: the one in memory).
    2. Rows match by UUID within the assistant. A UUID that stands elsewhere is refused, so a
       document can neither take nor touch a row of somebody else.
    3. `fresh_ids` gives every step, field, choice, check, route and ending a UUID of its own.
    4. An author's Markdown stays as written where it means what the document says, and a
       translation remembers which wording it translates.
    5. The recipient and the look are the tenant's own, whatever the document says. A picture
       that the tenant doesn't have is left out.

    Raises RevisionConflict, or DocumentError when the document can't be this assistant's.
    """
    if fresh_ids:
        document, _ = with_fresh_ids(document)
    try:
        with transaction.atomic():
            Loader(assistant, document).load(assistant.revision if seen is None else seen)
    except (IntegrityError, DataError) as error:
        raise DocumentError("document: an id or a text doesn't fit this assistant") from error


def with_fresh_ids(
    document: FlowDocument, keep: Collection[str] = ()
) -> tuple[FlowDocument, dict[str, str]]:
    """Copy a document, every UUID made anew but for those to `keep`; what refers to one follows.

    Returns the copy, and the new UUIDs by the old ones.
    """
    fresh = {part.id: str(uuid.uuid4()) for part in document.parts() if part.id not in keep}

    def copy(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: copy(item) for name, item in value.items()}
        if isinstance(value, list):
            return [copy(item) for item in value]
        return recalls.rename(fresh.get(value, value), fresh) if isinstance(value, str) else value

    return FlowDocument.from_json(copy(document.to_json())), fresh
