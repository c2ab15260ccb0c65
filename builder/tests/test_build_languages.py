"""Languages in the visual builder: what is out of date, and another default language."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse
from django_scopes import scope

from builder.models import Assistant, Text
from builder.rows import Rows
from builder.staleness import marks
from builder.translating import RIGHT, STALE, lines, sources

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


class Draft:
    """The draft of Alice's assistant as the builder's page has it."""

    def __init__(self, client: Any, assistant: Assistant) -> None:
        self.client = client
        self.assistant = assistant
        self.url = reverse("admin:builder_assistant_build_draft", args=[assistant.pk])
        self.said: dict[str, Any] = client.get(self.url).json()

    @property
    def draft(self) -> dict[str, Any]:
        said: dict[str, Any] = self.said["draft"]
        return said

    @property
    def stale(self) -> dict[str, list[str]]:
        said: dict[str, list[str]] = self.said["stale"]
        return said

    def save(self, **more: Any) -> None:
        sent = {"revision": self.said["revision"], "draft": self.draft, **more}
        answer = self.client.post(self.url, json.dumps(sent), content_type="application/json")
        assert answer.status_code == 200
        self.said = answer.json()

    def states(self, locale: str) -> dict[str, str]:
        """Give what the page of translations says of each text."""
        with scope(tenant=self.assistant.tenant):
            rows = Rows.of(Assistant.objects.get(pk=self.assistant.pk))
            return {line.source.text: line.state for line in lines(rows, sources(rows, ""), locale)}


@pytest.fixture
def page(client: Any, cast: Any) -> Draft:
    client.force_login(cast.alice)
    return Draft(client, cast.household)


def test_a_text_that_changed_is_out_of_date_until_somebody_says_that_it_is_right(page, cast):
    step = page.draft["steps"][0]
    step["title"]["de"] = "Ihr Heim"
    page.draft["title"]["de"] = "Hausrat"
    page.save()
    place = f"{step['id']}.title"
    assert page.stale == {"en": [".title", place]}
    page.save(right={"en": [place]})
    assert page.stale == {"en": [".title"]}
    page.save(right={"en": [".title"], "fr": ["x"], "da": 5})
    assert page.stale == {}
    assert page.states("en")["Ihr Heim"] == RIGHT


def test_what_is_called_right_belongs_to_the_assistant_that_is_saved(page, cast, client):
    page.draft["title"]["de"] = "Hausrat"
    page.save()
    with scope(tenant=cast.beta):
        theirs = Text.objects.filter(assistant__tenant=cast.beta, slot="title")[0]
        Text.objects.filter(pk=theirs.pk).update(source_hash="")
    page.save(right={"en": [f"{theirs.object_id}.title"]})
    with scope(tenant=cast.beta):
        assert Text.objects.get(pk=theirs.pk).source_hash == ""


def test_another_default_language_leaves_every_wording_and_what_is_right(page, cast):
    before = page.draft
    page.said["draft"] = before | {"default_locale": "en", "locales": ["de", "en", "fr"]}
    page.draft["title"]["fr"] = "Assurance"
    page.save()
    assert page.draft == before | {"default_locale": "en", "locales": ["de", "en", "fr"]}
    assert page.stale == {}
    with scope(tenant=cast.alpha):
        assistant = Assistant.objects.get(pk=page.assistant.pk)
        assert (assistant.title, assistant.default_locale) == ("Contents insurance", "en")
    page.draft["default_locale"] = "de"
    page.save()
    assert page.draft == before | {"locales": ["de", "en", "fr"]}
    assert page.stale == {}


def test_what_was_out_of_date_stays_so_in_another_default_language(page, cast):
    page.draft["title"] |= {"fr": "Assurance"}
    page.draft["locales"] = ["de", "en", "fr"]
    page.save()
    page.draft["title"]["de"] = "Hausrat"
    page.save()
    page.save(right={"fr": [".title"]})
    page.draft["default_locale"] = "en"
    page.save()
    # English says something else than both.
    assert page.stale == {"de": [".title"], "fr": [".title"]}
    assert page.states("de")["Contents insurance"] == STALE


def test_a_text_that_the_new_default_language_lacks_is_missing_and_nothing_is_lost(page, cast):
    step = page.draft["steps"][0]
    del step["title"]["en"]
    page.draft["default_locale"] = "en"
    page.save()
    assert page.draft["steps"][0]["title"] == {"de": "Ihr Zuhause", "en": ""}
    codes = {(one["code"], one["where"]) for one in page.said["findings"]}
    assert ("missing_text", step["id"]) in codes
    page.draft["steps"][0]["title"]["en"] = "Your home"
    page.save()
    # It was written beside the German one.
    assert page.stale == {}
    with scope(tenant=cast.alpha):
        assert marks(Assistant.objects.get(pk=page.assistant.pk)) == []
