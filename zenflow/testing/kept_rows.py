"""Rows that were made once and are put into the database again for each test that wants them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import AutoField, Model

Row = tuple[type[Model], dict[str, Any]]
Copies = dict[tuple[type[Model], Any], Model]


class KeptRows:
    """All rows of some models as they are now.

    Making them with the product's functions takes many queries; putting them back takes one
    INSERT a model. Whose key is a number, or who is named in `anew`, gets a fresh key, so that
    what a process or the cache remembers by a key never reaches the next test.
    """

    def __init__(self, models: Iterable[type[Model]], anew: Iterable[type[Model]]) -> None:
        self.anew = tuple(anew)
        self.rows: list[Row] = [
            (model, {field.attname: field.value_from_object(row) for field in fields(model)})
            for model in models
            for row in model._base_manager.all()
        ]

    def put_back(self, change: Callable[[Model], None]) -> Copies:
        """Insert copies that were changed as the caller says; give them by model and first key."""
        fresh = {said["id"]: uuid.uuid4() for model, said in self.rows if model in self.anew}
        copies: Copies = {}
        with transaction.atomic():
            for model, rows in groupby(self.rows, key=lambda row: row[0]):
                made = {said["id"]: _copy(model, said, fresh, copies) for _, said in rows}
                for copy in made.values():
                    change(copy)
                model._base_manager.bulk_create(made.values())
                copies |= {(model, key): copy for key, copy in made.items()}
        return copies


def _copy(
    model: type[Model], said: dict[str, Any], fresh: dict[uuid.UUID, uuid.UUID], copies: Copies
) -> Model:
    """Copy a row that isn't in the database; what it names is known, or will have a fresh key."""
    said = deepcopy(said)
    for field in fields(model):
        value = said[field.attname]
        if isinstance(value, uuid.UUID):
            said[field.attname] = fresh.get(value, value)
        elif field.is_relation and (named := copies.get((field.related_model, value))) is not None:
            said[field.attname] = named.pk
    if isinstance(model._meta.pk, AutoField):
        del said["id"]
    return model(**said)


def fields(model: type[Model]) -> list[Any]:
    return list(model._meta.concrete_fields)
