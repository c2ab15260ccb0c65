"""Names of answers in a tenant's systems: derived once, never following the label."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from builder.models import Assistant, Choice, Field, FlowVersion

LONGEST = 40
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def derive(label: str, taken: Iterable[str], otherwise: str) -> str:
    """Make a key of a label, unlike all that are taken: "Ihre Größe?" becomes ihre_groesse."""
    text = label.lower().translate(_GERMAN)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "_", text).strip("_")
    if not words or not words[0].isalpha():
        words = f"{otherwise}_{words}".strip("_")
    stem = _cut(words, LONGEST)
    key, number, used = stem, 1, set(taken)
    while key in used:
        number += 1
        key = f"{_cut(stem, LONGEST - len(str(number)) - 1)}_{number}"
    return key


def _cut(words: str, longest: int) -> str:
    """Shorten at the end of a word where there is one."""
    if len(words) <= longest:
        return words
    cut, _, rest = words[: longest + 1].rpartition("_")
    return cut if cut and rest != words else words[:longest]


def complete(fields: Iterable[Field], choices: Iterable[Choice]) -> list[Field | Choice]:
    """Fill in what is empty, on the rows in memory; return those that were."""
    filled: list[Field | Choice] = []
    fields = list(fields)
    # The fields of a group's entries are named within it, all others within the assistant.
    keys: dict[UUID | None, set[str]] = {field.parent_id: set() for field in fields}
    for field in fields:
        keys[field.parent_id].add(field.key)
    for field in fields:
        if not field.key:
            taken = keys[field.parent_id]
            field.key = derive(field.label, taken, field.kind or "field")
            taken.add(field.key)
            filled.append(field)
    choices = list(choices)
    values: dict[UUID, set[str]] = {}
    for choice in choices:
        values.setdefault(choice.field_id, set()).add(choice.value)
    for choice in choices:
        if not choice.value:
            choice.value = derive(choice.label, values[choice.field_id], "choice")
            values[choice.field_id].add(choice.value)
            filled.append(choice)
    return filled


def settle(assistant: Assistant) -> None:
    """Give every field and choice of a draft that has none its key or value. 2 to 4 queries."""
    fields = Field.objects.filter(step__assistant=assistant).order_by(
        "step__position", "position", "id"
    )
    choices = Choice.objects.filter(field__step__assistant=assistant)
    filled = complete(fields, choices)
    Field.objects.bulk_update([row for row in filled if isinstance(row, Field)], ["key"])
    Choice.objects.bulk_update([row for row in filled if isinstance(row, Choice)], ["value"])


def frozen(assistant: Assistant) -> dict[str, str]:
    """Return the keys and values that can't change any more, by the UUID of their row.

    They froze when they were first published: the tenant's systems know them.
    """
    documents = FlowVersion.objects.filter(
        assistant=assistant, mode=FlowVersion.Mode.LIVE
    ).order_by("number")
    found: dict[str, str] = {}
    for document in documents.values_list("document", flat=True):
        found = {**names(document), **found}
    return found


def names(document: dict[str, Any]) -> dict[str, str]:
    """Return the keys and values in a document's JSON, by UUID."""
    asked = [field for step in document["steps"] for field in step["fields"]]
    fields = [one for field in asked for one in (field, *field.get("fields", ()))]
    choices = [choice for field in fields for choice in field["choices"]]
    return {
        **{field["id"]: field["key"] for field in fields},
        **{choice["id"]: choice["value"] for choice in choices},
    }
