"""Bring rows in line with others, in as few queries as there are kinds of change."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from django.db.models import CharField

from builder.flows.document import DocumentError


def put(old: list[Any], new: list[Any]) -> None:
    """Insert and update, each with one query at most."""
    if not new:
        return
    model = type(new[0])
    known = {row.pk: row for row in old}
    columns = [column.attname for column in model._meta.concrete_fields if not column.primary_key]
    content = attrgetter(*columns)
    check_lengths(new)
    model.objects.bulk_create([row for row in new if row.pk not in known])
    both = [(known[row.pk], row) for row in new if row.pk in known]
    changed = [row for before, row in both if content(row) != content(before)]
    model.objects.bulk_update(changed, columns)


def check_lengths(rows: list[Any]) -> None:
    """Refuse what doesn't fit a column: a bulk update would cut it off without a word."""
    columns = [c for c in rows[0]._meta.concrete_fields if isinstance(c, CharField)]
    for row in rows:
        for column in columns:
            if len(getattr(row, column.attname)) > (column.max_length or 0):
                raise DocumentError(f"document: {column.name} of {row.pk} is too long")


def remove(old: list[Any], new: list[Any]) -> None:
    """Delete what is no longer wanted, with one query at most."""
    gone = {row.pk for row in old} - {row.pk for row in new}
    if gone:
        type(old[0]).objects.filter(pk__in=gone).delete()
