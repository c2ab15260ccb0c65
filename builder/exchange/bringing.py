"""Bring a file in: as a new assistant, or in place of a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from builder import keys, pictures, staleness
from builder.document import compile, load, with_fresh_ids
from builder.exchange.parcel import Parcel
from builder.exchange.reading import NotImportable
from builder.flows.document import DocumentError, FlowDocument
from builder.keeping import put_aside
from builder.models import Asset, Assistant, FlowVersion
from builder.naming import free_name
from builder.pictures import Picture
from tenants.models import Tenant, User

# As large as ours are after they were made; so many pixels fifty times over take a second.
_MOST_PIXELS = pictures.LONGEST_SIDE**2


def create(tenant: Tenant, parcel: Parcel) -> Assistant:
    """Make a draft of a file, with ids of its own. Raises NotImportable."""
    names = _pictures(tenant, parcel)
    with transaction.atomic():
        assistant: Assistant = Assistant.objects.create(
            tenant=tenant,
            name=free_name(tenant, parcel.name),
            title="-",
            **asdict(parcel.availability),
        )
        _load(assistant, parcel, names, known=set(), seen=assistant.revision)
    return assistant


def replace(assistant: Assistant, parcel: Parcel, by: User | None, seen: int) -> None:
    """Let a draft say what a file says; what it said is put aside first.

    1. What the assistant once had under the same UUID stays the same thing: its key, its
       translations and the comparison with what is live go on. Everything else gets an id
       of its own, so that a file can't take one that belongs to somebody else.
    2. When the assistant is open stays as it is: that is no part of a draft.

    Raises NotImportable or RevisionConflict; then nothing has changed.
    """
    names = _pictures(assistant.tenant, parcel)
    with transaction.atomic():
        put_aside(assistant, by, _("Before a file was imported"))
        _load(assistant, parcel, names, known=_own_ids(assistant), seen=seen)


def _load(
    assistant: Assistant, parcel: Parcel, names: Mapping[str, Picture], known: set[str], seen: int
) -> None:
    for picture in names.values():
        pictures.keep(assistant.tenant, picture)
    document, fresh = with_fresh_ids(_renamed(parcel.document, names), keep=known)
    try:
        load(assistant, document, seen=seen)
    except (DocumentError, ValueError) as error:
        raise NotImportable(
            _("The file can't be imported: a text is too long, or a part of it leads nowhere.")
        ) from error
    keys.settle(assistant)
    staleness.mark(assistant, parcel.stale, fresh)


def _own_ids(assistant: Assistant) -> set[str]:
    """Return every UUID that ever stood in the assistant, as far as somebody kept it."""
    versions = FlowVersion.objects.filter(assistant=assistant)
    documents = [compile(assistant).to_json(), *versions.values_list("document", flat=True)]
    return {id_ for document in documents for id_ in _ids(document)}


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _ids(one)
    elif isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for one in value.values():
            yield from _ids(one)


def _pictures(tenant: Tenant, parcel: Parcel) -> dict[str, Picture]:
    """Make the file's pictures our own, by the name that the document has for each.

    One that the tenant has already is that one. All others are written anew, like any upload,
    and so get another name; one that can't be read is refused, and one that nobody shows left.
    """
    shown = pictures.shown(parcel.document.to_json())
    known = Asset.objects.filter(tenant=tenant, hash__in=shown)
    ours = set(known.values_list("hash", flat=True))
    wanted = {name: raw for name, raw in parcel.pictures.items() if name in shown - ours}
    try:
        return {name: pictures.encode(BytesIO(raw), _MOST_PIXELS) for name, raw in wanted.items()}
    except ValidationError as error:
        raise NotImportable(error.messages[0]) from error


def _renamed(document: FlowDocument, names: Mapping[str, Picture]) -> FlowDocument:
    """Call pictures by the names that they have here."""

    def renamed(value: Any) -> Any:
        if isinstance(value, list):
            return [renamed(one) for one in value]
        if not isinstance(value, dict):
            return names[value].hash if isinstance(value, str) and value in names else value
        said = {name: renamed(one) for name, one in value.items()}
        if (picture := said.get("picture")) and (made := _found(names, picture)):
            said["picture"] = {"hash": made.hash, "width": made.width, "height": made.height}
        return said

    return FlowDocument.from_json(renamed(document.to_json())) if names else document


def _found(names: Mapping[str, Picture], picture: Any) -> Picture | None:
    made = (one for one in names.values() if one.hash == picture.get("hash"))
    return next(made, None)
