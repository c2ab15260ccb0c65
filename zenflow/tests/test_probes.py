"""The ways in which a stock ModelAdmin shows or takes other tenants' data, each tried once."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory
from django.urls import reverse
from django_scopes import ScopeError, scope

from builder.models import Assistant, Field, Route, Step
from relay.models import Destination
from tenants.access import choose, memberships
from tenants.models import Member, Role, User
from tenants.scoping import TenantModelAdmin
from tenants.sites import customers
from zenflow.testing.forms import form_of

pytest_plugins = ["zenflow.testing.twins"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def alice(client, cast, twins):
    client.force_login(cast.alice)
    return client


def page(model, pk, name="change"):
    app = {"destination": "relay", "delivery": "relay", "member": "tenants"}.get(model, "builder")
    return reverse(f"admin:{app}_{model}_{name}", args=[pk])


def test_lists_show_rows_of_this_tenant_alone(alice, twins):
    for model in ("assistant", "destination", "delivery", "member"):
        app = page(model, "x").split("/")[2]
        body = alice.get(reverse(f"admin:{app}_{model}_changelist")).content.decode()
        assert not [secret for secret in twins.secrets if secret in body]
        assert f"/{twins.beta[model]}/change/" not in body


def test_filters_offer_nothing_of_another_tenant(alice, twins):
    body = alice.get(reverse("admin:relay_delivery_changelist")).content.decode()
    assert "Betaziel" not in body


def test_selects_offer_nothing_of_another_tenant(alice, twins):
    body = alice.get(page("destination", twins.alpha["destination"])).content.decode()
    assert twins.alpha["assistant"] in body
    assert twins.beta["assistant"] not in body
    assert "Geheimhaus" not in body


def test_a_foreign_id_in_a_form_is_not_stored(alice, twins):
    url = page("destination", twins.alpha["destination"])
    sent = form_of(alice.get(url)) | {"assistant": twins.beta["assistant"]}
    response = alice.post(url, sent)
    assert response.status_code == 200
    assert "assistant" in response.context["adminform"].form.errors
    assert "Geheimhaus" not in response.content.decode()


def test_a_route_leads_nowhere_outside_its_assistant(alice, cast, twins):
    url = page("step", twins.alpha["step"])
    sent = form_of(alice.get(url))
    sent |= {"routes-0-target": f"step:{twins.beta['step']}"}
    response = alice.post(url, sent)
    assert response.status_code == 200
    with scope(tenant=cast.alpha):
        assert not Route.objects.filter(to_step_id=twins.beta["step"]).exists()


def test_a_condition_asks_nothing_outside_its_assistant(alice, cast, twins):
    with scope(tenant=cast.alpha):
        later = Field.objects.exclude(visible_if=None)[0]
    url = page("field", later.pk)
    sent = {name: value for name, value in form_of(alice.get(url)).items() if value is not None}
    sent |= {"visible_if-0-field": twins.beta["field"], "visible_if-0-op": "answered"}
    response = alice.post(url, sent)
    assert response.status_code == 200
    assert "visible_if" in response.context["adminform"].form.errors
    assert "Betafrage" not in response.content.decode()


def test_there_are_no_raw_ids_and_no_completion(alice):
    for one in customers._registry.values():
        for part in (one, *one.inlines):
            assert not part.raw_id_fields
            assert not part.autocomplete_fields
    parameters = {"app_label": "relay", "model_name": "destination", "field_name": "assistant"}
    response = alice.get(reverse("admin:autocomplete"), {"term": "", **parameters})
    assert [one["text"] for one in response.json()["results"]] == ["Hausrat"]


def test_no_page_names_the_tenants(alice, cast, twins):
    for model in ("assistant", "destination", "step", "field"):
        body = alice.get(page(model, twins.alpha[model])).content.decode()
        assert 'name="tenant"' not in body
        assert "Beta" not in body


def test_a_tenant_in_the_form_is_ignored(alice, cast, twins):
    sent = {"name": "Neu", "title": "Neu", "locales": ["de"], "default_locale": "de"}
    sent |= {"tenant": twins.beta["tenant"]}
    assert alice.post(reverse("admin:builder_assistant_add"), sent).status_code == 302
    with scope(tenant=cast.alpha):
        assert Assistant.objects.filter(name="Neu").exists()


def test_the_address_of_any_object_is_closed(alice, twins, monkeypatch):
    monkeypatch.setattr(Assistant, "get_absolute_url", lambda one: "/h/secret", raising=False)
    content_type = ContentType.objects.get_for_model(Assistant).pk
    url = reverse("admin:view_on_site", args=[content_type, twins.alpha["assistant"]])
    assert alice.get(url).status_code == 404


def test_a_form_without_a_list_of_fields_leaves_the_tenant_out(cast):
    class Bare(TenantModelAdmin):
        tenant_path = "tenant"

    request = RequestFactory().get("/admin/")
    request.user = cast.alice
    vars(request)["member"] = cast.alice.memberships.get()
    with scope(tenant=cast.alpha):
        assert "tenant" not in Bare(Destination, customers).get_form(request).base_fields


def test_names_are_unique_within_a_tenant_and_free_across(alice, cast, twins):
    add = reverse("admin:builder_assistant_add")
    sent = {"title": "Neu", "locales": ["de"], "default_locale": "de"}
    assert alice.post(add, sent | {"name": "Geheimhaus"}).status_code == 302
    again = alice.post(add, sent | {"name": "Geheimhaus"})
    assert again.status_code == 200
    with scope(tenant=cast.alpha):
        assert Assistant.objects.filter(name="Geheimhaus").count() == 1


def test_an_inline_takes_no_row_of_another_tenant(alice, cast, twins):
    url = page("assistant", twins.alpha["assistant"])
    sent = form_of(alice.get(url))
    sent |= {"steps-0-id": twins.beta["step"], "steps-0-title": "Gekapert"}
    alice.post(url, sent)
    with scope(tenant=cast.beta):
        assert Step.objects.get(pk=twins.beta["step"]).title == "Betaschritt"


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        ("assistant", "public_id__startswith"),
        ("assistant", "tenant__name__startswith"),
        ("destination", "sealed_config__startswith"),
        ("delivery", "lease_token__startswith"),
        ("delivery", "submission__held__nonce"),
        ("member", "user__password__startswith"),
        ("member", "user__memberships__tenant__name"),
    ],
)
def test_a_query_string_filters_by_what_the_page_offers_alone(alice, model, lookup):
    app = page(model, "x").split("/")[2]
    response = alice.get(reverse(f"admin:{app}_{model}_changelist"), {lookup: "a"})
    assert response.status_code == 400


def test_what_the_page_offers_still_filters(alice):
    url = reverse("admin:builder_assistant_changelist")
    assert "Hausrat" in alice.get(url, {"state__exact": "live"}).content.decode()
    assert "Hausrat" not in alice.get(url, {"state__exact": "paused"}).content.decode()


def test_only_the_primary_key_may_be_referred_to(alice, twins):
    url = page("assistant", twins.alpha["assistant"])
    assert alice.get(url, {"_to_field": "public_id"}).status_code == 400


def test_no_form_of_a_customer_shows_or_takes_permissions(alice, cast, twins):
    url = page("member", twins.alpha["member"])
    body = alice.get(url).content.decode()
    for name in ("is_staff", "is_superuser", "password", "groups", "user_permissions"):
        assert f'name="{name}"' not in body
    alice.post(url, {"role": "owner", "is_superuser": "on", "is_staff": "on", "user": cast.bob.pk})
    assert not User.objects.filter(email="alice@example.com", is_superuser=True).exists()
    assert Member.objects.get(pk=twins.alpha["member"]).user == cast.alice


def test_the_log_keeps_no_text_of_an_object(alice, cast, twins):
    url = page("step", twins.alpha["step"])
    sent = form_of(alice.get(url)) | {"title": "Frau Muster aus Kiel"}
    sent |= {"fields-0-label": "Was sagt Frau Muster?"}
    response = alice.post(url, sent)
    assert response.status_code == 302, [
        (f.prefix, f.errors)
        for i in response.context["inline_admin_formsets"]
        for f in i.formset.forms
    ]
    duplicate = reverse("admin:builder_assistant_duplicate", args=[twins.alpha["assistant"]])
    alice.post(duplicate)
    with scope(tenant=cast.alpha):
        copy = Assistant.objects.get(name__startswith="Hausrat (")
    alice.post(page("assistant", copy.pk, "delete"), {"post": "yes"})
    entries = LogEntry.objects.all()
    assert len(entries) == 3
    kept = " ".join(f"{entry.object_repr} {entry.change_message}" for entry in entries)
    assert "Muster" not in kept
    assert "Hausrat" not in kept
    assert {str(entry.object_id) for entry in entries} >= {twins.alpha["step"], str(copy.pk)}
    assert alice.get(page("step", twins.alpha["step"], "history")).status_code == 200


def test_there_is_no_action_that_deletes_in_bulk(alice, cast, twins):
    with scope(tenant=cast.alpha):
        draft = Assistant.objects.create(tenant=cast.alpha, name="Entwurf", title="Entwurf")
    for pk in (draft.pk, twins.beta["assistant"]):
        sent = {"action": "delete_selected", "_selected_action": [pk], "post": "yes", "index": "0"}
        alice.post(reverse("admin:builder_assistant_changelist"), sent)
    with scope(tenant=cast.beta):
        assert Assistant.objects.filter(pk=twins.beta["assistant"]).exists()
    with scope(tenant=cast.alpha):
        assert Assistant.objects.filter(pk=draft.pk).exists()


def test_an_action_reaches_no_row_of_another_tenant(alice, cast, twins):
    sent = {"action": "try_again", "_selected_action": [twins.beta["delivery"]], "index": "0"}
    response = alice.post(reverse("admin:relay_delivery_changelist"), sent, follow=True)
    assert "Betaziel" not in response.content.decode()


def test_a_deletion_names_no_row_that_goes_with_it(alice, cast, twins):
    with scope(tenant=cast.alpha):
        last = Step.objects.order_by("-position")[0]
    body = alice.get(page("step", last.pk, "delete")).content.decode()
    assert last.title in body
    main = body[body.index('id="content"') :]
    for label in ("E-Mail-Adresse", "Ihre Nachricht", "Datenschutz"):
        assert label not in main


def test_without_a_tenant_every_question_raises(cast):
    with pytest.raises(ScopeError):
        list(Assistant.objects.all())
    request = RequestFactory().get("/admin/")
    request.user = cast.otto
    with pytest.raises((ScopeError, PermissionDenied)):
        customers._registry[Assistant].get_queryset(request)


def test_who_works_for_two_tenants_sees_one_at_a_time(client, cast, twins):
    Member.objects.create(tenant=cast.beta, user=cast.alice, role=Role.VIEWER)
    client.force_login(cast.alice)
    url = reverse("admin:builder_assistant_changelist")
    assert "Geheimhaus" not in client.get(url).content.decode()
    switched = client.post(reverse("admin:choose_tenant"), {"tenant": twins.beta["tenant"]})
    assert switched.status_code == 302
    body = client.get(url).content.decode()
    assert "Geheimhaus" in body
    assert "Hausrat" not in body
    assert client.get(page("assistant", twins.alpha["assistant"])).status_code == 404
    assert client.get(reverse("admin:builder_assistant_add")).status_code == 403


def test_nobody_switches_to_a_tenant_that_is_not_theirs(alice, twins):
    response = alice.post(reverse("admin:choose_tenant"), {"tenant": twins.beta["tenant"]})
    assert response.status_code == 404
    assert "Geheimhaus" not in alice.get("/admin/builder/assistant/").content.decode()


def test_a_deactivated_tenant_is_locked_out_with_a_sentence(client, cast, twins):
    cast.alpha.is_active = False
    cast.alpha.save()
    client.force_login(cast.alice)
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert "Alpha" in response.content.decode()
    assert client.get(page("assistant", twins.alpha["assistant"])).status_code == 302


def test_a_deactivated_person_is_out_at_once(client, cast):
    client.force_login(cast.alice)
    User.objects.filter(pk=cast.alice.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302


def test_choosing_falls_back_to_a_tenant_of_ones_own(cast):
    request = RequestFactory().get("/admin/")
    request.user = cast.alice
    found = memberships(request)
    assert choose(found, cast.beta.pk) == found[0]
    assert found[0].tenant == cast.alpha
    assert choose([], cast.beta.pk) is None


def test_a_filter_that_no_database_takes_is_refused(alice):
    for name in ("builder_assistant", "relay_delivery"):
        page_of_all = reverse(f"admin:{name}_changelist")
        assert alice.get(page_of_all, {"state__exact": "\0"}).status_code == 400
