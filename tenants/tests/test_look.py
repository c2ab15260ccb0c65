"""A look is chosen by those who design, and can be read by everybody."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest
from django.urls import reverse

from tenants import theme
from tenants.looks import PRESETS
from tenants.models import Tenant
from zenflow.testing.forms import form_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


def url(tenant):
    return reverse("admin:tenants_look_change", args=[tenant.pk])


def form(client, tenant):
    sent = {}
    for bound in client.get(url(tenant)).context["adminform"].form:
        value = bound.value()
        if value not in (None, False):
            sent[bound.html_name] = value
    return sent


def save(client, tenant, **chosen):
    return client.post(url(tenant), form(client, tenant) | chosen)


def saved(tenant):
    return Tenant.objects.get(pk=tenant.pk).theme


def test_the_default_look_can_be_read():
    assert theme.alike({}) == []
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


CONTRASTS = json.loads((Path(__file__).parents[2] / "vectors" / "contrast.json").read_text())


@pytest.mark.parametrize("case", CONTRASTS["cases"], ids=lambda case: case["name"])
def test_colours_are_judged_and_mended_as_the_vectors_say(case):
    found = getattr(theme, case["call"])(*case["in"])
    assert found == (pytest.approx(case["out"]) if case["call"] == "contrast" else case["out"])


def test_a_mended_look_can_be_read_and_a_readable_one_stays():
    random = Random(7)
    for _again in range(40):
        colours = {token: f"#{random.randrange(1 << 24):06x}" for token in theme.LIGHT | theme.DARK}
        assert theme.alike(theme.mended(colours)) == []
    assert theme.mended({"accent": "#7a1fa2"}) == {"accent": "#7a1fa2"}


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_every_preset_can_be_read_on_light_screens_and_dark_ones(preset):
    assert theme.alike(preset.tokens) == []
    assert all(theme.is_valid(token, value) for token, value in preset.tokens.items())


def test_there_are_looks_to_choose_from():
    assert len({json.dumps(preset.tokens) for preset in PRESETS}) == len(PRESETS) >= 6


def test_a_look_that_is_saved_as_shown_says_nothing(alice, cast):
    assert save(alice, cast.alpha).status_code == 302
    assert saved(cast.alpha) == {}


def test_what_differs_from_ours_is_saved(alice, cast):
    chosen = {"accent": "#7A1FA2", "radius": "0", "font": "serif"}
    assert save(alice, cast.alpha, **chosen).status_code == 302
    assert saved(cast.alpha) == {"accent": "#7a1fa2", "radius": "0", "font": "serif"}
    assert save(alice, cast.alpha, accent=theme.LIGHT["accent"]).status_code == 302
    assert saved(cast.alpha) == {"radius": "0", "font": "serif"}


def test_dark_colours_are_optional(alice, cast):
    assert save(alice, cast.alpha, accent_dark="#ffcc80").status_code == 302
    assert saved(cast.alpha) == {}
    assert save(alice, cast.alpha, accent_dark="#ffcc80", own_dark="on").status_code == 302
    assert saved(cast.alpha) == {"accent_dark": "#ffcc80"}
    assert form(alice, cast.alpha)["own_dark"] is True


@pytest.mark.parametrize(
    ("chosen", "where", "named"),
    [
        ({"accent": "#f2c14e"}, "on_accent", ("Text auf der Hauptfarbe", "Hauptfarbe", "1,6")),
        ({"ink": "#999999"}, "ink", ("Text", "Karten", "2,8")),
        ({"quiet": "#a0a0a0"}, "quiet", ("Nebentext", "Karten", "2,6")),
        (
            {"own_dark": "on", "ink_dark": "#333333"},
            "ink_dark",
            ("Text (dunkel)", "Karten (dunkel)", "1,3"),
        ),
    ],
)
def test_colours_that_are_too_alike_are_refused_by_name(alice, cast, chosen, where, named):
    response = save(alice, cast.alpha, **chosen)
    (sentence,) = response.context["adminform"].form.errors[where]
    assert all(word in sentence for word in (*named, "4,5"))
    assert saved(cast.alpha) == {}
    name, colour = next((n, c) for n, c in chosen.items() if c.startswith("#"))
    assert re.search(
        f'name="{name}"[^>]*value="{colour}"|value="{colour}"[^>]*name="{name}"',
        response.content.decode(),
    )


@pytest.mark.parametrize(
    "chosen",
    [
        {"accent": "red"},
        {"accent": "#12345"},
        {"accent": "#123456;}"},
        {"accent": ""},
        {"radius": "25"},
        {"radius": "-1"},
        {"font": "Comic Sans"},
    ],
)
def test_nothing_but_tokens_is_taken(alice, cast, chosen):
    response = save(alice, cast.alpha, **chosen)
    assert response.context["adminform"].form.errors.keys() == chosen.keys()
    assert saved(cast.alpha) == {}


def test_the_page_knows_which_colours_to_watch(alice, cast):
    body = alice.get(url(cast.alpha)).content.decode()
    found = re.search(r'id="zf-pairs"[^>]*>(.*?)</script>', body, re.DOTALL)
    assert found
    pairs = json.loads(found[1])
    assert {(pair["one"], pair["other"], pair["least"]) for pair in pairs} == set(theme.pairs())
    assert "tenants/look.js" in body


def test_every_preset_is_offered_with_all_its_tokens(alice, cast):
    response = alice.get(url(cast.alpha))
    assert response.content.decode().count("data-preset=") == len(PRESETS)
    for preset, offered in zip(PRESETS, response.context["presets"], strict=True):
        assert offered["tokens"].keys() == theme.DEFAULT.keys()
        assert offered["tokens"].items() >= preset.tokens.items()


def test_editors_choose_the_look_and_viewers_do_not(client, cast):
    client.force_login(cast.edda)
    assert save(client, cast.alpha, radius="12").status_code == 302
    assert saved(cast.alpha) == {"radius": "12"}
    client.force_login(cast.viktor)
    assert client.get(url(cast.alpha)).status_code == 403


def test_the_company_page_leaves_the_look_alone(alice, cast):
    Tenant.objects.filter(pk=cast.alpha.pk).update(theme={"radius": "3"})
    page = alice.get(reverse("admin:tenants_tenant_change", args=[cast.alpha.pk]))
    assert alice.post(page.wsgi_request.path, form_of(page)).status_code == 302
    assert saved(cast.alpha) == {"radius": "3"}
