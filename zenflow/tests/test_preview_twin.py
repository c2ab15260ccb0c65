"""The builder makes the preview's flow itself; it must be the one that the server would serve."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django_scopes import scope

from builder import richtext
from builder.drafts import to_draft
from builder.flows.document import FlowDocument
from builder.flows.messages import texts
from builder.models import Assistant
from builder.served import limits, served_form
from builder.tests.every_kind import every_kind
from builder.tests.generator import Generator
from builder.tests.twin import ask, needs_node
from builder.texts import RICH_SLOTS
from demo.businesses import BUSINESSES
from zenflow.testing.cast import make_assistant

pytestmark = [needs_node, pytest.mark.django_db(databases=["default", "keys"])]

GENERATED = 150
LOCALES = ("de", "en", "fr", "de-AT")
# A draft has no version; what the frame does without one is its own affair.
APART = {"version"}


def given() -> dict[str, Any]:
    return {
        "messages": {locale: texts(locale) for locale in LOCALES},
        "receipt_url": f"{settings.PUBLIC_URL}/r/",
        "limits": limits(),
    }


def drafted(document: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a document as a draft: (draft, its rich texts by their Markdown)."""
    rich: dict[str, Any] = {}

    def written(key: str, value: Any) -> Any:
        if key in RICH_SLOTS and isinstance(value, dict):
            said = {locale: richtext.write(nodes) for locale, nodes in value.items()}
            rich.update({said[locale]: value[locale] for locale in said})
            return said
        if isinstance(value, dict):
            return {name: written(name, one) for name, one in value.items()}
        return [written("", one) for one in value] if isinstance(value, list) else value

    return {**written("", document), "name": "Probe", "tenant_theme": {}}, rich


def differences(folder: Any, documents: list[dict[str, Any]]) -> list[Any]:
    """Serve each document in each language on both sides."""
    calls, wanted = [], []
    for document in documents:
        draft, rich = drafted(document)
        for locale in LOCALES:
            calls.append(["serve", draft, rich, locale, given()])
            wanted.append(served_form("", None, document, locale))
    found = ask(folder, calls)
    both = zip(wanted, found, strict=True)
    return [pair for pair in both if apart(pair[0]) != apart(pair[1])]


def apart(flow: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in flow.items() if name not in APART}


def test_a_preview_of_a_document_is_what_would_be_served(tmp_path):
    written = [business.document() for business in BUSINESSES] + [every_kind()]
    made = [Generator(seed).document() for seed in range(GENERATED)]
    documents = [FlowDocument.from_json(one).to_json() for one in [*written, *made]]
    assert differences(tmp_path, documents) == []


def test_a_preview_of_a_saved_draft_is_what_the_server_previews(tmp_path, cast):
    from builder.preview import draft_flow

    with scope(tenant=cast.alpha):
        cast.alpha.theme = {"accent": "#102030", "radius": "0"}
        cast.alpha.save()
        draft = make_assistant(cast.alpha, "Entwurf")
        Assistant.objects.filter(pk=draft.pk).update(theme={"accent": "#203040"})
        draft = Assistant.objects.select_related("tenant").get(pk=draft.pk)
        shown = to_draft(draft)
        rich = {text: richtext.read(text) for text in markdown("", shown)}
        wanted = [apart(draft_flow(draft, locale)) for locale in ("de", "en")]
    calls = [["serve", shown, rich, locale, given()] for locale in ("de", "en")]
    assert [apart(flow) for flow in ask(tmp_path, calls)] == wanted


def markdown(key: str, value: Any) -> set[str]:
    if key in RICH_SLOTS and isinstance(value, dict):
        return {text for text in value.values() if text}
    parts = value.items() if isinstance(value, dict) else (("", one) for one in value or ())
    return {t for n, o in parts if isinstance(o, dict | list) for t in markdown(n, o)}
