"""How many questions each page asks the database; a page that asks per row shows here.

Every page asks three first: the session, the person, the memberships with their tenants.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from builder.models import Field, Step
from zenflow.testing.cast import make_assistant

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ALWAYS = 3


@pytest.fixture
def asked(client, cast):
    client.force_login(cast.alice)
    with scope(tenant=cast.alpha):
        for number in range(3):
            make_assistant(cast.alpha, f"Noch einer {number}")

    def count(name, *args):
        url = reverse(f"admin:{name}", args=args)
        client.get(url)  # content types are looked up once per process
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found) - ALWAYS

    return count


def test_the_overview(asked):
    # drafts; what a restore left to be answered; mailboxes; notices; whether a destination takes
    # enquiries; quarantine; enquiries by day; what is on its way; destinations; assistants with
    # their enquiries counted
    assert asked("index") == 10


def test_the_list_of_assistants(asked):
    # the count; the rows with their live versions, steps and questions counted
    assert asked("builder_assistant_changelist") == 2


def test_the_page_of_an_assistant(asked, cast):
    # the assistant; steps, their fields; endings; variables; names of what texts recall (2);
    # whether a version was published
    assert asked("builder_assistant_change", cast.household.pk) == 8


def test_the_page_of_a_step(asked, cast):
    with scope(tenant=cast.alpha):
        step = Step.objects.filter(assistant=cast.household)[1]
    # the step; earlier fields with choices and variables, for the step and for its routes (6);
    # names of what texts recall (2); later steps; endings; its fields; its routes
    assert asked("builder_step_change", step.pk) == 13


def test_the_page_of_a_field(asked, cast):
    with scope(tenant=cast.alpha):
        found = Field.objects.filter(step__assistant=cast.household, kind="multiple_choice")
        field = found[0]
    # the field; earlier fields with choices and variables (3); names of what texts recall (2);
    # what is frozen; its choices with their pictures; its checks
    assert asked("builder_field_change", field.pk) == 9


def test_the_publish_page(asked, cast):
    # the assistant; the draft's rows (8), read once for all; what is frozen; the destinations
    assert asked("builder_assistant_publish", cast.household.pk) == 11


def test_the_comparison(asked, cast):
    # the assistant; its versions without their documents; one with its document; the draft (8)
    assert asked("builder_assistant_compare", cast.household.pk) == 11


def test_the_versions(asked, cast):
    # the assistant; its versions with who published them, without their documents; the same of
    # drafts put aside
    assert asked("builder_assistant_versions", cast.household.pk) == 3


def test_one_version(asked, cast):
    # the assistant; the version with its document; the one before it
    assert asked("builder_assistant_version", cast.household.pk, 1) == 3


def test_the_availability(asked, cast):
    # the assistant
    assert asked("builder_assistant_availability", cast.household.pk) == 1


def test_the_preview_links(asked, cast):
    # the assistant; its links with who made them
    assert asked("builder_assistant_links", cast.household.pk) == 2


def test_what_is_done_with_a_whole_assistant(asked, cast):
    # the assistant; whether a version was published
    assert asked("builder_assistant_manage", cast.household.pk) == 2


def test_the_file(asked, cast):
    # the assistant; the draft's rows for the document (8) and for its stale texts (8)
    assert asked("builder_assistant_export", cast.household.pk) == 17


def test_the_translations(asked, cast):
    # the assistant; the draft's rows (8)
    assert asked("builder_assistant_translations", cast.household.pk) == 9
    assert asked("builder_assistant_translations_file", cast.household.pk) == 9
    # the assistant
    assert asked("builder_assistant_translations_import", cast.household.pk) == 1


def test_the_team(asked, cast):
    # the count; the members with their people
    assert asked("tenants_member_changelist") == 2
    # the member; whether it is the last owner (2); other memberships; addresses known to the
    # login (2): the last three for the invitation, once
    member = cast.alice.memberships.get()
    assert asked("tenants_member_change", member.pk) == 6


def test_the_company(asked, cast):
    # the tenant
    assert asked("tenants_tenant_change", cast.alpha.pk) == 1
