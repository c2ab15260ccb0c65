"""The page of a field, whatever its kind: settings, conditions, checks, own words."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation
from django_scopes import scope

from builder import keys
from builder.admin.config_fields import PREFIX, config_fields
from builder.admin.config_texts import LABELS, VALUES
from builder.admin.palette import GROUPS, palette
from builder.admin.setting_fields import read_decimal
from builder.document import compile
from builder.fields import KINDS
from builder.models import Assistant, Check, Choice, Field, Step
from zenflow.testing.cast import make_assistant
from zenflow.testing.forms import form_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def step(cast):
    with scope(tenant=cast.alpha):
        draft = make_assistant(cast.alpha, "Entwurf")
        yield Step.objects.filter(assistant=draft).last()


def add(step, kind, label="Frage", **more):
    field = Field.objects.create(
        step=step,
        position=more.pop("position", 50),
        kind=kind,
        label=label,
        config=KINDS[kind].default_config() | more.pop("config", {}),
        **more,
    )
    for at in range(3 if KINDS[kind].has_choices else 0):
        Choice.objects.create(field=field, position=at, label=f"Antwort {at}")
    keys.settle(step.assistant)
    return Field.objects.get(pk=field.pk)


def url(row, name="change"):
    return reverse(f"admin:builder_{row._meta.model_name}_{name}", args=[row.pk])


def save(client, field, **typed):
    """Send the page of a field as it was shown, but for what was typed."""
    return client.post(url(field), form_of(client.get(url(field))) | typed)


def errors(response):
    return response.context["adminform"].form.errors


def config(field):
    return Field.objects.get(pk=field.pk).config


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_page_that_saves_what_it_shows(alice, step, kind):
    field = add(step, kind)
    assert save(alice, field).status_code == 302
    before = KINDS[kind].default_config()
    now = config(field)
    assert {name: value or None for name, value in now.items()} == {
        name: value or None for name, value in before.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_each_setting_has_a_form_field_with_a_name_for_people(kind):
    properties = KINDS[kind].config_schema.get("properties", {})
    fields = config_fields(KINDS[kind])
    assert {PREFIX + name for name in properties} == fields.keys()
    for name, schema in properties.items():
        assert (kind, name) in LABELS or name in LABELS
        values = schema.get("enum") or schema.get("items", {}).get("enum") or []
        assert set(values) <= VALUES.get(name, {}).keys()


def test_every_kind_stands_in_the_palette_once():
    named = [name for _title, names in GROUPS for name in names]
    assert sorted(named) == sorted(set(named))
    assert set(named) == set(KINDS)
    offered = {offer.name for _title, offers in palette(within=True) for offer in offers}
    assert offered == set(KINDS) - {"group", "file", "statement", "consent"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234,50", "1234.50"),
        ("−3", "-3"),
        ("7", "7"),
        ("1 000", "1000"),
        ("1.000", "1000"),
        ("1.0000", "1.0000"),
        ("", None),
        ("zwölf", None),
        ("1e5", None),
        ("1,23456", None),
        ("²", None),
    ],
)
def test_numbers_are_read_as_germans_type_them(typed, read):
    with translation.override("de"):
        assert read_decimal(typed) == read


def test_a_number_is_bounded_and_named_by_its_unit(alice, step):
    field = add(step, "number")
    typed = {"config_min": "0,5", "config_max": "1.000", "config_decimals": "1"}
    assert save(alice, field, **typed, config_unit="km").status_code == 302
    expected = {"min": "0.5", "max": "1000", "decimals": 1, "unit": "km"}
    assert config(field) == expected
    page = alice.get(url(field)).content.decode()
    assert 'value="0,5"' in page
    compiled = compile(step.assistant).fields[str(field.pk)]
    assert compiled.config == expected | {"unit": {"de": "km"}}


def test_bounds_that_leave_nothing_show_at_the_settings(alice, step):
    field = add(step, "number")
    response = save(alice, field, config_min="10", config_max="1")
    assert errors(response).keys() == {"config_min"}
    assert 'value="10"' in response.content.decode()
    assert config(field)["min"] is None


@pytest.mark.parametrize(
    ("kind", "typed", "wrong"),
    [
        ("number", {"config_min": "viel"}, "config_min"),
        ("slider", {"config_step": ""}, "config_step"),
        ("rating", {"config_max": "11"}, "config_max"),
        ("date", {"config_earliest_0": "day", "config_earliest_1": ""}, "config_earliest"),
        ("date", {"config_latest_0": "after", "config_latest_2": ""}, "config_latest"),
        ("date", {"config_latest_0": "after", "config_latest_2": "x"}, "config_latest"),
        ("file", {"config_max_files": "0"}, "config_max_files"),
        ("file", {"config_types": ["program"]}, "config_types"),
        ("currency", {"config_currency": "DM"}, "config_currency"),
        ("group", {"config_max": "21"}, "config_max"),
    ],
)
def test_bad_input_shows_at_its_setting_and_is_kept(alice, step, kind, typed, wrong):
    field = add(step, kind)
    response = save(alice, field, **typed, label="Getippt")
    assert wrong in errors(response)
    assert 'value="Getippt"' in response.content.decode()
    assert Field.objects.get(pk=field.pk).label == "Frage"


@pytest.mark.parametrize(
    ("typed", "bound"),
    [
        (("", "", ""), None),
        (("day", "2027-01-31", ""), "2027-01-31"),
        (("today", "", ""), "today"),
        (("after", "", "14"), "today+14"),
        (("before", "", "1"), "today-1"),
    ],
)
def test_a_day_may_be_bounded_by_the_calendar_or_by_today(alice, step, typed, bound):
    field = add(step, "date")
    sent = {f"config_earliest_{at}": part for at, part in enumerate(typed)}
    assert save(alice, field, **sent).status_code == 302
    assert config(field)["earliest"] == bound
    assert save(alice, field).status_code == 302
    assert config(field)["earliest"] == bound


def test_types_of_files_are_ticked(alice, step):
    field = add(step, "file")
    assert save(alice, field, config_types=["pdf"]).status_code == 302
    assert config(field)["types"] == ["pdf"]


def test_a_new_question_is_as_personal_as_its_kind(alice, step):
    sent = form_of(alice.get(url(step)))
    at = sent["fields-TOTAL_FORMS"]
    sent |= {
        "fields-TOTAL_FORMS": at + 1,
        f"fields-{at}-label": "Telefon",
        f"fields-{at}-position": 0,
    }
    sent[f"fields-{at}-kind"] = "phone"
    assert alice.post(url(step), sent).status_code == 302
    assert Field.objects.get(label="Telefon").data_class == KINDS["phone"].data_class == "personal"


def test_an_answer_can_be_needed_under_a_condition_and_refused_in_own_words(alice, step):
    first = add(step, "yes_no", "Haben Sie einen Hund?", position=40)
    field = add(step, "short_text", "Welche Rasse?")
    test = {"required_if-0-field": str(first.pk), "required_if-0-op": "equals"}
    said = {"required_message": "Bitte nennen Sie die Rasse.", "invalid_message": "Nur Worte."}
    sent = save(alice, field, **test, **{"required_if-0-choice": ["true"]}, **said)
    assert sent.status_code == 302
    compiled = compile(step.assistant).fields[str(field.pk)]
    assert compiled.required_if == {"field": str(first.pk), "op": "equals", "value": True}
    assert compiled.required_message == {"de": "Bitte nennen Sie die Rasse."}
    assert compiled.invalid_message == {"de": "Nur Worte."}


@pytest.mark.parametrize(("choice", "value"), [("true", True), ("false", False)])
def test_yes_and_no_are_both_answers(alice, step, choice, value):
    first = add(step, "yes_no", position=40)
    field = add(step, "short_text")
    test = {"visible_if-0-field": str(first.pk), "visible_if-0-op": "equals"}
    assert save(alice, field, **test, **{"visible_if-0-choice": [choice]}).status_code == 302
    saved = {"field": str(first.pk), "op": "equals", "value": value}
    assert Field.objects.get(pk=field.pk).visible_if == saved


def test_numbers_in_conditions_are_typed_as_people_do(alice, step):
    first = add(step, "number", position=40)
    field = add(step, "short_text")
    test = {"visible_if-0-field": str(first.pk), "visible_if-0-op": "between"}
    assert save(alice, field, **test, **{"visible_if-0-value": "1,5; 20"}).status_code == 302
    saved = {"field": str(first.pk), "op": "between", "value": ["1.5", "20"]}
    assert Field.objects.get(pk=field.pk).visible_if == saved


def check_row(field, op, **more):
    return {
        "checks-TOTAL_FORMS": 1,
        "checks-0-condition-0-field": str(field.pk),
        "checks-0-condition-0-op": op,
        "checks-0-level": "error",
        "checks-0-message": "Das ist zu wenig.",
        "checks-0-position": 0,
        **more,
    }


def test_a_check_looks_at_the_field_itself(alice, step):
    field = add(step, "number")
    row = check_row(field, "less_than", **{"checks-0-condition-0-value": "2,5"})
    assert save(alice, field, **row).status_code == 302
    check = Check.objects.get(field=field)
    assert check.condition == {"field": str(field.pk), "op": "less_than", "value": "2.5"}
    assert (check.level, check.message) == ("error", "Das ist zu wenig.")


def test_a_check_without_a_condition_or_about_a_later_field_is_refused(alice, step):
    field = add(step, "number")
    later = add(step, "number", "Später", position=60)
    for about in ("", str(later.pk)):
        row = check_row(field, "less_than", **{"checks-0-condition-0-value": "2"})
        response = save(alice, field, **row | {"checks-0-condition-0-field": about})
        assert response.status_code == 200
        assert "Das ist zu wenig." in response.content.decode()
        assert not Check.objects.exists()


def test_a_notice_asks_nothing(alice, step):
    notice = add(step, "statement", position=40)
    field = add(step, "short_text")
    form = alice.get(url(notice)).context["adminform"].form
    assert not {"required", "purpose", "key", "required_if"} & form.fields.keys()
    offered = alice.get(url(field)).context["adminform"].form.fields["visible_if"].askable.fields
    assert str(notice.pk) not in offered


def test_nothing_is_asked_per_row(alice, step, django_assert_max_num_queries):
    add(step, "single_choice", position=40)
    field = add(step, "picture_choice")
    counts = []
    for added in (1, 5):
        for at in range(added):
            condition = {"field": str(field.pk), "op": "answered"}
            Check.objects.create(field=field, position=at, condition=condition, message="!")
        alice.get(url(field))
        # what a field's page asked before there were variables (9); these, and the names of
        # fields and of variables that texts may recall
        with django_assert_max_num_queries(12) as asked:
            assert alice.get(url(field)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_new_texts_can_be_translated(alice, step):
    field = add(step, "rating", config={"low": "gar nicht", "high": "sehr"})
    Check.objects.create(
        field=field, position=1, condition={"field": str(field.pk), "op": "answered"}, message="Aha"
    )
    where = reverse("admin:builder_assistant_translations", args=[step.assistant_id])
    body = alice.get(where).content.decode()
    assert all(text in body for text in ("gar nicht", "sehr", "Aha"))
    draft = Assistant.objects.get(pk=step.assistant_id)
    sent = {"revision": draft.revision, f"{field.pk}.low": "not at all"}
    sent[f"{Check.objects.get().pk}.message"] = "I see"
    assert alice.post(where, sent).status_code == 302
    compiled = compile(draft).fields[str(field.pk)]
    assert compiled.config["low"] == {"de": "gar nicht", "en": "not at all"}
    assert compiled.checks[0].message == {"de": "Aha", "en": "I see"}
