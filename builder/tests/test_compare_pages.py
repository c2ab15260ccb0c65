"""What changed is shown before publishing, on each version, and between any two states."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django_scopes import scope

from builder import publishing
from builder.models import Step

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def alice(client, cast, monkeypatch):
    monkeypatch.setattr(publishing, "PUBLISH_CHECKS", [])
    client.force_login(cast.alice)
    return client


@pytest.fixture
def renamed(cast):
    with scope(tenant=cast.alpha):
        step = Step.objects.filter(assistant=cast.household)[0]
        step.title = "Worum es wirklich geht"
        step.save()
        yield cast.household


def url(assistant, name, *args):
    return reverse(f"admin:builder_assistant_{name}", args=[assistant.pk, *args])


def body(response) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_publish_page_says_what_changes(alice, renamed):
    page = body(alice.get(url(renamed, "publish")))
    assert "Was sich seit Version 1 ändert" in page
    assert "Worum es wirklich geht" in page


def test_a_first_version_changes_nothing(alice, renamed, cast):
    with scope(tenant=cast.alpha):
        renamed.live_version = None
        renamed.save()
    assert "Was sich seit" not in body(alice.get(url(renamed, "publish")))


def test_a_version_says_what_it_changed_and_who_published_it(alice, renamed, cast):
    with scope(tenant=cast.alpha):
        publishing.freeze(renamed, cast.alice, "Klarer gefragt")
    page = body(alice.get(url(renamed, "version", 2)))
    assert "Was sich seit Version 1 geändert hat" in page
    assert "Worum es wirklich geht" in page
    assert "Klarer gefragt" in page
    assert cast.alice.email in page
    assert "Was sich seit" not in body(alice.get(url(renamed, "version", 1)))


def test_any_two_states_are_compared(alice, renamed, cast):
    live = str(renamed.live_version_id)
    page = url(renamed, "compare")
    assert "Worum es wirklich geht" in body(alice.get(page))
    assert "Worum es wirklich geht" in body(alice.get(page, {"old": "draft", "new": live}))
    same = body(alice.get(page, {"old": live, "new": live}))
    assert "Beide sagen dasselbe." in same


def test_only_versions_of_the_assistant_itself_are_compared(alice, renamed, cast):
    foreign = str(cast.foreign.live_version_id)
    for state in (foreign, "x", "00000000-0000-4000-8000-000000000000"):
        assert alice.get(url(renamed, "compare"), {"old": state}).status_code == 404
