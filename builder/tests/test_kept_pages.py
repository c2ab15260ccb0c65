"""Drafts put aside, files and the archive, on their pages."""

from __future__ import annotations

import json
import uuid
from io import BytesIO

import pytest
from django.urls import reverse
from django_scopes import scope

from builder import exchange, keeping
from builder.document import compile
from builder.embed import live
from builder.models import Assistant, FlowVersion, Step
from zenflow.testing.cast import make_assistant

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def draft(cast):
    with scope(tenant=cast.alpha):
        yield make_assistant(cast.alpha, "Entwurf")


def url(assistant, name, *args):
    return reverse(f"admin:builder_assistant_{name}", args=[assistant.pk, *args])


def file_of(content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = "entwurf.zenflow.json"
    return file


def test_restoring_a_version_puts_the_draft_aside_and_it_can_be_brought_back(alice, cast):
    with scope(tenant=cast.alpha):
        assistant = cast.household
        Step.objects.filter(pk=Step.objects.filter(assistant=assistant)[0].pk).update(title="Neu")
        mine = compile(assistant)
        page = alice.get(url(assistant, "restore", 1))
        assert "Neu" in page.content.decode()
        answer = alice.post(url(assistant, "restore", 1), {"revision": assistant.revision})
        assert answer.status_code == 302
        kept = FlowVersion.objects.get(assistant=assistant, mode="kept")
        assert kept.published_by == cast.alice
        assert (
            url(assistant, "kept", kept.pk)
            in alice.get(url(assistant, "versions")).content.decode()
        )
        assert "Neu" in alice.get(url(assistant, "kept", kept.pk)).content.decode()
        revision = Assistant.objects.get(pk=assistant.pk).revision
        alice.post(url(assistant, "restore_kept", kept.pk), {"revision": revision})
        assert compile(Assistant.objects.get(pk=assistant.pk)) == mine


def test_what_a_version_says_already_is_not_put_aside(cast):
    with scope(tenant=cast.alpha):
        keeping.restore(cast.version, cast.alice)
        assert not FlowVersion.objects.filter(mode="kept").exists()


def test_a_draft_put_aside_is_found_only_below_its_own_assistant(alice, cast, draft):
    with scope(tenant=cast.alpha):
        kept = keeping.keep(draft, compile(draft), cast.alice)
    with scope(tenant=cast.beta):
        foreign = keeping.keep(cast.foreign, compile(cast.foreign), cast.bob)
    assert alice.get(url(draft, "kept", kept.pk)).status_code == 200
    for name in ("kept", "restore_kept"):
        for pk in (foreign.pk, uuid.uuid4(), cast.version.pk):
            assert alice.get(url(draft, name, pk)).status_code == 404
        assert alice.get(url(cast.household, name, kept.pk)).status_code == 404
        assert alice.get(url(cast.foreign, name, foreign.pk)).status_code == 404
    alice.force_login(cast.viktor)
    assert alice.get(url(draft, "kept", kept.pk)).status_code == 200
    assert alice.get(url(draft, "restore_kept", kept.pk)).status_code == 403


def test_a_file_is_downloaded_and_becomes_a_new_assistant(alice, cast, draft):
    file = alice.get(url(draft, "export"))
    assert file["Content-Disposition"] == 'attachment; filename="entwurf.zenflow.json"'
    assert json.loads(file.content)["name"] == "Entwurf"
    sent = {"file": file_of(file.content)}
    answer = alice.post(reverse("admin:builder_assistant_import_new"), sent)
    made = Assistant.objects.get(name="Entwurf (2)")
    assert answer["Location"] == url(made, "change")


def test_a_file_replaces_the_draft_and_the_comparison_is_shown(alice, cast, draft):
    with scope(tenant=cast.alpha):
        raw = exchange.export(cast.household)
    sent = {"revision": draft.revision, "file": file_of(raw)}
    assert alice.post(url(draft, "import"), sent)["Location"] == url(draft, "compare")
    assert FlowVersion.objects.filter(assistant=draft, mode="kept").count() == 1
    assert alice.post(url(draft, "import"), {**sent, "file": file_of(raw)}).status_code == 409


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 9999])
def test_a_refused_file_says_why_on_both_pages(alice, draft, content):
    for address in (url(draft, "import"), reverse("admin:builder_assistant_import_new")):
        answer = alice.post(address, {"revision": draft.revision, "file": file_of(content)})
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()


def test_an_archived_assistant_is_closed_and_comes_back_paused(alice, cast):
    assistant = cast.household
    alice.post(url(assistant, "archive"))
    live.forget()
    found = live.find(assistant.public_id)
    assert found is not None
    assert found.code == "closed"
    page = alice.get(url(assistant, "publish")).content.decode()
    assert 'name="note"' not in page
    alice.post(url(assistant, "unarchive"))
    with scope(tenant=cast.alpha):
        assert Assistant.objects.get(pk=assistant.pk).state == "paused"


def test_an_archived_draft_comes_back_as_a_draft(alice, cast, draft):
    for name, state in (("archive", "archived"), ("unarchive", "draft")):
        alice.post(url(draft, name))
        assert Assistant.objects.get(pk=draft.pk).state == state


def test_only_what_was_never_published_can_be_deleted(alice, cast, draft):
    delete = url(draft, "delete")
    assert delete in alice.get(url(draft, "manage")).content.decode()
    assert (
        url(cast.household, "delete")
        not in alice.get(url(cast.household, "manage")).content.decode()
    )
    assert alice.post(delete, {"post": "yes"}).status_code == 302
    assert not Assistant.objects.filter(pk=draft.pk).exists()
