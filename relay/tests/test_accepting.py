from __future__ import annotations

import json
import secrets

import pytest

from relay.models import Submission
from zenflow.testing.cast import ALPHA_SITE, GOOD_ANSWERS

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.sqlite,
    pytest.mark.urls("relay.tests.urls"),
]


@pytest.fixture(autouse=True)
def _scoped(everywhere): ...


@pytest.fixture
def body(cast):
    return {
        "version": str(cast.version.pk),
        "submission_id": secrets.token_urlsafe(16),
        "locale": "de",
        "answers": dict(GOOD_ANSWERS),
    }


@pytest.fixture
def post(client, cast, aim, rung):
    aim("http://127.0.0.1:9/")

    def post(body, public_id=cast.household.public_id, origin=ALPHA_SITE, **extra):
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        headers = {"Origin": origin} if origin else {}
        kind = extra.pop("content_type", "application/json")
        url = f"/e/v1/assistants/{public_id}/submissions"
        return client.post(url, data, content_type=kind, headers=headers, **extra)

    return post


def code(response):
    assert response["Content-Type"].startswith("application/problem+json")
    said = response.json()
    assert said["status"] == response.status_code
    assert said["type"] == f"urn:zenflow:{said['code']}"
    return said["code"]


def test_a_good_enquiry_gets_202_with_its_reference(post, body):
    response = post(body)
    assert response.status_code == 202
    (submission,) = Submission.objects.all()
    assert response.json() == {
        "reference": submission.dashed_reference,
        "receipt": f"http://127.0.0.1:8000/r/{submission.dashed_reference}",
    }
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in response
    assert response["Cache-Control"] == "no-store"
