from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.fixture(scope="module")
def schema():
    out = io.StringIO()
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)
    return yaml.safe_load(out.getvalue())


def test_the_schema_is_valid_and_complete(schema):
    flow = schema["paths"]["/e/v1/assistants/{public_id}"]["get"]

    assert {"200", "304", "404", "410", "503"} <= flow["responses"].keys()
    assert "application/problem+json" in flow["responses"]["410"]["content"]
    assert [p["name"] for p in flow["parameters"]] == ["lang", "public_id"]
    assert not flow.get("security")


def test_the_schema_has_an_address_and_asks_for_no_login(client):
    response = client.get("/api/schema")

    assert response.status_code == 200
    assert yaml.safe_load(response.content)["openapi"].startswith("3.")
    assert not response.cookies


def test_every_path_of_the_schema_is_documented(schema):
    documented = DOCUMENT.read_text()

    for path in schema["paths"]:
        assert path in documented, path


def test_every_code_of_a_problem_is_documented():
    from builder.embed.problems import PROBLEMS

    rows = dict(re.findall(r"^\| `(\w+)` \| (\d{3}) \|", DOCUMENT.read_text(), re.MULTILINE))

    assert rows == {code: str(status) for code, (status, *_) in PROBLEMS.items()}
