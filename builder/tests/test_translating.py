"""The translation page: what it shows, and that nobody's work gets lost."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_scopes import scope

from builder.document import load
from builder.models import Assistant, Field, Step, Text
from builder.tests.long_flow import long_flow
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


@pytest.fixture
def step(draft):
    return Step.objects.filter(assistant=draft)[0]


def url(assistant, query=""):
    return reverse("admin:builder_assistant_translations", args=[assistant.pk]) + query


def boxes(response):
    return {box.name: box for group in response.context["groups"] for box in group.lines}


def shown(response):
    """Give what the page's form would send if nobody typed anything."""
    sent = {"revision": response.context["revision"]}
    for name, box in boxes(response).items():
        sent |= {name: box.text, f"was-{name}": box.seen}
    return sent


def english(step, slot="title"):
    return Text.objects.get(object_id=step.pk, slot=slot, locale="en")


def reword(assistant, **values):
    """Change the draft as another editor would."""
    Assistant.objects.get(pk=assistant.pk).advance(assistant.revision, **values)


def test_each_language_says_how_far_it_is(alice, draft, step):
    english(step).delete()
    body = alice.get(url(draft)).content.decode()
    total = len(boxes(alice.get(url(draft))))
    assert f"{total - 1} von {total}" in re.sub(r"\s+", " ", body)
    assert "Englisch" in body


@pytest.mark.parametrize(("show", "state"), [("missing", "missing"), ("stale", "stale")])
def test_a_filter_shows_what_is_to_do(alice, draft, show, state):
    first, second = Step.objects.filter(assistant=draft)[:2]
    english(first).delete()
    Step.objects.filter(pk=second.pk).update(title="Anders")
    wanted = {"missing": first, "stale": second}[show]
    found = boxes(alice.get(url(draft, f"?show={show}")))
    assert list(found) == [f"{wanted.pk}.title"]
    assert found[f"{wanted.pk}.title"].line.state == state


def test_a_search_finds_words_of_the_text_and_of_its_translation(alice, draft, step):
    Step.objects.filter(pk=step.pk).update(title="Ihr Wohnsitz")
    for words in ("wohnSITZ", english(step).text.upper()):
        assert f"{step.pk}.title" in boxes(alice.get(url(draft), {"q": words}))
    assert boxes(alice.get(url(draft), {"q": "nirgends"})) == {}


def test_an_outdated_translation_says_what_it_translates(alice, cast):
    with scope(tenant=cast.alpha):
        step = Step.objects.filter(assistant=cast.household)[0]
        before = step.title
        Step.objects.filter(pk=step.pk).update(title="Ganz anders")
    response = alice.get(url(cast.household, "?show=stale"))
    assert boxes(response)[f"{step.pk}.title"].former == before
    assert before in response.content.decode()


def test_what_was_left_as_it_was_shown_is_not_saved(alice, draft, step):
    sent = shown(alice.get(url(draft)))
    Text.objects.filter(pk=english(step).pk).update(text="Saved by somebody else")
    assert alice.post(url(draft), sent).status_code == 302
    assert english(step).text == "Saved by somebody else"


def test_translating_goes_on_while_somebody_builds(alice, draft, step):
    sent = shown(alice.get(url(draft))) | {f"{step.pk}.title": "A new wording"}
    reword(draft, title="Ein anderer Titel")
    assert alice.post(url(draft), sent).status_code == 302
    draft.refresh_from_db()
    assert (english(step).text, draft.title) == ("A new wording", "Ein anderer Titel")


def test_a_text_that_changed_meanwhile_is_shown_before_it_is_saved(alice, draft, step):
    name = f"{step.pk}.title"
    sent = shown(alice.get(url(draft))) | {name: "A new wording"}
    Step.objects.filter(pk=step.pk).update(title="Neu")
    reword(draft)
    refused = alice.post(url(draft), sent)
    assert refused.status_code == 409
    assert (boxes(refused)[name].text, boxes(refused)[name].original) == ("A new wording", "Neu")
    assert "geändert, während Sie geschrieben haben" in refused.content.decode()
    assert english(step).text != "A new wording"

    assert alice.post(url(draft), shown(refused) | {name: "A newer one"}).status_code == 302
    assert english(step).text == "A newer one"


def test_a_translation_that_changed_meanwhile_is_not_overwritten(alice, draft, step):
    name = f"{step.pk}.title"
    sent = shown(alice.get(url(draft))) | {name: "Mine"}
    Text.objects.filter(pk=english(step).pk).update(text="Theirs")
    reword(draft)
    refused = alice.post(url(draft), sent)
    assert refused.status_code == 409
    assert "Theirs" in refused.content.decode()
    assert boxes(refused)[name].text == "Mine"
    assert english(step).text == "Theirs"


def test_what_was_typed_for_a_text_that_is_gone_is_still_there(alice, draft):
    last = Step.objects.filter(assistant=draft)[1]
    sent = shown(alice.get(url(draft))) | {f"{last.pk}.title": "Typed for nothing"}
    last.delete()
    reword(draft)
    refused = alice.post(url(draft), sent)
    assert refused.status_code == 409
    assert "Typed for nothing" in refused.content.decode()


def test_a_long_flow_comes_in_pages_and_costs_as_many_questions_as_a_short_one(alice, cast):
    with scope(tenant=cast.alpha):
        long = Assistant.objects.create(tenant=cast.alpha, name="Lang", title="-")
        load(long, long_flow(60, 400, ("de", "en", "fr", "pl")))
        long.refresh_from_db()
    alice.get(url(long))
    with CaptureQueriesContext(connection) as found:
        response = alice.get(url(long, "?to=pl&page=2"))
    assert len(found) <= 12
    assert len(boxes(response)) == 50
    assert response.context["page"].paginator.count > 800
    assert "page=3" in response.context["after"]
    name = next(iter(boxes(response)))
    sent = shown(response) | {name: "Nowy tekst", "next": "1"}
    answer = alice.post(url(long, "?to=pl&page=2"), sent)
    assert answer["Location"] == url(long, "?to=pl&page=3")
    with scope(tenant=cast.alpha):
        texts = Text.objects.filter(assistant=long)
        assert texts.get(text="Nowy tekst").locale == "pl"
        assert texts.filter(locale="fr").count() > 800


def test_a_page_beyond_the_last_is_the_last(alice, draft):
    assert alice.get(url(draft, "?page=99999")).context["page"].number == 1
    assert alice.get(url(draft, "?page=x&show=x")).status_code == 200
    assert alice.get(url(draft, "?to=xx")).status_code == 404


@pytest.fixture
def recalling(draft):
    """A step whose title recalls the answer `home` in both languages, and what a page shows of it."""
    home = Field.objects.get(step__assistant=draft, key="home")
    step = Step.objects.filter(assistant=draft)[1]
    Step.objects.filter(pk=step.pk).update(title=f"Zu {{{{{home.pk}|Ihnen}}}}")
    stored = f"About {{{{{home.pk}|you}}}}"
    Text.objects.filter(object_id=step.pk, slot="title").update(text=stored)
    return f"{step.pk}.title", step, stored


def test_what_a_text_recalls_is_shown_and_typed_by_its_key(alice, draft, recalling):
    name, step, stored = recalling
    response = alice.get(url(draft))
    box = boxes(response)[name]
    assert (box.original, box.text) == ("Zu {{home|Ihnen}}", "About {{home|you}}")
    sent = shown(response) | {name: "Regarding {{home|you}}"}
    assert alice.post(url(draft), sent).status_code == 302
    assert english(step).text == stored.replace("About", "Regarding")


def test_a_translation_that_loses_or_invents_a_recall_is_saved_and_warned_of(
    alice, draft, recalling
):
    name, step, _stored = recalling
    response = alice.get(url(draft))
    alice.post(url(draft), shown(response) | {name: "About {{message}}"})
    body = alice.get(url(draft)).content.decode()
    assert "„{{home}}“ des Textes fehlt hier." in body
    assert "„{{message}}“ steht nicht im Text." in body
    assert english(step).text.startswith("About {{")


def test_a_recall_of_nothing_is_refused_and_what_was_typed_stays(alice, draft, recalling):
    name, step, stored = recalling
    sent = shown(alice.get(url(draft))) | {name: "About {{nobody}}"}
    response = alice.post(url(draft), sent)
    assert "„{{nobody}}“" in boxes(response)[name].error
    assert boxes(response)[name].text == "About {{nobody}}"
    assert english(step).text == stored
