"""Random edits by every operation of the visual builder, looked at by the server after each."""

from __future__ import annotations

import sys

import pytest
from django.db import transaction
from django_scopes import scope

from builder.admin.building_boot import describe
from builder.document import compile, load
from builder.drafts import from_draft, to_draft
from builder.fields import KINDS
from builder.flows.lint import lint
from builder.models import Assistant

from .twin import ask, needs_node

pytestmark = needs_node

A_DRAFT = 50
LOST = {
    "dangling_field",
    "later_field",
    "field_of_a_group",
    "dangling_choice",
    "dangling_target",
    "backward_route",
    "dangling_recall",
    "recall_ahead",
    "misplaced_recall",
    "repeated_id",
    "repeated_key",
}


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("edits", [300, pytest.param(5_000, marks=pytest.mark.proof)])
def test_no_edit_leaves_a_draft_that_rows_lose_or_that_looks_at_nothing(
    tmp_path, cast, capsys, edits
):
    kinds = {name: describe(kind) for name, kind in KINDS.items()}
    calls = [["edits", kinds, seed, A_DRAFT] for seed in range(edits // A_DRAFT)]
    found: set[str] = set()
    for drafts in ask(tmp_path, calls):
        with transaction.atomic(), scope(tenant=cast.alpha):
            assistant = Assistant.objects.create(tenant=cast.alpha, name="Probe", title="-")
            for draft in drafts:
                found |= edited(assistant, draft)
            transaction.set_rollback(True)
    with capsys.disabled():
        sys.stdout.write(f"\n{edits} edits; the linter said: {', '.join(sorted(found))}\n")
    assert not found & LOST


def edited(assistant, draft):
    """Save a draft, see that it comes back whole, and name what the linter finds."""
    document = from_draft(assistant, draft)
    load(assistant, document)
    saved = compile(assistant)
    assert saved == document
    assert from_draft(assistant, to_draft(assistant)) == document
    return {finding.code for finding in lint(saved)}
