"""A draft of 60 steps and 400 fields asks the database as often as a small one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from builder.document import load
from builder.flows.document import FlowDocument
from builder.models import Assistant, Field, Variable
from builder.tests.insurance_flow import document
from builder.tests.large import FIELDS, STEPS, large

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

PAGES = (
    *("change", "preview", "preview_frame", "publish", "versions", "compare", "translations"),
    *("build", "build_draft"),
)


@pytest.fixture
def drafts(client, cast):
    """Give a small draft and a large one, each with a variable."""
    client.force_login(cast.alice)
    with scope(tenant=cast.alpha):
        made = []
        for name, content in (("Klein", small()), ("Groß", large())):
            draft = Assistant.objects.create(tenant=cast.alpha, name=name, title="-")
            load(draft, content, fresh_ids=True)
            made.append(draft)
        yield made


def small():
    about = large().to_json()
    variables = [about["variables"][0] | {"value": "1"}]
    return FlowDocument.from_json({**document(), "variables": variables})


def test_no_page_asks_more_for_a_large_draft(client, drafts):
    assert Field.objects.filter(step__assistant=drafts[1], parent=None).count() == FIELDS
    assert drafts[1].steps.count() == STEPS

    asked = {name: [queries(client, address) for address in pages] for name, pages in of(drafts)}

    assert {name: counts for name, counts in asked.items() if counts[1] > counts[0]} == {}
    assert max(count for counts in asked.values() for count in counts) < 50


def of(drafts):
    for name in PAGES:
        yield name, [reverse(f"admin:builder_assistant_{name}", args=[one.pk]) for one in drafts]
    rows = {
        "step": [one.steps.all()[1] for one in drafts],
        "field": [
            Field.objects.filter(step__assistant=one, kind="single_choice")[0] for one in drafts
        ],
        "variable": [Variable.objects.get(assistant=one) for one in drafts],
        "assistantlook": drafts,
    }
    for name, pair in rows.items():
        yield name, [reverse(f"admin:builder_{name}_change", args=[one.pk]) for one in pair]


def queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)
