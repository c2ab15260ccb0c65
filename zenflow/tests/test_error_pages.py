from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client

from zenflow.testing.cast import Cast


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "500.html"])
def test_every_error_page_speaks_german_and_has_our_look(name: str) -> None:
    page = render_to_string(name)
    assert '<html lang="de">' in page
    assert "tenants/account.css" in page


def test_a_wrong_address_in_the_admin_leads_back_to_the_overview(
    cast: Cast, client: Client
) -> None:
    client.force_login(cast.alice)
    answer = client.get("/admin/builder/assistant/00000000-0000-4000-8000-000000000000/change/")
    assert answer.status_code == 404
    assert 'href="/admin/"' in answer.content.decode()


def test_a_form_without_its_token_says_that_nothing_was_saved(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.alice)
    answer = client.post("/admin/builder/assistant/add/", {"name": "Neu"})
    assert answer.status_code == 403
    assert "nichts gespeichert" in answer.content.decode()
