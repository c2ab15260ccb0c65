"""What the admin's scripts add to its pages, in a real browser."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import expect

from builder.fields import KINDS
from builder.models import Field, Step
from zenflow.testing.cast import make_assistant

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def step(cast, client, context, live_server, settings):
    """Log Alice in and give a step of her draft."""
    client.force_login(cast.alice)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context.add_cookies([cookie])
    with scope(tenant=cast.alpha):
        yield Step.objects.filter(assistant=make_assistant(cast.alpha, "Entwurf")).last()


@pytest.fixture
def visit(page, live_server):
    def go(name, row):
        page.goto(live_server.url + reverse(f"admin:{name}_change", args=[row.pk]))
        return page

    return go


def test_a_question_is_added_from_the_palette(visit, step):
    page = visit("builder_step", step)
    page.locator("summary", has_text="Frage hinzufügen").click()
    page.locator("[data-kind=slider]").click()
    page.keyboard.type("Wie groß?")
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.wait_for_url("**/assistant/**")
    new = Field.objects.get(label="Wie groß?")
    assert (new.kind, new.step) == ("slider", step)


def test_a_check_offers_yes_and_no_for_a_flag(visit, step):
    field = Field.objects.create(step=step, position=9, kind="yes_no", label="Hund?", key="dog")
    page = visit("builder_field", field)
    page.get_by_text("Prüfung hinzufügen").click()
    page.locator("[name=checks-0-condition-0-field]").select_option(label="Hund?")
    page.locator("[name=checks-0-condition-0-choice]").select_option(label="nein")
    page.locator("[name=checks-0-message]").fill("Schade.")
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.wait_for_url("**/step/**")
    assert field.checks.get().condition == {"field": str(field.pk), "op": "equals", "value": False}


def test_a_limit_in_time_shows_what_it_needs(visit, step):
    config = KINDS["date"].default_config()
    field = Field.objects.create(
        step=step, position=9, kind="date", label="Beginn", key="start", config=config
    )
    page = visit("builder_field", field)
    kind, day, days = (page.locator(f"[name=config_earliest_{at}]") for at in range(3))
    expect(day).to_be_hidden()
    kind.select_option("after")
    expect(days).to_be_visible()
    days.fill("14")
    page.get_by_role("button", name="Speichern", exact=True).click()
    page.wait_for_url("**/step/**")
    assert Field.objects.get(pk=field.pk).config["earliest"] == "today+14"


def test_colours_that_are_too_alike_are_named_while_they_are_chosen(visit, step, cast):
    page = visit("tenants_look", cast.alpha)
    said = page.locator("#zf-alike li")
    expect(said).to_have_count(0)
    page.locator("[name=accent]").fill("#f2c14e")
    expect(said.filter(has_text="Text auf der Hauptfarbe")).to_have_count(1)
    button = page.locator("[data-sample=''] .zf-sample-main")
    expect(button).to_have_css("background-color", "rgb(242, 193, 78)")
    expect(page.locator("[name=accent_dark]")).to_be_hidden()
    page.locator("[name=accent]").fill("#0f5c56")
    expect(said).to_have_count(0)
