"""Whatever is done to a draft, rows and document say the same, and nothing dangles unseen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django_scopes import scope

from builder.document import compile, load
from builder.drafts import from_draft, to_draft
from builder.flows import recalls
from builder.flows.document import FlowDocument
from builder.flows.lint import lint
from builder.models import Assistant
from zenflow.testing.cast import make_assistant

from .random_edits import Edits

EDITS = 25
DANGLING = {"dangling_field", "dangling_choice", "dangling_source", "dangling_recall"}


@pytest.mark.parametrize("seed", range(3))
def test_after_each_edit_rows_and_document_say_the_same(cast, seed):
    done = []
    with scope(tenant=cast.alpha):
        draft = make_assistant(cast.alpha, f"Zufall {seed}")
        Assistant.objects.filter(pk=draft.pk).update(locales=["de", "en"])
        edits = Edits(draft, seed)
        for _again in range(EDITS):
            done.append(edits.edit())
            draft = edits.read()
            document = compile(draft)

            assert from_draft(draft, to_draft(draft)) == document, done
            load(draft, document)
            assert compile(edits.read()) == document, done

            codes = {finding.code for finding in lint(document)}
            assert not dangling(document) or codes & DANGLING, done
            assert leads_somewhere(document), done


def dangling(document: FlowDocument) -> set[str]:
    """Name what conditions, calculations and texts look at, and is no longer there."""
    there = document.fields.keys() | {variable.id for variable in document.variables}
    whole = document.to_json()
    return {*looked_at(whole), *recalls.recalled(whole)} - there


def looked_at(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        # A choice has a score too, which is a number.
        names = ("field", "score", "count") if len(value) == 1 else ("field",)
        yield from (value[name] for name in names if isinstance(value.get(name), str))
        value = list(value.values())
    for part in value if isinstance(value, list) else []:
        yield from looked_at(part)


def leads_somewhere(document: FlowDocument) -> bool:
    places = {step.id for step in document.steps} | {ending.id for ending in document.endings}
    return all(set(route.to.values()) <= places for step in document.steps for route in step.routes)
