"""Designing: every save takes the draft on, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django_scopes import scope

from builder import publishing
from builder.admin.assistant import AssistantForm
from builder.fields import KINDS
from builder.models import Assistant, Choice, Ending, Field, Route, Step
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


def url(row, name="change"):
    return reverse(f"admin:builder_{row._meta.model_name}_{name}", args=[row.pk])


def steps(assistant):
    return list(Step.objects.filter(assistant=assistant))


def test_a_new_assistant_could_be_published_as_it_is(alice, cast):
    sent = {"name": "Neu", "title": "Neu", "locales": ["de"], "default_locale": "de"}
    response = alice.post(reverse("admin:builder_assistant_add"), sent)
    with scope(tenant=cast.alpha):
        new = Assistant.objects.get(name="Neu")
        assert response["Location"] == reverse("admin:builder_assistant_build", args=[new.pk])
        kinds = Field.objects.filter(step__assistant=new).values_list("kind", flat=True)
        assert sorted(kinds) == ["consent", "email", "single_choice"]
        assert Ending.objects.filter(assistant=new).count() == 1
        found = [one.code for one in publishing.errors(publishing.can_publish(new))]
        assert [code for code in found if "destination" not in code] == []


def test_a_new_assistant_speaks_the_language_that_was_chosen(alice, cast):
    sent = {"name": "Neu", "title": "New", "default_locale": "en"}
    assert alice.post(reverse("admin:builder_assistant_add"), sent).status_code == 302
    with scope(tenant=cast.alpha):
        new = Assistant.objects.get(name="Neu")
        assert (new.locales, new.default_locale) == (["en"], "en")


def test_the_default_language_is_one_of_the_languages(alice, draft):
    sent = form_of(alice.get(url(draft))) | {"locales": ["de"], "default_locale": "en"}
    response = alice.post(url(draft), sent)
    assert "default_locale" in response.context["adminform"].form.errors


@pytest.mark.parametrize("name", ["\u200b", "\u2060\u3164", "\u0301"])
def test_a_name_that_nobody_sees_is_refused(alice, draft, name):
    there = form_of(alice.get(url(draft)))
    for page, sent in ((reverse("admin:builder_assistant_add"), {}), (url(draft), there)):
        response = alice.post(page, {**sent, "name": name, "title": "x", "default_locale": "de"})
        assert "name" in response.context["adminform"].form.errors


def test_each_save_takes_the_draft_to_its_next_revision(alice, draft):
    for row in (draft, steps(draft)[0], Field.objects.filter(step__assistant=draft)[0]):
        before = Assistant.objects.get(pk=draft.pk).revision
        assert alice.post(url(row), form_of(alice.get(url(row)))).status_code == 302
        assert Assistant.objects.get(pk=draft.pk).revision == before + 1


@pytest.mark.parametrize("which", ["assistant", "step", "field"])
def test_a_page_that_is_out_of_date_overwrites_nothing_and_keeps_what_was_typed(
    alice, draft, which
):
    step = steps(draft)[0]
    row = {"assistant": draft, "step": step, "field": Field.objects.filter(step=step)[0]}[which]
    text = {"field": "label"}.get(which, "title")
    sent = form_of(alice.get(url(row))) | {text: "Getippt"}
    draft.advance(draft.revision)
    for _again in range(2):
        response = alice.post(url(row), sent)
        assert response.status_code == 200
        body = response.content.decode()
        assert "Getippt" in body
        assert reverse("admin:builder_assistant_change", args=[draft.pk]) in body
        assert response.context["adminform"].form.non_field_errors()
    row.refresh_from_db()
    assert getattr(row, text) != "Getippt"


def test_a_save_undoes_no_pause_that_came_in_between(alice, cast, monkeypatch):
    clean = AssistantForm.clean

    def clean_while_somebody_pauses(form):
        publishing.pause(Assistant.objects.get(pk=cast.household.pk))
        return clean(form)

    monkeypatch.setattr(AssistantForm, "clean", clean_while_somebody_pauses)
    with scope(tenant=cast.alpha):
        sent = form_of(alice.get(url(cast.household))) | {"name": "Anders"}
        assert alice.post(url(cast.household), sent).status_code == 302
        cast.household.refresh_from_db()
    assert cast.household.state == Assistant.State.PAUSED
    assert cast.household.name == "Anders"


def test_rows_are_numbered_as_they_were_dropped_and_new_ones_follow(alice, draft):
    first, second, third = steps(draft)
    sent = form_of(alice.get(url(draft)))
    for index, place in ((0, 7), (1, 3), (2, 3)):
        sent[f"steps-{index}-position"] = place
    sent |= {"steps-TOTAL_FORMS": 4, "steps-3-title": "Neu", "steps-3-position": 0}
    assert alice.post(url(draft), sent).status_code == 302
    assert [(one.title, one.position) for one in steps(draft)] == [
        (second.title, 1),
        (third.title, 2),
        (first.title, 3),
        ("Neu", 4),
    ]


def test_a_new_field_gets_a_key_and_the_settings_of_its_kind(alice, draft):
    step = steps(draft)[0]
    sent = form_of(alice.get(url(step)))
    sent |= {"fields-TOTAL_FORMS": 2, "fields-1-label": "Größe?", "fields-1-position": 0}
    sent |= {"fields-1-kind": "short_text"}
    assert alice.post(url(step), sent).status_code == 302
    field = Field.objects.get(step=step, label="Größe?")
    default = KINDS["short_text"].default_config()
    assert (field.key, field.kind, field.config) == ("groesse", "short_text", default)
    page = alice.get(url(field))
    assert 'name="config_max_length"' in page.content.decode()
    assert alice.post(url(field), form_of(page) | {"config_max_length": "20"}).status_code == 302
    field.refresh_from_db()
    assert field.config == default | {"max_length": 20}


def test_a_setting_outside_its_bounds_shows_at_its_field(alice, draft):
    field = Field.objects.filter(step__assistant=draft, kind="short_text")[0]
    response = alice.post(url(field), form_of(alice.get(url(field))) | {"config_max_length": "0"})
    assert "config_max_length" in response.context["adminform"].form.errors


def test_what_was_published_keeps_its_keys_and_values(alice, cast):
    with scope(tenant=cast.alpha):
        field = Field.objects.filter(step__assistant=cast.household, kind="single_choice")[0]
        choice = Choice.objects.filter(field=field)[0]
        sent = form_of(alice.get(url(field))) | {"key": "other", "choices-0-value": "other_one"}
        assert alice.post(url(field), sent).status_code == 302
        assert Field.objects.get(pk=field.pk).key == field.key
        assert Choice.objects.get(pk=choice.pk).value == choice.value


def test_a_key_is_taken_once_in_an_assistant(alice, draft):
    one, other = Field.objects.filter(step__assistant=draft)[:2]
    response = alice.post(url(one), form_of(alice.get(url(one))) | {"key": other.key})
    assert "key" in response.context["adminform"].form.errors


def test_a_personal_answer_needs_a_purpose(alice, draft):
    field = Field.objects.filter(step__assistant=draft, kind="short_text")[0]
    sent = form_of(alice.get(url(field))) | {"data_class": "personal", "purpose": ""}
    response = alice.post(url(field), sent)
    assert "purpose" in response.context["adminform"].form.errors


def test_a_route_is_made_of_a_condition_and_a_target(alice, draft):
    step, _middle, last = steps(draft)
    field = Field.objects.filter(step=step)[0]
    choice = field.choices.all()[0]
    Route.objects.filter(step=step).delete()
    sent = form_of(alice.get(url(step)))
    sent |= {"routes-TOTAL_FORMS": 1, "routes-0-target": f"step:{last.pk}"}
    sent |= {"routes-0-position": 0, "routes-0-condition-0-field": str(field.pk)}
    sent |= {"routes-0-condition-0-op": "!equals", "routes-0-condition-0-choice": [str(choice.pk)]}
    assert alice.post(url(step), sent).status_code == 302
    route = Route.objects.get(step=step)
    test = {"field": str(field.pk), "op": "equals", "value": str(choice.pk)}
    assert (route.to_step, route.condition) == (last, {"not": test})


def test_a_step_goes_on_to_later_steps_alone(alice, draft):
    first, middle, last = steps(draft)
    choices = dict(
        alice.get(url(middle))
        .context["inline_admin_formsets"][1]
        .formset.empty_form.fields["target"]
        .choices
    )
    offered = [pk for group in choices.values() if isinstance(group, list) for pk, _title in group]
    assert f"step:{last.pk}" in offered
    assert f"step:{first.pk}" not in offered
    assert f"step:{middle.pk}" not in offered


def test_deleting_a_step_goes_back_to_its_assistant(alice, draft):
    last = steps(draft)[-1]
    before = Assistant.objects.get(pk=draft.pk).revision
    response = alice.post(url(last, "delete"), {"post": "yes"})
    assert response["Location"] == url(draft)
    assert Assistant.objects.get(pk=draft.pk).revision == before + 1


def test_what_was_published_can_not_be_deleted(alice, cast):
    with scope(tenant=cast.alpha):
        assert alice.post(url(cast.household, "delete"), {"post": "yes"}).status_code == 403
        publishing.withdraw(cast.version)
        assert alice.post(url(cast.household, "delete"), {"post": "yes"}).status_code == 403


def test_a_viewer_sees_and_changes_nothing(client, cast):
    client.force_login(cast.viktor)
    with scope(tenant=cast.alpha):
        step = steps(cast.household)[0]
        assert client.get(url(step)).status_code == 200
        assert client.post(url(step), {"title": "x", "revision": 1}).status_code == 403
