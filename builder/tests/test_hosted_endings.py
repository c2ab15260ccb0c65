"""Recalls, endings, languages and a look on the page for browsers without JavaScript."""

from __future__ import annotations

import pytest
from django_scopes import scope

from builder.embed import flows, live
from builder.models import FlowVersion
from builder.tests.test_hosted import address, form, taken, text
from zenflow.testing.cast import GOOD_ANSWERS

__all__ = ["taken"]  # a fixture

TURNED_AWAY = {"de": [{"p": ["Wir versichern nur ", {"b": ["Häuser"]}, "."]}]}


@pytest.fixture(autouse=True)
def _nothing_remembered():
    live.forget()
    flows.flow_bytes.cache_clear()


@pytest.fixture
def published(cast):
    """Change what the live version asks."""

    def change(**more):
        data = {**cast.version.document, **more}
        with scope(tenant=cast.alpha):
            FlowVersion.objects.filter(pk=cast.version.pk).update(document=data)
        live.forget()
        return data

    return change


def endings(cast, **more):
    return [{**one, **more} for one in cast.version.document["endings"]]


def fields(data):
    return {f["key"]: f for step in data["steps"] for f in step["fields"]}


def send(client, cast, lang="de", **answers):
    return client.post(address(cast.household, lang), form(cast, {**GOOD_ANSWERS, **answers}))


def test_who_is_turned_away_reads_why_above_their_answers(client, cast, taken, published):
    title = {"de": "Das geht leider nicht", "en": "Sorry"}
    published(endings=endings(cast, kind="disqualified", title=title, text=TURNED_AWAY))

    response = send(client, cast)

    page = text(response)
    assert response.status_code == 422
    assert "<h2>Das geht leider nicht</h2>" in page
    assert "Wir versichern nur <strong>Häuser</strong>." in page
    assert 'value="ada@example.com"' in page
    assert taken == []


def test_an_ending_that_leads_on_is_a_link_beside_what_to_keep(client, cast, taken, published):
    published(endings=endings(cast, kind="redirect", url="https://abc.example/danke?a=1&b=2"))

    page = text(send(client, cast))

    assert '<a class="main" href="https://abc.example/danke?a=1&amp;b=2">' in page
    assert "Weiter zu abc.example" in page
    assert "7K3M-9Q2P-4XW8-HTNA" in page


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://abc.example", None])
def test_it_never_leads_anywhere_else(client, cast, taken, published, url):
    published(endings=endings(cast, kind="redirect", url=url))

    assert 'class="main"' not in text(send(client, cast))


def test_texts_say_what_was_answered_and_before_it_the_fallback(client, cast, taken, published):
    data = cast.version.document
    mail = fields(data)["contact_email"]["id"]
    fields(data)["message"]["label"] = {"de": f"Frage von {{{{{mail}|Ihnen}}}}", "en": "x"}
    published(steps=data["steps"])

    first = text(client.get(address(cast.household)))
    again = text(send(client, cast, contact_email="<b>@example.com", privacy=""))
    valid = text(send(client, cast, contact_email="b+1@example.com", privacy=""))

    assert "Frage von Ihnen" in first
    assert "Frage von Ihnen" in again
    assert "Frage von b+1@example.com" in valid


def test_every_language_of_end_users_is_spoken(client, cast, published):
    published(locales=["de", "en", "fr", "de-AT"])

    french = text(client.get(address(cast.household, "fr")))
    austrian = text(client.get(address(cast.household, "de-AT")))

    assert '<html lang="fr">' in french
    assert "Envoyer à Alpha Versicherung AG" in french
    assert "Seulement si" in french
    assert "Nur wenn" not in french
    assert '<html lang="de-AT">' in austrian
    assert "Nur wenn „Wie wohnen Sie?“ ist" in austrian
    assert ">Deutsch (Österreich)</a>" in french
    assert ">Français</a>" in austrian


def test_a_logo_stands_for_the_name_and_there_is_as_much_room_as_wanted(client, cast, published):
    published(theme={"logo": "ab" * 32, "spacing": "compact"})

    page = text(client.get(address(cast.household)))

    assert f'src="/e/a.{"ab" * 32}.webp" alt="Alpha Versicherung AG"' in page
    assert '<body class="compact">' in page
