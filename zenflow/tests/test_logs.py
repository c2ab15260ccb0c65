"""What the log says of requests: enough for operators, nothing that a visitor typed."""

from __future__ import annotations

import logging

import pytest
from django.test import Client, RequestFactory

from zenflow.logs import Impersonal
from zenflow.weblog import Unquoted

NEEDLE = "Anna-Beispiel"


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture):
    """Read what was logged as the console would show it."""

    def said() -> list[str]:
        shown = []
        for record in caplog.records:
            Impersonal().filter(record)
            shown.append(logging.Formatter().format(record))
        return shown

    return said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "line"),
    [
        (f"/{NEEDLE}/Lange%20Straße%201", "Not Found: GET unknown address 404"),
        (f"/h/{NEEDLE}", "Not Found: GET /h/<str:public_id> [hosted] 404"),
        (f"/r/{NEEDLE}", "Not Found: GET /r/<str:number> [receipt] 404"),
    ],
)
def test_what_stands_in_an_address_is_not_logged(client, said, path, line):
    client.get(path)
    assert said() == [line]


TOKEN = "p-" + "Ab3_-xYz" * 4


@pytest.mark.django_db
def test_a_preview_links_token_is_never_logged(client, said):
    client.get(f"/h/{TOKEN}")
    client.get(f"/e/v1/assistants/{TOKEN}", {"lang": "de"})
    client.post(f"/e/v1/assistants/{TOKEN}/submissions", b"{", content_type="application/json")
    client.put(f"/h/{TOKEN}")
    lines = said()
    assert "Not Found: GET /h/<str:public_id> [hosted] 404" in lines
    assert len(lines) == 4
    assert all(TOKEN not in line for line in lines)


@pytest.mark.parametrize(
    "words",
    [f"GET /h/{TOKEN} HTTP/1.1", f'"https://a.example/h/{TOKEN}?lang=de"', f"no {TOKEN}: gone"],
)
def test_what_a_library_says_of_a_preview_link_is_masked(words):
    record = logging.LogRecord("gunicorn.access", logging.INFO, "f", 1, "%s", (words,), None)
    Impersonal().filter(record)
    assert TOKEN not in record.getMessage()
    assert "<preview link>" in record.getMessage()


@pytest.mark.django_db
def test_a_method_that_is_not_allowed_is_logged_with_its_view(client, said):
    client.put(f"/h/{NEEDLE}")
    client.generic("ADA@EXAMPLE.COM", "/h/x")
    assert said() == [
        "Method Not Allowed: PUT /h/<str:public_id> [hosted] 405",
        "Method Not Allowed: OTHER /h/<str:public_id> [hosted] 405",
    ]


@pytest.mark.django_db
def test_a_failing_page_is_logged_with_its_view_and_the_kind_of_error(client, said, monkeypatch):
    from builder.embed import hosted

    def fail(public_id):
        raise ValueError(NEEDLE)

    monkeypatch.setattr(hosted, "find", fail)
    client.raise_request_exception = False
    assert client.get(f"/h/{NEEDLE}").status_code == 500
    (line,) = said()
    assert line.startswith("Internal Server Error: GET /h/<str:public_id> [hosted] 500 [ValueError")
    assert NEEDLE not in line


@pytest.mark.django_db
def test_a_refusal_for_csrf_says_why_without_whom(cast, said):
    client = Client(enforce_csrf_checks=True)
    client.post("/account/login/", {}, headers={"Origin": f"https://{NEEDLE}.example"})
    (line,) = said()
    assert line == (
        "Forbidden (csrf: Origin checking failed): POST /account/login/ [account_login] 403"
    )


def test_a_strange_host_is_not_logged(client, said):
    client.get("/health/live", headers={"Host": f"{NEEDLE}.example"})
    assert all(NEEDLE not in line for line in said())
    assert any("DisallowedHost" in line for line in said())


def test_djangos_own_server_logs_no_address(said):
    line = f"GET /{NEEDLE} HTTP/1.1"
    extra = {"request": None, "status_code": 404}
    logging.getLogger("django.server").warning('"%s" %s %s', line, "404", "10", extra=extra)
    assert said() == ["GET 404"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            f"Invalid request from ip=2001:db8::1: Invalid HTTP request line: 'GET /{NEEDLE}'",
            "Invalid request from ip=2001:db8::1: Invalid HTTP request line",
        ),
        (
            f"Invalid request from ip=203.0.113.7: Invalid HTTP Header: '{NEEDLE}'",
            "Invalid request from ip=203.0.113.7: Invalid HTTP Header",
        ),
        (f"Error handling request GET /{NEEDLE}", "Error handling request"),
        ("Worker (pid:7) was sent SIGKILL!", "Worker (pid:7) was sent SIGKILL!"),
    ],
)
def test_the_web_server_quotes_no_request(words, shown):
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "f", 1, words, None, None)
    Unquoted().filter(record)
    assert record.getMessage() == shown


def test_a_request_of_no_known_status_is_logged_all_the_same():
    request = RequestFactory().get(f"/{NEEDLE}")
    record = logging.LogRecord("django.request", logging.INFO, "f", 1, "%s", (NEEDLE,), None)
    record.request, record.status_code = request, 799
    Impersonal().filter(record)
    assert record.getMessage() == "Request: GET unknown address 799"
