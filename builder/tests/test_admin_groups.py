"""A group's page has its entries' questions; theirs lead back to it."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django_scopes import scope

from builder import publishing
from builder.fields import KINDS
from builder.models import Assistant, Check, Field, Step
from builder.publishing import freeze
from zenflow.testing.cast import make_assistant
from zenflow.testing.forms import form_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def group(cast):
    with scope(tenant=cast.alpha):
        draft = make_assistant(cast.alpha, "Entwurf")
        step = Step.objects.filter(assistant=draft)[2]
        config = KINDS["group"].default_config() | {"item": "Fahrer"}
        group = Field.objects.create(
            step=step, position=50, kind="group", label="Fahrer", key="drivers", config=config
        )
        for at, (kind, label) in enumerate((("full_name", "Name"), ("date", "Seit wann?"))):
            part(group, at, kind, label)
        yield group


def part(group, at, kind, label):
    return Field.objects.create(
        step=group.step,
        parent=group,
        position=at,
        kind=kind,
        label=label,
        key=f"part_{at}",
        config=KINDS[kind].default_config(),
    )


def url(row, name="change"):
    return reverse(f"admin:builder_{row._meta.model_name}_{name}", args=[row.pk])


def test_questions_of_an_entry_are_added_on_the_groups_page(alice, group):
    sent = form_of(alice.get(url(group)))
    sent |= {"fields-TOTAL_FORMS": 3, "fields-2-label": "Vorschäden", "fields-2-position": 0}
    sent |= {"fields-2-kind": "yes_no", "fields-2-required": "on"}
    assert alice.post(url(group), sent).status_code == 302
    new = Field.objects.get(label="Vorschäden")
    assert (new.parent, new.step, new.position) == (group, group.step, 3)
    assert (new.key, new.required) == ("vorschaeden", True)


@pytest.mark.parametrize("kind", ["group", "file", "statement"])
def test_what_an_entry_can_not_ask_is_not_offered(alice, group, kind):
    sent = form_of(alice.get(url(group)))
    sent |= {"fields-TOTAL_FORMS": 3, "fields-2-label": "Nein", "fields-2-position": 0}
    response = alice.post(url(group), sent | {"fields-2-kind": kind})
    assert response.status_code == 200
    assert not Field.objects.filter(label="Nein").exists()


def test_a_groups_questions_are_sorted_on_its_page_alone(alice, group):
    first, second = group.fields.all()
    sent = form_of(alice.get(url(group)))
    sent |= {"fields-0-position": 2, "fields-1-position": 1}
    assert alice.post(url(group), sent).status_code == 302
    assert list(group.fields.all()) == [second, first]
    step_page = alice.get(url(group.step)).context["inline_admin_formsets"][0].formset
    shown = [form.instance for form in step_page.initial_forms]
    assert group in shown
    assert first not in shown
    assert alice.post(url(group.step), form_of(alice.get(url(group.step)))).status_code == 302
    assert list(group.fields.all()) == [second, first]


def test_the_page_of_a_part_leads_back_to_its_group(alice, group):
    first, second = group.fields.all()
    crumbs = alice.get(url(first)).context["crumbs"]
    assert [title for title, _href in crumbs[-3:]] == [group.step.title, "Fahrer", "Name"]
    assert alice.post(url(first), form_of(alice.get(url(first))))["Location"] == url(group)
    before = Assistant.objects.get(pk=group.step.assistant_id).revision
    assert alice.post(url(second, "delete"), {"post": "yes"})["Location"] == url(group)
    assert Assistant.objects.get(pk=group.step.assistant_id).revision == before + 1


def test_an_entry_looks_out_and_at_what_it_asked_before_and_nothing_looks_in(alice, group):
    first, second = group.fields.all()
    later = Field.objects.create(
        step=group.step, position=60, kind="short_text", label="Danach", key="later"
    )

    def offered(field, name="visible_if"):
        return set(alice.get(url(field)).context["adminform"].form.fields[name].askable.fields)

    draft = Field.objects.filter(step__assistant=group.step.assistant_id, parent=None)
    outside = {str(one.pk) for one in draft.exclude(pk__in=(group.pk, later.pk))}
    assert offered(first) == outside
    assert offered(second) == outside | {str(first.pk)}
    assert offered(group) == outside
    assert offered(later) == outside | {str(group.pk)}
    inlines = alice.get(url(second)).context["inline_admin_formsets"]
    check = inlines[-1].formset.empty_form.fields["condition"].askable.fields
    assert set(check) == outside | {str(first.pk), str(second.pk)}
    assert "required_if" not in alice.get(url(second)).context["adminform"].form.fields


def test_keys_are_taken_once_within_a_group_and_free_outside(alice, group):
    first, second = group.fields.all()
    sent = form_of(alice.get(url(first)))
    response = alice.post(url(first), sent | {"key": second.key})
    assert "key" in response.context["adminform"].form.errors
    outer = Field.objects.filter(step=group.step, parent=None).exclude(pk=group.pk)[0]
    assert alice.post(url(first), sent | {"key": outer.key}).status_code == 302


def test_deleting_a_group_takes_its_questions_along(alice, group):
    response = alice.post(url(group, "delete"), {"post": "yes"})
    assert response["Location"] == url(group.step)
    assert not Field.objects.filter(parent=group.pk).exists()


def test_the_list_counts_what_a_step_asks(alice, group):
    page = alice.get(reverse("admin:builder_assistant_changelist"))
    row = next(one for one in page.context["cl"].result_list if one.name == "Entwurf")
    asked = Field.objects.filter(step__assistant=row, parent=None).count()
    assert row.field_count == asked


def test_a_published_group_is_shown_and_fixes_its_keys(alice, group):
    first, second = group.fields.all()
    condition = {"field": str(first.pk), "op": "answered"}
    Check.objects.create(field=second, position=1, condition=condition, message="Aha")
    assistant = group.step.assistant
    freeze(assistant, None)
    where = reverse("admin:builder_assistant_version", args=[assistant.pk, 1])
    body = alice.get(where).content.decode()
    assert all(text in body for text in ("Fahrer", "Seit wann?", "Aha", "„Name“"))
    sent = form_of(alice.get(url(first))) | {"key": "anders"}
    assert alice.post(url(first), sent).status_code == 302
    assert Field.objects.get(pk=first.pk).key == first.key
    Field.objects.filter(pk=first.pk).update(key="anders")
    assert "key_frozen" in {one.code for one in publishing.can_publish(assistant)}


@pytest.mark.parametrize("key", ["name", "drivers"])
def test_no_text_shows_what_each_entry_answers_anew(alice, group, key):
    """The linter refuses it too: who types it is told at once."""
    part(group, 9, "short_text", "Zweiter")
    Field.objects.filter(parent=group, position=0).update(key="name")
    last = group.fields.get(position=9)
    sent = form_of(alice.get(url(last))) | {"label": f"Hallo {{{{{key}}}}}"}
    response = alice.post(url(last), sent)
    assert response.status_code == 200
    assert "in keinem Text gezeigt werden" in response.content.decode()
    last.refresh_from_db()
    assert last.label == "Zweiter"
