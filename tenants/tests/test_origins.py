from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tenants.origins import clean_origin


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("www.example.com", "https://www.example.com"),
        ("https://WWW.Example.com:443/a?b#c", "https://www.example.com"),
        ("http://localhost:8001/", "http://localhost:8001"),
        ("https://münchen.example", "https://xn--mnchen-3ya.example"),
        ("https://a:b@example.com", "https://example.com"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:8001", "http://[::1]:8001"),
    ],
)
def test_what_people_paste_becomes_an_origin(given: str, origin: str) -> None:
    assert clean_origin(given) == origin


@pytest.mark.parametrize(
    "given",
    [
        "https://example.com;script-src",
        "https://example.com,x",
        "https://*",
        "https://*.example.com",
        "https://example.com'",
        'https://"example.com',
        "https://<script>",
        "https://a\\b",
        "https://a%0d%0ab",
        "https://-example.com",
        "https://a..b",
        "https://[fe80::1%25eth0]",
        "javascript:alert(1)",
        "https://",
        "",
    ],
)
def test_what_a_header_could_read_as_more_than_a_website_is_refused(given: str) -> None:
    with pytest.raises(ValidationError):
        clean_origin(given)
