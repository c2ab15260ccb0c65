"""Pictures are uploaded where they are shown, and stay as long as anything shows them."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_scopes import scope
from PIL import Image

from builder import pictures
from builder.document import compile, load
from builder.models import Asset, Choice, Field, Step
from builder.publishing import freeze
from zenflow.testing.cast import make_assistant
from zenflow.testing.forms import form_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def alice(client, cast):
    client.force_login(cast.alice)
    return client


@pytest.fixture
def field(cast):
    with scope(tenant=cast.alpha):
        draft = make_assistant(cast.alpha, "Entwurf")
        step = Step.objects.filter(assistant=draft)[0]
        field = Field.objects.create(
            step=step, position=9, kind="picture_choice", label="Ihr Dach?", key="roof"
        )
        for at, label in enumerate(("Ziegel", "Schiefer"), 1):
            Choice.objects.create(field=field, position=at, label=label, value=f"v{at}")
        yield field


def photo(colour="#0f5c56"):
    written = BytesIO()
    Image.new("RGB", (40, 30), colour).save(written, "PNG")
    return SimpleUploadedFile("dach.png", written.getvalue(), "image/png")


def url(row, name="change"):
    return reverse(f"admin:builder_{row._meta.model_name}_{name}", args=[row.pk])


def save(client, field, **typed):
    return client.post(url(field), form_of(client.get(url(field))) | typed)


def first(field):
    return Choice.objects.select_related("picture").filter(field=field)[0]


def upload(client, field, colour="#0f5c56"):
    assert save(client, field, **{"choices-0-picture": photo(colour)}).status_code == 302
    return first(field).picture


def test_a_picture_is_uploaded_in_the_row_of_its_choice(alice, cast, field):
    page = alice.get(url(field)).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert 'name="choices-0-picture"' in page
    asset = upload(alice, field)
    assert (asset.tenant, asset.width, asset.height) == (cast.alpha, 40, 30)
    assert f"/e/a.{asset.hash}.webp" in alice.get(url(field)).content.decode()
    compiled = compile(field.step.assistant).fields[str(field.pk)]
    shown = compiled.choices[0].picture
    assert shown is not None
    assert shown.hash == asset.hash
    assert compiled.choices[1].picture is None


def test_a_page_that_is_saved_again_keeps_its_pictures(alice, field):
    asset = upload(alice, field)
    assert save(alice, field).status_code == 302
    assert first(field).picture == asset


def test_a_picture_is_replaced_and_removed(alice, field):
    upload(alice, field)
    other = upload(alice, field, "#ffffff")
    assert first(field).picture == other
    assert save(alice, field, **{"choices-0-picture-clear": "on"}).status_code == 302
    assert first(field).picture is None


def test_an_upload_survives_a_mistake_elsewhere_on_the_page(alice, field):
    sent = form_of(alice.get(url(field)))
    sent |= {"choices-0-picture": photo(), "choices-1-label": ""}
    response = alice.post(url(field), sent)
    assert response.status_code == 200
    asset = Asset.objects.get()
    assert f'name="choices-0-picture-kept" value="{asset.hash}"' in response.content.decode()
    again = form_of(response) | {"choices-1-label": "Schiefer"}
    assert alice.post(url(field), again).status_code == 302
    assert first(field).picture == asset


def test_what_is_no_picture_shows_at_its_row(alice, field):
    wrong = SimpleUploadedFile("dach.png", b"no picture", "image/png")
    response = save(alice, field, **{"choices-0-picture": wrong})
    formset = response.context["inline_admin_formsets"][0].formset
    assert "picture" in formset.forms[0].errors
    assert not Asset.objects.exists()


def test_a_picture_of_another_tenant_can_not_be_taken(alice, cast, field):
    with scope(tenant=cast.beta):
        foreign = pictures.keep(cast.beta, pictures.encode(photo()))
    response = save(alice, field, **{"choices-0-picture-kept": foreign.hash})
    assert response.status_code == 200
    assert first(field).picture is None


def test_a_picture_that_something_shows_can_not_be_deleted(alice, cast, field):
    asset = upload(alice, field)
    assert alice.post(url(asset, "delete"), {"post": "yes"}).status_code == 403
    assistant = field.step.assistant
    freeze(assistant, None)
    document = compile(assistant)
    save(alice, field, **{"choices-0-picture-clear": "on"})
    assert alice.post(url(asset, "delete"), {"post": "yes"}).status_code == 403
    assistant.refresh_from_db()
    load(assistant, document)
    assert first(field).picture == asset


def test_a_picture_that_nothing_shows_can_be_deleted(alice, field):
    asset = upload(alice, field)
    save(alice, field, **{"choices-0-picture-clear": "on"})
    assert "0" in alice.get(reverse("admin:builder_asset_changelist")).content.decode()
    assert alice.post(url(asset, "delete"), {"post": "yes"}).status_code == 302
    assert not Asset.objects.exists()


def test_the_list_of_pictures_asks_twice(alice, cast, django_assert_num_queries):
    for colour in ("#000001", "#000002", "#000003"):
        pictures_of = pictures.encode(photo(colour))
        with scope(tenant=cast.alpha):
            pictures.keep(cast.alpha, pictures_of)
    where = reverse("admin:builder_asset_changelist")
    alice.get(where)
    # the session, the person, the memberships; the count; the rows without their bytes
    with django_assert_num_queries(5) as asked:
        alice.get(where)
    assert not any('"content"' in query["sql"] for query in asked.captured_queries)
