"""A new assistant begins with a template or on its own."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django_scopes import scope

from builder.document import compile
from builder.flows.lint import lint
from builder.library import TEMPLATES
from builder.models import Assistant

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
ADD = "/admin/builder/assistant/add/"


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def url(slug, name="template"):
    return reverse(f"admin:builder_assistant_{name}", args=[slug])


def test_the_gallery_offers_every_template_in_the_language_of_the_page(alice):
    page = alice.get(ADD).content.decode()
    for slug, template in TEMPLATES.items():
        assert url(slug) in page
        assert template.name["de"] in page


@pytest.mark.parametrize("slug", TEMPLATES)
def test_a_template_is_shown_in_words_and_in_the_widget(alice, slug):
    page = alice.get(url(slug)).content.decode()
    document = TEMPLATES[slug].document("X")
    assert document.steps[0].title["de"] in page
    # What a text recalls is named, not shown as it is kept.
    assert "{{" not in page
    frame = alice.get(url(slug, "template_frame"), {"lang": "en"}).content.decode()
    assert document.title["en"] in frame
    assert "Alpha Versicherung AG" in frame


@pytest.mark.parametrize("slug", TEMPLATES)
def test_beginning_with_a_template_makes_a_draft_that_could_be_published(alice, cast, slug):
    for number in (1, 2):
        answer = alice.post(url(slug))
        with scope(tenant=cast.alpha):
            made = Assistant.objects.get(pk=answer["Location"].split("/")[-3])
            assert made.name == TEMPLATES[slug].name["de"] + ("" if number == 1 else " (2)")
            assert (made.state, lint(compile(made))) == ("draft", [])


def test_there_is_no_other_template(alice):
    assert alice.get(url("nothing")).status_code == 404
    assert alice.get(url("nothing", "template_frame")).status_code == 404
