"""An assistant looks as its tenant's others do, but for what is its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override
from django_scopes import scope

from builder import publishing
from builder.admin.places import sentence
from builder.document import compile, load
from builder.flows.document import DocumentError
from builder.models import Asset
from tenants import theme


@pytest.fixture
def draft(cast):
    with scope(tenant=cast.alpha):
        yield cast.household


def test_the_look_is_the_tenants_but_for_what_is_the_assistants_own(draft):
    draft.tenant.theme = {"accent": "#123456", "radius": "0"}
    draft.theme = {"accent": "#654321", "font": "serif"}
    document = compile(draft)
    assert document.theme == {"accent": "#654321", "radius": "0", "font": "serif"}

    load(draft, document)

    assert draft.theme == {"accent": "#654321", "font": "serif"}
    assert compile(draft) == document


def test_a_logo_is_one_of_the_tenants_own_pictures(draft, cast):
    theirs, ours = "b" * 64, "a" * 64
    Asset.objects.create(tenant=cast.alpha, hash=ours, width=4, height=3, content=b"")
    with scope(tenant=cast.beta):
        Asset.objects.create(tenant=cast.beta, hash=theirs, width=4, height=3, content=b"")

    load(draft, replace(compile(draft), theme={"logo": theirs}))
    assert draft.theme == {}
    load(draft, replace(compile(draft), theme={"logo": ours}))
    assert draft.theme == {"logo": ours}


@pytest.mark.parametrize(
    ("token", "value"),
    [
        ("accent", "red"),
        ("accent", "#12345"),
        ("accent", "#123456;--x:url(//evil.example)"),
        ("accent_dark", "#ABCDEF"),
        ("radius", "25"),
        ("radius", "1e1"),
        ("font", "Comic Sans"),
        ("spacing", "vast"),
        ("logo", "https://evil.example/x.webp"),
        ("background", "#123456"),
    ],
)
def test_a_look_takes_nothing_but_its_tokens(draft, token, value):
    with pytest.raises(DocumentError, match=token):
        load(draft, replace(compile(draft), theme={token: value}))


def test_colours_that_cannot_be_read_stand_against_publishing(draft):
    draft.theme = {"accent": "#ffdd00"}

    found = [one for one in publishing.can_publish(draft) if one.code == "too_alike"]

    assert [(one.level, one.params["one"], one.params["other"]) for one in found] == [
        ("error", "accent", "surface"),
        ("error", "on_accent", "accent"),
    ]
    better = found[0].params["nearest"]
    assert theme.contrast(better, "#ffffff") >= found[0].params["least"]
    with override("en"):
        said = sentence(found[0])
    assert "“Main colour” and “Cards” are too alike" in said
    assert f"the contrast is 1.3 to 1, and at least 4.5 to 1 is needed. {better} would do" in said
