"""The list from which browsers suggest a city: whole, alike for everybody, and small."""

from __future__ import annotations

import re

import brotli
import pytest

from builder.embed import scripts

LINE = re.compile(r"[0-9]{5}( [^|\n]+(\|[^|\n]+)*)?")
MOST = 80_000


@pytest.fixture(scope="module")
def lines():
    """Give the lines with data in them."""
    text = scripts.POSTCODES.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_it_is_served_whole_under_a_name_that_its_content_gives_it(client):
    response = client.get(scripts.postcodes_path(), headers={"accept-encoding": "br"})
    assert brotli.decompress(response.content) == scripts.POSTCODES.read_bytes()
    assert len(response.content) < MOST
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_other_origins_may_read_it(client):
    response = client.get(scripts.postcodes_path(), headers={"origin": "https://abc.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_the_further_kinds_know_where_it_is():
    source = scripts.more_script().body.identity.decode()
    assert scripts.postcodes_path() in source
    assert "__ZENFLOW" not in source


def test_every_line_is_a_postcode_and_its_places(lines):
    assert all(LINE.fullmatch(line) for line in lines)
    postcodes = [line[:5] for line in lines]
    assert postcodes == sorted(set(postcodes))
    assert len(postcodes) > 8000


@pytest.mark.parametrize("line", ["10115 Berlin", "01454 Radeberg|Wachau", "80331 München"])
def test_well_known_places_are_there(lines, line):
    assert line in lines


def test_its_licence_travels_with_it():
    head = scripts.POSTCODES.read_text(encoding="utf-8").splitlines()[:2]
    assert "© OpenStreetMap contributors" in head[0]
    assert "Open Database License 1.0" in head[1]
    assert "Open Database License" in (scripts.POSTCODES.parent / "NOTICE.md").read_text()
