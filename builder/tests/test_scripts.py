from __future__ import annotations

import brotli
import pytest

from builder.embed import scripts


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Serve scripts of the test's own."""

    def write(loader, runtime):
        (tmp_path / "loader.js").write_text(loader)
        (tmp_path / "runtime.js").write_text(runtime)
        forget()

    def forget():
        scripts.loader_script.cache_clear()
        scripts.runtime_script.cache_clear()

    monkeypatch.setattr(scripts, "FOLDER", tmp_path)
    write("const O='__ZENFLOW_ORIGIN__',R='__ZENFLOW_RUNTIME__';", "export const v=1;")
    yield write
    forget()


def runtime_address():
    return scripts.runtime_path()


def test_the_loader_knows_where_it_comes_from_and_which_runtime_is_current(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    response = client.get("/e/v1.js", headers={"host": "evil.example"})

    assert response.content.decode() == f"const O='{settings.PUBLIC_URL}',R='{runtime_address()}';"
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=300, stale-while-revalidate=86400"


def test_the_runtime_is_kept_for_a_year(client):
    response = client.get(runtime_address())

    assert response.content == b"export const v=1;"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("name", ["0" * 20, "x", "0"])
def test_an_unknown_hash_gets_the_current_runtime_and_no_cache_keeps_it(client, name):
    response = client.get(f"/e/r.{name}.js")

    assert response.status_code == 200
    assert response.content == b"export const v=1;"
    assert response["Cache-Control"] == "no-store"


def test_a_new_runtime_has_a_new_address_and_the_old_one_still_works(client, folder):
    old_address, old_loader = runtime_address(), client.get("/e/v1.js")["ETag"]
    folder("const R='__ZENFLOW_RUNTIME__';", "export const v=2;")

    assert runtime_address() != old_address
    assert client.get(old_address).content == b"export const v=2;"
    assert client.get(old_address)["Cache-Control"] == "no-store"
    assert client.get("/e/v1.js")["ETag"] != old_loader


@pytest.mark.parametrize("address", ["/e/v1.js", "runtime"])
def test_both_answer_an_etag_with_304(client, address):
    address = runtime_address() if address == "runtime" else address
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]


def test_both_come_compressed(client):
    for address in ("/e/v1.js", runtime_address()):
        response = client.get(address, headers={"accept-encoding": "gzip, br"})

        assert response["Content-Encoding"] == "br"
        assert "Accept-Encoding" in response["Vary"]
        assert brotli.decompress(response.content) == client.get(address).content


def test_every_website_may_load_both_and_neither_sets_a_cookie(client):
    for address in ("/e/v1.js", runtime_address()):
        response = client.get(address, headers={"origin": "https://shop.example"})

        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert not response.cookies
        assert "cookie" not in response["Vary"].lower()


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_both_can_only_be_read(client, method):
    for address in ("/e/v1.js", runtime_address()):
        assert getattr(client, method)(address).status_code == 405


def test_both_answer_head(client):
    response = client.head("/e/v1.js")

    assert response.status_code == 200
    assert response.content == b""
