"""Every address of the customers' site, for everybody who could type it.

A row succeeds for the owner first. The owner of another tenant then gets the 404 of a thing
that doesn't exist: the same bytes. The last test reads the addresses from the site itself, so
an address without a row fails.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.urls import URLResolver, reverse

from tenants.scoping import TenantModelAdmin
from tenants.sites import customers

pytest_plugins = ["zenflow.testing.twins"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"])

FORBIDDEN, FOUND, NOT_THERE, WRONG_WAY, UNREADABLE = 403, 302, 404, 405, 422
EDITORS = {"owner", "editor"}
EVERYBODY = {"owner", "editor", "viewer"}
OWNERS = {"owner"}
NOBODYS = uuid.UUID(int=0)


@dataclass(frozen=True)
class Row:
    """An address: the model of the object it is about, how it is asked, and whom it answers."""

    name: str
    model: str = ""
    roles: frozenset[str] = frozenset(EVERYBODY)
    status: int = 200
    method: str = "get"
    args: tuple[object, ...] = ()

    def url(self, pk: str) -> str:
        return reverse(f"admin:{self.name}", args=[*([pk] if self.model else []), *self.args])


def row(name, model="", roles=EVERYBODY, status=200, method="get", args=()):
    return Row(name, model, frozenset(roles), status, method, args)


def stock(app, model, *, view=EVERYBODY, add=(), change=EVERYBODY, delete=EDITORS, listed=200):
    """Give the rows of the addresses that every ModelAdmin has."""
    name = f"{app}_{model}"
    return [
        row(f"{name}_changelist", roles=view, status=listed),
        row(f"{name}_add", roles=add),
        row(f"{name}_change", model, roles=change),
        row(f"{name}_history", model, roles=view),
        row(f"{name}_delete", model, roles=delete),
    ]


def of_assistant(name, roles=EVERYBODY, **more):
    return row(f"builder_assistant_{name}", "assistant", roles, **more)


TABLE = [
    row("index"),
    row("choose_tenant"),
    row("retention"),
    row("login", status=FOUND),
    row("password_change"),
    row("password_change_done"),
    row("jsi18n"),
    row("logout", status=FOUND, method="post"),
    row("search", roles=()),
    row("view_on_site", roles=(), args=(1, 1)),
    row("autocomplete", roles=()),
    row("app_list", args=("builder",)),
    *stock("builder", "assistant", add=EDITORS, delete=()),
    *stock("builder", "step", listed=FOUND),
    *stock("builder", "field", listed=FOUND),
    *stock("builder", "variable", listed=FOUND),
    *stock("builder", "assistantlook", view=EDITORS, change=EDITORS, delete=(), listed=FOUND),
    *stock("builder", "asset", change=EVERYBODY),
    *stock("tenants", "look", view=EDITORS, change=EDITORS, delete=(), listed=FOUND),
    *stock("tenants", "member", add=OWNERS, delete=()),
    *stock("tenants", "tenant", view=OWNERS, change=OWNERS, delete=(), listed=FOUND),
    *stock("relay", "delivery", delete=()),
    *stock("relay", "destination", add=OWNERS, delete=()),
    *stock("relay", "submission", delete=()),
    row("relay_submission_open", "submission", EDITORS, method="post"),
    of_assistant("publish", EDITORS),
    of_assistant("pause", EDITORS, status=FOUND, method="post"),
    of_assistant("resume", EDITORS, status=FOUND, method="post"),
    of_assistant("duplicate", EDITORS, status=FOUND, method="post"),
    of_assistant("versions"),
    of_assistant("version", args=(1,)),
    of_assistant("compare"),
    of_assistant("restore", EDITORS, args=(1,)),
    of_assistant("withdraw", EDITORS, args=(1,)),
    of_assistant("kept", (), args=(NOBODYS,)),
    of_assistant("restore_kept", (), args=(NOBODYS,)),
    of_assistant("availability", EDITORS),
    of_assistant("links", EDITORS),
    of_assistant("manage"),
    of_assistant("export"),
    of_assistant("import", EDITORS),
    of_assistant("archive", EDITORS, status=FOUND, method="post"),
    of_assistant("unarchive", EDITORS, status=FOUND, method="post"),
    row("builder_assistant_import_new", roles=EDITORS),
    row("builder_assistant_template", roles=EDITORS, args=("roof",)),
    row("builder_assistant_template_frame", roles=EDITORS, args=("roof",)),
    of_assistant("snippet"),
    of_assistant("translations", EDITORS),
    of_assistant("translations_file", EDITORS),
    of_assistant("translations_import", EDITORS),
    of_assistant("preview"),
    of_assistant("preview_frame"),
    of_assistant("preview_revision"),
    of_assistant("build"),
    of_assistant("build_draft"),
    of_assistant("build_keep", EDITORS, status=UNREADABLE, method="post"),
    of_assistant("build_picture", EDITORS, status=UNREADABLE, method="post"),
    row("relay_delivery_trial", "assistant", EDITORS),
    row("relay_delivery_retry", "delivery", EDITORS, status=FOUND, method="post"),
    row("relay_delivery_answer", "delivery", EDITORS, status=FOUND, method="post"),
    row("relay_delivery_again", "destination", EDITORS),
    row("relay_destination_test", "destination", OWNERS, status=FOUND, method="post"),
    row("relay_destination_on", "destination", OWNERS, status=FOUND, method="post"),
    row("relay_destination_off", "destination", OWNERS),
    row("relay_destination_off", "destination", OWNERS, status=FOUND, method="post"),
    row("relay_destination_secret", "destination", OWNERS),
    row("relay_destination_rotate", "destination", OWNERS),
    row("relay_destination_ask", "mailbox", OWNERS, status=FOUND, method="post"),
]
OBJECT_ROWS = [one for one in TABLE if one.model]
# Closed to everybody by intent, each with its reason.
CLOSED = {
    "search": "unfold's search keeps names in a cache under the person",
    "view_on_site": "leads to the public address of any object",
    "autocomplete": "no field of ours asks it; without its parameters nobody gets an answer",
    "builder_step_add": "steps are added on the assistant's page",
    "builder_asset_add": "pictures are added in the rows of their choices",
    "tenants_look_add": "staff make tenants",
    "tenants_look_delete": "staff deactivate tenants",
    "builder_field_add": "fields are added on the step's page",
    "builder_variable_add": "variables are added on the assistant's page",
    "builder_assistantlook_add": "an assistant has its look from the start",
    "builder_assistantlook_delete": "it goes with the assistant",
    "builder_assistant_delete": "a published assistant is evidence of what was asked",
    "tenants_member_delete": "the only owner can't leave",
    "tenants_tenant_add": "staff make tenants",
    "tenants_tenant_delete": "staff deactivate tenants",
    "relay_delivery_add": "deliveries come from enquiries",
    "relay_delivery_delete": "the relay alone ends a delivery",
    "relay_submission_add": "enquiries come from end users",
    "relay_submission_delete": "an action of the list destroys the contents, and keeps the evidence",
    "builder_assistant_kept": "a draft put aside has an id of its own: builder/tests/test_kept_pages.py",
    "builder_assistant_restore_kept": "the same",
    "relay_destination_delete": "an enquiry is still to be delivered there",
}
PERSONS = {"owner": "alice", "editor": "edda", "viewer": "viktor"}


def ask(client, one, pk):
    return getattr(client, one.method)(one.url(pk))


def masked(body):
    """Hide what differs between any two answers: ids, and the token against forged forms."""
    text = body.decode()
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "ID", text)
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "TOKEN", text)


def missing(one):
    return str(10**9) if one.model == "member" else str(uuid.uuid4())


def each(rows, judge):
    """Judge row after row, each on untouched data; return the names of those that fail."""
    wrong = []
    for one in rows:
        with transaction.atomic():
            try:
                judge(one)
            except AssertionError as error:
                wrong.append((one.name, str(error).splitlines()[:3]))
            transaction.set_rollback(True)
    return wrong


@pytest.mark.parametrize("person", PERSONS)
def test_a_member_gets_what_the_role_allows(client, cast, twins, person):
    def judge(one):
        client.force_login(getattr(cast, PERSONS[person]))
        response = ask(client, one, twins.alpha.get(one.model, ""))
        if person in one.roles:
            assert response.status_code == one.status
        else:
            assert response.status_code in {FORBIDDEN, NOT_THERE, FOUND}
            assert one.name in CLOSED or response.status_code != FOUND
        for secret in twins.secrets:
            assert secret.encode() not in response.content

    assert each(TABLE, judge) == []


def test_another_tenants_object_is_like_one_that_does_not_exist(client, cast, twins):
    people = [(cast.bob, twins.beta, twins.alpha), (cast.alice, twins.alpha, twins.beta)]

    def judge(one):
        for person, own, foreign in people:
            client.force_login(person)
            assert one.name in CLOSED or ask(client, one, own[one.model]).status_code == one.status
            there, nowhere = ask(client, one, foreign[one.model]), ask(client, one, missing(one))
            assert there.status_code == nowhere.status_code == NOT_THERE
            assert masked(there.content) == masked(nowhere.content)
            assert there.headers.keys() == nowhere.headers.keys()

    assert each(OBJECT_ROWS, judge) == []


def test_a_post_to_another_tenants_object_is_like_one_to_nothing(client, cast, twins):
    client.force_login(cast.bob)

    def judge(one):
        sent = {"post": "yes", "_save": "1", "revision": "1"}
        there = client.post(one.url(twins.alpha[one.model]), sent)
        nowhere = client.post(one.url(missing(one)), sent)
        assert there.status_code == nowhere.status_code
        assert there.status_code in {NOT_THERE, FORBIDDEN}
        assert masked(there.content) == masked(nowhere.content)

    assert each(OBJECT_ROWS, judge) == []


def test_strangers_are_sent_to_the_login(client, twins):
    def judge(one):
        response = ask(client, one, twins.alpha.get(one.model, ""))
        assert response.status_code == FOUND
        assert response["Location"].startswith(("/admin/login/", "/account/login/", "/admin/"))

    assert each(TABLE, judge) == []


@pytest.mark.parametrize("person", ["otto", "sam"])
def test_who_has_no_membership_gets_in_nowhere(client, cast, twins, person):
    def judge(one):
        client.force_login(getattr(cast, person))
        follow = {"follow": True} if one.method == "get" else {}
        response = getattr(client, one.method)(one.url(twins.alpha.get(one.model, "")), **follow)
        assert response.status_code in {FORBIDDEN, FOUND}
        for text in ("Hausrat", "Alpha"):
            assert text.encode() not in response.content

    assert each(TABLE, judge) == []


def names(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def test_every_address_of_the_site_has_a_row(capsys):
    listed = {one.name for one in TABLE}
    found = set(names(customers.get_urls()))
    assert found - listed == set()
    assert listed - found == set()
    people = len(PERSONS) + 1 + 2  # roles, a stranger, two without a membership
    rows = len(TABLE) * people + len(OBJECT_ROWS) * 3
    with capsys.disabled():
        print(f"\n{rows} isolation rows over {len(TABLE)} addresses")  # noqa: T201


def test_every_closed_address_says_why():
    assert {one.name for one in TABLE if not one.roles} == set(CLOSED)


def test_every_admin_of_the_site_derives_from_the_base():
    strangers = [
        type(one).__name__
        for one in customers._registry.values()
        if not isinstance(one, TenantModelAdmin)
    ]
    assert strangers == []


def test_every_inline_of_the_site_is_scoped():
    from tenants.scoping import TenantInlineMixin

    for one in customers._registry.values():
        for inline in one.inlines:
            assert issubclass(inline, TenantInlineMixin)
            assert inline.tenant_path
