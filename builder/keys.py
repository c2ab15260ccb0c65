"""Names of answers in a tenant's systems: derived once, never following the label."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from builder.models import Assistant, Choice, Field, FlowVersion, Variable

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


Named = Field | Choice | Variable


def complete(
    fields: Iterable[Field], choices: Iterable[Choice], variables: Iterable[Variable]
) -> list[Named]:
    """Fill in what is empty, on the rows in memory; return those that were."""
    fields, variables = list(fields), list(variables)
    # Variables are named in texts as fields are, so that no two of them may be called the same.
    # The fields of a group's entries are named within it, all others within the assistant.
    outer: list[Named] = [*(field for field in fields if not field.parent_id), *variables]
    filled = _fill(outer, "key")
    for part in _by(fields, "parent_id"):
        filled += _fill(part, "key")
    for options in _by(choices, "field_id"):
        filled += _fill(options, "value")
    return filled


def _by(rows: Iterable[Any], owner: str) -> Iterable[list[Any]]:
    """Sort rows into lists by what they belong to; leave out what belongs to nothing."""
    groups: dict[UUID | None, list[Any]] = {}
    for row in rows:
        groups.setdefault(getattr(row, owner), []).append(row)
    groups.pop(None, None)
    return groups.values()


def _fill(rows: Iterable[Any], column: str) -> list[Named]:
    """Name those that have no name, unlike all others among them."""
    rows = list(rows)
    taken = {getattr(row, column) for row in rows}
    nameless = [row for row in rows if not getattr(row, column)]
    for row in nameless:
        otherwise = getattr(row, "kind", "") or type(row).__name__.lower()
        setattr(row, column, derive(row.label, taken, otherwise))
        taken.add(getattr(row, column))
    return nameless


def settle(assistant: Assistant) -> None:
    """Give every field, choice and variable of a draft its name. 3 queries, more if one had none."""
    fields = Field.objects.filter(step__assistant=assistant).order_by(
        "step__position", "position", "id"
    )
    choices = Choice.objects.filter(field__step__assistant=assistant)
    filled = complete(fields, choices, Variable.objects.filter(assistant=assistant))
    Field.objects.bulk_update([row for row in filled if isinstance(row, Field)], ["key"])
    Choice.objects.bulk_update([row for row in filled if isinstance(row, Choice)], ["value"])
    Variable.objects.bulk_update([row for row in filled if isinstance(row, Variable)], ["key"])


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
    # Versions from before there were variables have none.
    return {
        **{variable["id"]: variable["key"] for variable in document.get("variables", ())},
        **{field["id"]: field["key"] for field in fields},
        **{choice["id"]: choice["value"] for choice in choices},
    }
