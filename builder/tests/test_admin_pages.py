"""Publishing, versions, translations, the snippet and the preview."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django_scopes import scope

from builder import publishing
from builder.models import Assistant, FlowVersion, Step, Text
from zenflow.testing.cast import make_assistant

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def alice(client, cast, monkeypatch):
    monkeypatch.setattr(publishing, "PUBLISH_CHECKS", [])
    client.force_login(cast.alice)
    return client


@pytest.fixture
def draft(cast):
    with scope(tenant=cast.alpha):
        yield make_assistant(cast.alpha, "Entwurf")


def url(assistant, name, *args):
    return reverse(f"admin:builder_assistant_{name}", args=[assistant.pk, *args])


def test_publishing_takes_a_note_and_shows_the_snippet(alice, cast, draft):
    page = alice.get(url(draft, "publish"))
    assert page.status_code == 200
    sent = {"revision": draft.revision, "note": "Erste Fassung"}
    response = alice.post(url(draft, "publish"), sent)
    assert response["Location"] == url(draft, "snippet")
    version = FlowVersion.objects.get(assistant=draft)
    assert (version.number, version.note, version.published_by) == (1, "Erste Fassung", cast.alice)


def step_page(step):
    return reverse("admin:builder_step_change", args=[step.pk])


def test_a_refusal_names_its_reasons_and_links_their_places(alice, draft):
    step = Step.objects.filter(assistant=draft)[0]
    step.title = ""
    step.save()
    for response in (
        alice.get(url(draft, "publish")),
        alice.post(url(draft, "publish"), {"revision": draft.revision}),
    ):
        assert response.status_code in {200, 422}
        body = response.content.decode()
        builder, form = f"{url(draft, 'build')}#{step.pk}", step_page(step)
        assert 0 < body.index(f'href="{builder}"') < body.index(f'href="{form}"')
        assert 'name="note"' not in body
    assert not FlowVersion.objects.filter(assistant=draft).exists()


def test_publishing_what_somebody_else_changed_meanwhile_asks_again(alice, draft):
    seen = draft.revision
    draft.advance(seen)
    response = alice.post(url(draft, "publish"), {"revision": seen, "note": "Meine Notiz"})
    assert response.status_code == 409
    assert "Meine Notiz" in response.content.decode()
    assert not FlowVersion.objects.filter(assistant=draft).exists()


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 20, "²"])
def test_a_revision_that_is_none_matches_none(alice, draft, revision):
    assert alice.post(url(draft, "publish"), {"revision": revision}).status_code == 409


def test_pausing_and_going_on(alice, cast):
    with scope(tenant=cast.alpha):
        for name, state in (("pause", "paused"), ("resume", "live")):
            assert alice.get(url(cast.household, name)).status_code == 405
            assert alice.post(url(cast.household, name)).status_code == 302
            assert Assistant.objects.get(pk=cast.household.pk).state == state


def test_duplicating_opens_the_copy(alice, cast):
    with scope(tenant=cast.alpha):
        response = alice.post(url(cast.household, "duplicate"))
        copy = Assistant.objects.exclude(pk=cast.household.pk).get()
    assert response["Location"] == url(copy, "change")


def test_a_version_comes_back_into_the_draft(alice, cast):
    with scope(tenant=cast.alpha):
        step = Step.objects.filter(assistant=cast.household)[0]
        before = step.title
        Step.objects.filter(pk=step.pk).update(title="Anders")
        assistant = Assistant.objects.get(pk=cast.household.pk)
        old = alice.post(url(assistant, "restore", 1), {"revision": assistant.revision + 5})
        assert Step.objects.get(pk=step.pk).title == "Anders"
        assert old.status_code == 409
        response = alice.post(url(assistant, "restore", 1), {"revision": assistant.revision})
        assert response.status_code == 302
        assert Step.objects.get(pk=step.pk).title == before


def test_withdrawing_pauses_the_assistant(alice, cast):
    with scope(tenant=cast.alpha):
        assert alice.post(url(cast.household, "withdraw", 1)).status_code == 302
        assert Assistant.objects.get(pk=cast.household.pk).state == "paused"
    assert alice.get(url(cast.household, "version", 2)).status_code == 404


def test_the_snippet_is_two_lines_with_our_own_origin(alice, cast, settings):
    settings.PUBLIC_URL = "https://zenflow.example"
    page = alice.get(url(cast.household, "snippet"), headers={"host": "localhost"})
    snippet = page.context["snippet"]
    assert len(snippet.splitlines()) == 2
    assert f'data-zenflow="{cast.household.public_id}"' in snippet
    assert 'src="https://zenflow.example/e/v1.js"' in snippet
    assert "localhost" not in snippet


def line(assistant, locale="en"):
    step = Step.objects.filter(assistant=assistant)[0]
    return step, f"{step.pk}.title", {"object_id": step.pk, "slot": "title", "locale": locale}


def test_translations_are_saved_in_one_go_and_marked(alice, draft):
    step, name, place = line(draft)
    Step.objects.filter(pk=step.pk).update(title="Neuer Wortlaut")
    body = alice.get(url(draft, "translations")).content.decode()
    assert f'value="{name}"' in body  # "still right" is offered for the stale one
    sent = {"revision": draft.revision, name: "A new wording"}
    assert alice.post(url(draft, "translations"), sent).status_code == 302
    assert Text.objects.get(assistant=draft, **place).text == "A new wording"
    assert f'value="{name}"' not in alice.get(url(draft, "translations")).content.decode()
    draft.refresh_from_db()
    sent = {"revision": draft.revision, name: ""}
    alice.post(url(draft, "translations"), sent)
    assert not Text.objects.filter(assistant=draft, **place).exists()


def test_a_stale_translation_can_be_called_right(alice, draft):
    step, name, place = line(draft)
    Step.objects.filter(pk=step.pk).update(title="Ihr Zuhause ")
    text = Text.objects.get(assistant=draft, **place)
    sent = {"revision": draft.revision, name: text.text, "still_right": [name]}
    alice.post(url(draft, "translations"), sent)
    fresh = Text.objects.get(assistant=draft, **place)
    assert (fresh.text, fresh.source_hash != text.source_hash) == (text.text, True)


def test_translations_lose_nothing_when_something_is_wrong(alice, draft):
    _step, name, place = line(draft)
    for sent, status in (
        ({"revision": draft.revision, name: "x" * 200}, 200),
        ({"revision": draft.revision + 1, name: "Getippt"}, 409),
    ):
        response = alice.post(url(draft, "translations"), sent)
        assert response.status_code == status
        assert sent[name] in response.content.decode()
        assert Text.objects.get(assistant=draft, **place).text not in sent.values()


def test_the_preview_shows_the_real_widget_under_the_strict_policy(alice, draft):
    response = alice.get(url(draft, "preview_frame"), {"lang": "en"})
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert "require-trusted-types-for 'script'" in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    body = response.content.decode()
    assert 'id="zenflow-flow"' in body
    assert 'data-runtime="/e/r.' in body
    assert 'data-more="/e/m.' in body
    assert "Your home" in body


def test_the_preview_hears_of_a_save_elsewhere(alice, draft):
    where = url(draft, "preview_revision")
    assert alice.get(where, {"revision": draft.revision}).status_code == 204
    draft.advance(draft.revision, title="Neuer Titel")
    news = alice.get(where, {"revision": draft.revision - 1}).json()
    assert (news["revision"], news["flow"]["title"]) == (draft.revision, "Neuer Titel")


def test_unfolds_pages_have_a_policy_of_their_own_and_the_login_has_ours(alice, client, draft):
    page = alice.get(url(draft, "change"))["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-eval'" in page
    assert "frame-ancestors 'none'" in page
    client.logout()
    login = client.get(reverse("account_login"))["Content-Security-Policy"]
    assert "unsafe" not in login


def test_a_version_in_words_has_its_endings_and_the_languages_own_quotation_marks(alice, cast):
    body = alice.get(url(cast.household, "version", 1)).content.decode()
    assert "„Wie wohnen Sie?“" in body
    assert "“Wie wohnen Sie?”" not in body
    with scope(tenant=cast.alpha):
        ending = cast.household.endings.first()
    assert ending.title in body


def test_pages_of_steps_and_questions_stand_below_the_assistants(alice, cast):
    with scope(tenant=cast.alpha):
        step = Step.objects.filter(assistant=cast.household)[0]
    for page in ("change", "delete"):
        response = alice.get(reverse(f"admin:builder_step_{page}", args=[step.pk]))
        (group,) = response.context["sidebar_navigation"]
        here = [str(item["title"]) for item in group["items"] if item["active"]]
        assert here == ["Assistenten"]
        assert response.context["crumbs"][1][0] == cast.household.name
