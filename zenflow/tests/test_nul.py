"""A NUL character, which PostgreSQL takes in no text, in every place where people type."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django_scopes import scope

from builder.models import Choice, Field, FlowVersion, Step, Text
from zenflow.testing.cast import make_assistant
from zenflow.testing.forms import form_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

NUL = "vor\0nach"
TYPED = re.compile(
    r'<(?:input[^>]*type="(?:text|email|url|hidden|password|number)"|textarea)[^>]*>'
)


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def draft(cast):
    with scope(tenant=cast.alpha):
        yield make_assistant(cast.alpha, "Entwurf")


def url(assistant, name):
    return reverse(f"admin:builder_assistant_{name}", args=[assistant.pk])


def test_a_translation_with_nul_is_refused_at_its_field_and_nothing_is_lost(alice, draft):
    steps = Step.objects.filter(assistant=draft)[:2]
    name, other = (f"{step.pk}.title" for step in steps)
    sent = {"revision": draft.revision, name: NUL, other: "Fine"}
    response = alice.post(url(draft, "translations"), sent)
    assert response.status_code == 200
    lines = {line.name: line for group in response.context["groups"] for line in group.lines}
    assert lines[name].error == "Nullzeichen sind nicht erlaubt."
    assert (lines[other].error, lines[other].text) == ("", "Fine")
    assert not Text.objects.filter(assistant=draft, text="Fine").exists()


def test_a_note_with_nul_is_refused_at_its_field_and_publishes_nothing(alice, draft, monkeypatch):
    from builder import publishing

    monkeypatch.setattr(publishing, "PUBLISH_CHECKS", [])
    response = alice.post(url(draft, "publish"), {"revision": draft.revision, "note": NUL})
    assert response.status_code == 422
    body = response.content.decode()
    assert 'id="id_note_error" role="alert">Nullzeichen sind nicht erlaubt.' in body
    assert 'aria-describedby="id_note_error"' in body
    assert not FlowVersion.objects.filter(assistant=draft).exists()


def test_a_condition_on_a_text_with_nul_is_refused_at_its_field(alice, draft):
    garden = Field.objects.get(step__assistant=draft, key="garden")
    asked_later = Field.objects.filter(
        step__assistant=draft, step__position__gt=garden.step.position, kind="short_text"
    ).first() or Field.objects.get(step__assistant=draft, key="message")
    address = reverse("admin:builder_field_change", args=[asked_later.pk])
    row = {"field": str(garden.pk), "op": "equals", "value": NUL}
    sent = form_of(alice.get(address)) | {f"visible_if-0-{k}": v for k, v in row.items()}
    response = alice.post(address, sent)
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert errors["visible_if"] == ["Nullzeichen sind nicht erlaubt."]


def pages(cast) -> list[str]:
    with scope(tenant=cast.alpha):
        assistant = make_assistant(cast.alpha, "Noch einer")
        step = Step.objects.filter(assistant=assistant)[0]
        fields = list(Field.objects.filter(step__assistant=assistant))
        assert Choice.objects.filter(field__in=fields).exists()
    return [
        url(assistant, "change"),
        reverse("admin:builder_assistant_add"),
        reverse("admin:builder_step_change", args=[step.pk]),
        *(reverse("admin:builder_field_change", args=[one.pk]) for one in fields),
        reverse("admin:relay_destination_add"),
        reverse("admin:relay_destination_add") + "?channel=webhook",
        reverse("admin:relay_destination_add") + "?channel=email",
        reverse("admin:tenants_member_add"),
        reverse("admin:tenants_tenant_change", args=[cast.alpha.pk]),
        reverse("admin:tenants_look_changelist"),
    ]


def typed(body: str) -> list[str]:
    """Name what can be typed into a page's forms."""
    controls = TYPED.findall(body)
    named = {found[1] for one in controls if (found := re.search(r'name="([^"]+)"', one))}
    return sorted(name for name in named if "__prefix__" not in name)


def control(address: str, name: str) -> tuple[str, str]:
    """Name a control as the code knows it: whichever object or row it stands in.

    The settings of a field are its kind's own, so those of each field count.
    """
    if name.startswith("config_"):
        return address, name
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", address), re.sub(
        r"\d+", "#", name
    )


def refused(response) -> set[str]:
    """Name the controls at which an error stands."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.forms
    return {form.add_prefix(name) for form in forms for name in form.errors}


def test_no_control_of_the_admin_lets_nul_through(alice, cast):
    """Whatever the answer is: it isn't a failure of the database.

    All controls of a page are tried at once; those at which that is no error also one by one.
    """
    tried: set[tuple[str, str]] = set()
    for page in pages(cast):
        shown = alice.get(page, follow=True)
        address = shown.redirect_chain[-1][0] if shown.redirect_chain else page
        if "adminform" not in (shown.context or {}):
            continue
        filled = form_of(shown)
        new = {
            same: name
            for name in typed(shown.content.decode())
            if (same := control(address, name)) not in tried
        }
        tried |= new.keys()
        rows = {name: NUL for name in new.values() if not name.endswith("_FORMS")}
        at_once = alice.post(address, filled | rows)
        assert at_once.status_code < 500, page
        named = refused(at_once) if at_once.status_code == 200 else set()
        for name in set(new.values()) - named:
            assert alice.post(address, filled | {name: NUL}).status_code < 500, (page, name)
    assert len(tried) > 60


@pytest.mark.parametrize(
    "address",
    [
        "/h/%00",
        "/e/v1/assistants/a%00b",
        "/r/%00",
        "/admin/builder/assistant/?q=%00",
        "/admin/builder/assistant/?state__exact=%00",
        "/admin/builder/assistant/%00/change/",
        "/admin/tenants/member/?q=a%00",
        "/admin/relay/delivery/?q=%00",
    ],
)
def test_no_address_lets_nul_through(alice, address):
    assert alice.get(address).status_code < 500


@pytest.mark.parametrize(
    "address", ["tenants/tenant/?q=%00", "tenants/user/?q=%00", "tenants/user/%00/change/"]
)
def test_no_address_of_the_staff_lets_nul_through(client, cast, address):
    client.force_login(cast.sam)
    assert client.get(f"/staff/{address}").status_code < 500


def test_nobody_logs_in_with_nul(client, db):
    assert client.post("/account/login/", {"login": NUL, "password": NUL}).status_code == 200
    assert client.post("/account/password/reset/", {"email": f"a{NUL}@b.de"}).status_code == 200
