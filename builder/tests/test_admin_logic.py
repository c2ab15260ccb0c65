"""The plain forms know variables, scores, endings that lead on, and earlier answers in texts."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django_scopes import scope

from builder import publishing
from builder.document import compile
from builder.models import Asset, Assistant, Choice, Ending, Field, Step, Variable
from zenflow.testing.cast import make_assistant
from zenflow.testing.forms import form_of

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
def asked(draft):
    """The first question with choices."""
    return Field.objects.filter(step__assistant=draft, kind="single_choice")[0]


@pytest.fixture
def variable(draft, asked):
    value = {"add": [{"score": str(asked.pk)}, "1.5"]}
    return Variable.objects.create(assistant=draft, key="punkte", label="Punkte", value=value)


def url(row, name="change"):
    return reverse(f"admin:builder_{row._meta.model_name}_{name}", args=[row.pk])


def save(client, row, **chosen):
    return client.post(url(row), form_of(client.get(url(row))) | chosen)


def faults(response):
    return response.context["adminform"].form.errors


def test_a_variable_is_added_by_its_name_and_gets_a_key(alice, draft):
    added = {"variables-TOTAL_FORMS": 1, "variables-0-label": "Gesamt", "variables-0-position": 0}
    assert save(alice, draft, **added).status_code == 302
    new = Variable.objects.get(assistant=draft)
    assert (new.key, new.value, new.decimals) == ("gesamt", "0", 2)


def test_a_calculation_is_shown_in_words_and_with_keys(alice, draft, asked, variable):
    page = alice.get(url(variable)).context["adminform"].form
    assert json.loads(page["value"].value()) == {"add": [{"score": asked.key}, "1.5"]}
    assert "+ 1,5" in alice.get(url(draft)).content.decode()


def test_a_calculation_is_typed_with_keys_and_plain_numbers(alice, asked, variable):
    choice = Choice.objects.filter(field=asked)[0]
    test = {"field": asked.key, "op": "equals", "value": f"{asked.key}.{choice.value}"}
    typed = {"if": test, "then": {"multiply": [2.5, {"score": asked.key}]}, "else": 0}
    assert save(alice, variable, value=json.dumps(typed)).status_code == 302
    variable.refresh_from_db()
    known = {"field": str(asked.pk), "op": "equals", "value": str(choice.pk)}
    factors = ["2.5", {"score": str(asked.pk)}]
    assert variable.value == {"if": known, "then": {"multiply": factors}, "else": "0"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('{"add": [', "in line 1"),
        ('{"field": "nobody"}', "no longer exists"),
        ('{"power": ["1", "2"]}', "can't be read"),
        ('{"field": "punkte"}', "only after it"),
        ('"zwei"', "no number: zwei"),
        ("[" * 9000 + "]" * 9000, "too large"),
    ],
)
def test_a_calculation_that_cannot_be_made_is_refused_with_a_reason(alice, variable, typed, said):
    response = alice.post(
        url(variable),
        form_of(alice.get(url(variable))) | {"value": typed},
        headers={"accept-language": "en"},
    )
    assert response.status_code == 200
    assert said in " ".join(faults(response)["value"])
    before = variable.value
    variable.refresh_from_db()
    assert variable.value == before


def test_a_variable_may_not_have_the_key_of_an_answer(alice, asked, variable):
    assert "key" in faults(save(alice, variable, key=asked.key))


def test_a_published_variable_keeps_its_key(alice, cast, draft, variable):
    publishing.freeze(draft, cast.alice)
    assert save(alice, variable, key="anders", label="Anders").status_code == 302
    variable.refresh_from_db()
    assert (variable.key, variable.label) == ("punkte", "Anders")


def test_a_choice_scores_a_number(alice, asked):
    assert save(alice, asked, **{"choices-0-score": "-1,5"}).status_code == 302
    assert Choice.objects.filter(field=asked)[0].score == "-1.5"
    refused = save(alice, asked, **{"choices-0-score": "viel"})
    forms = refused.context["inline_admin_formsets"]
    assert any("score" in error for one in forms for error in one.formset.errors)


def test_an_ending_leads_on_only_to_a_safe_address(alice, draft):
    kind = {"endings-0-kind": "redirect"}
    for address in ("", "http://alpha.example", "javascript:alert(1)"):
        refused = save(alice, draft, **kind, **{"endings-0-url": address})
        forms = refused.context["inline_admin_formsets"]
        assert any("url" in error for one in forms for error in one.formset.errors)
    safe = {"endings-0-url": "https://www.alpha.example/danke"}
    assert save(alice, draft, **kind, **safe).status_code == 302
    ending = Ending.objects.filter(assistant=draft)[0]
    assert (ending.kind, ending.url) == ("redirect", "https://www.alpha.example/danke")
    assert save(alice, draft, **{"endings-0-kind": "thanks"}, **safe).status_code == 302
    assert Ending.objects.get(pk=ending.pk).url == ""


def test_a_condition_may_look_at_a_variable_once_it_is_known(alice, draft, asked, variable):
    later = Step.objects.filter(assistant=draft).reverse()[0]
    test = {"visible_if-0-field": str(variable.pk), "visible_if-0-op": "at_least"}
    assert save(alice, later, **test, **{"visible_if-0-value": "2,5"}).status_code == 302
    later.refresh_from_db()
    known = {"field": str(variable.pk), "op": "at_least", "value": "2.5"}
    assert later.visible_if == known
    too_early = save(alice, asked.step, **test, **{"visible_if-0-value": "2"})
    assert "visible_if" in faults(too_early)


def test_texts_recall_earlier_answers_by_their_keys(alice, draft, asked, variable):
    step = Step.objects.filter(assistant=draft).reverse()[0]
    typed = f"Zu {{{{{asked.key}|Ihrer Wahl}}}}"
    assert save(alice, step, title=typed, text="{{punkte}} Punkte").status_code == 302
    step.refresh_from_db()
    assert step.title == f"Zu {{{{{asked.pk}|Ihrer Wahl}}}}"
    assert step.text == f"{{{{{variable.pk}}}}} Punkte"
    form = alice.get(url(step)).context["adminform"].form
    assert (form["title"].value(), form["text"].value()) == (typed, "{{punkte}} Punkte")
    assert save(alice, step).status_code == 302
    assert Step.objects.get(pk=step.pk).title == step.title


def test_an_unknown_recall_is_refused_with_the_keys_there_are(alice, asked, draft):
    step = Step.objects.filter(assistant=draft).reverse()[0]
    refused = save(alice, step, title="Zu {{niemand}}")
    said = " ".join(faults(refused)["title"])
    assert "{{niemand}}" in said
    assert f"{{{{{asked.key}}}}}" in said


def test_an_ending_recalls_too(alice, draft, variable):
    assert save(alice, draft, **{"endings-0-title": "{{punkte}} Punkte"}).status_code == 302
    assert Ending.objects.filter(assistant=draft)[0].title == f"{{{{{variable.pk}}}}} Punkte"


def test_an_assistant_has_a_look_of_its_own(alice, cast, draft):
    cast.alpha.theme = {"accent": "#1a4f8b"}
    cast.alpha.save()
    address = reverse("admin:builder_assistantlook_change", args=[draft.pk])
    shown = form_of(alice.get(address))
    assert shown["accent"] == "#1a4f8b"
    assert alice.post(address, shown | {"radius": "0"}).status_code == 302
    saved = Assistant.objects.select_related("tenant").get(pk=draft.pk)
    assert (saved.theme, saved.revision) == ({"radius": "0"}, draft.revision + 1)
    assert compile(saved).theme == {"accent": "#1a4f8b", "radius": "0"}


def test_a_look_that_cannot_be_read_is_not_saved(alice, draft):
    address = reverse("admin:builder_assistantlook_change", args=[draft.pk])
    response = alice.post(address, form_of(alice.get(address)) | {"accent": "#ffdd00"})
    assert "accent" in faults(response)


def test_a_logo_is_a_picture_of_the_tenants(alice, cast, draft):
    with scope(tenant=cast.alpha):
        asset = Asset.objects.create(
            tenant=cast.alpha, hash="a" * 64, width=4, height=3, content=b"x"
        )
    for address in (
        reverse("admin:builder_assistantlook_change", args=[draft.pk]),
        reverse("admin:tenants_look_change", args=[cast.alpha.pk]),
    ):
        shown = form_of(alice.get(address)) | {"logo-kept": asset.hash}
        assert alice.post(address, shown).status_code == 302
    draft.refresh_from_db()
    cast.alpha.refresh_from_db()
    assert draft.theme == cast.alpha.theme == {"logo": asset.hash}
