from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from zenflow.testing.cast import Cast

PATHS = [
    "/h/{public_id}",
    "/e/v1/assistants/{public_id}",
    "/e/v1.js",
    "/r/7K3M-9Q2P-4XW8-HTNA",
    "/confirm/nothing",
    "/health/live",
    "/.well-known/zenflow-receipt-keys.json",
    "/api/schema",
]


@pytest.mark.parametrize("path", PATHS)
def test_public_pages_answer_alike_whatever_cookies_are_sent(cast: Cast, path: str) -> None:
    path = path.format(public_id=cast.household.public_id)
    without, member, odd = Client(), Client(), Client()
    member.force_login(cast.alice)
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        odd.cookies[name] = "odd"
    answers = [client.get(path) for client in (without, member, odd)]
    assert len({(one.status_code, one.get("Vary")) for one in answers}) == 1
    assert not any(one.cookies for one in answers)
    assert "Cookie" not in answers[0].get("Vary", "")


def test_a_members_session_lives_on_after_a_public_page(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.alice)
    client.get(f"/h/{cast.household.public_id}")
    assert client.get("/admin/").status_code == 200


def test_forms_of_members_need_a_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.alice)
    for path in ("/admin/tenant/", "/account/logout/", "/account/login/"):
        assert client.post(path, {"tenant": str(cast.alpha.pk)}).status_code == 403
